using System.Text.RegularExpressions;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a tax id of each type looks like, and which country gave it.</summary>
internal static partial class TaxIdForms
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private sealed record Form(string? Country, Regex Pattern);

    private static readonly ILookup<string, Form> ByType = Jurisdictions.Lines("sandbox-tax-id-forms.txt")
        .Select(line => line.Split(' ', 3))
        .ToLookup(word => word[0], word => new Form(word[1] == "-" ? null : word[1], new Regex($"^(?:{word[2]})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Patience)));

    /// <summary>The country that gave the id, or null where none did; refuses what cannot be an id of the type. Types without a form of their own take letters, digits and dashes.</summary>
    public static string? Check(string type, string value)
    {
        var plain = value.Replace(" ", "", StringComparison.Ordinal);
        if (!ByType.Contains(type))
            return AnyForm().IsMatch(plain) ? type.Split('_')[0].ToUpperInvariant() : throw Refused(type);
        return ByType[type].FirstOrDefault(form => form.Pattern.IsMatch(plain)) is { } found ? found.Country : throw Refused(type);
    }

    private static StripeError Refused(string type) => StripeError.Invalid($"Invalid value for {type}.", "value", "tax_id_invalid");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9./-]{3,39}$")]
    private static partial Regex AnyForm();
}
