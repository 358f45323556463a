using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>An organisation's name as a person types it.</summary>
internal static class OrganisationName
{
    private const int Longest = 200;

    /// <summary>The name, if it is one.</summary>
    public static Outcome<string> Read(string? typed) => TypedText.Line(typed) switch
    {
        "" => new Refusal("name", "Enter the organisation's name.", "Name"),
        { Length: > Longest } => new Refusal("name", $"A name has at most {Longest} characters.", "Name"),
        var name => name,
    };
}
