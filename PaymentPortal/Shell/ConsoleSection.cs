namespace PaymentPortal.Shell;

/// <summary>A section of the console: what the rail shows, and to whom.</summary>
/// <param name="Title">The section's name.</param>
/// <param name="Href">Its first page.</param>
/// <param name="Icon">A drawing of <see cref="PaymentPortal.Shared.Components.IconDrawings"/>.</param>
/// <param name="Roles">The roles that may open it, separated by commas.</param>
public sealed record ConsoleSection(string Title, string Href, string Icon, string Roles)
{
    private const string Staff = "Admin,Finance,Support";

    /// <summary>The sections in the rail's order.</summary>
    public static IReadOnlyList<ConsoleSection> All { get; } =
    [
        new("Dashboard", "/admin", "dashboard", Staff),
        new("Payments", "/admin/payments", "payments", Staff),
        new("Customers", "/admin/customers", "customers", Staff),
        new("Webhooks", "/admin/events", "events", "Admin"),
    ];
}
