using PaymentPortal.Accounts;

namespace PaymentPortal.Shell;

/// <summary>A section of the console: what the rail shows, and to whom.</summary>
/// <param name="Title">The section's name.</param>
/// <param name="Href">Its first page.</param>
/// <param name="Icon">A drawing of <see cref="PaymentPortal.Shared.Components.IconDrawings"/>.</param>
/// <param name="Policy">Who may open it.</param>
public sealed record ConsoleSection(string Title, string Href, string Icon, string Policy)
{
    /// <summary>The sections in the rail's order.</summary>
    public static IReadOnlyList<ConsoleSection> All { get; } =
    [
        new("Dashboard", "/admin", "dashboard", Policies.Console),
        new("Payments", "/admin/payments", "payments", Policies.Console),
        new("Customers", "/admin/customers", "customers", Policies.Console),
        new("Webhooks", "/admin/events", "events", Policies.Operate),
        new("Health", "/admin/health", "connection", Policies.Operate),
    ];
}
