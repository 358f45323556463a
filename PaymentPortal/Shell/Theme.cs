namespace PaymentPortal.Shell;

/// <summary>The look that a person chose: light, dark, or whatever the system says.</summary>
/// <param name="Name"><c>light</c>, <c>dark</c> or <c>system</c>.</param>
public readonly record struct Theme(string Name)
{
    public const string Cookie = "theme";

    private static readonly string[] Names = ["light", "dark", "system"];

    /// <summary>What stands at the root element: nothing where the system decides.</summary>
    public string? Attribute => Name is "light" or "dark" ? Name : null;

    public static Theme Of(HttpRequest request) => Parse(request.Cookies[Cookie]);

    public static Theme Parse(string? name) => new(Names.Contains(name) ? name! : "system");
}
