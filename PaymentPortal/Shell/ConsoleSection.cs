using PaymentPortal.Accounts;
using PaymentPortal.Checkout.Risk.Admin;

namespace PaymentPortal.Shell;

/// <summary>A section of the console: what the rail shows, and to whom.</summary>
/// <param name="Title">The section's name.</param>
/// <param name="Href">Its first page.</param>
/// <param name="Icon">A drawing of <see cref="PaymentPortal.Shared.Components.IconDrawings"/>.</param>
/// <param name="Policy">Who may open it.</param>
/// <param name="Count">A component that says how many wait there; null where nothing does.</param>
public sealed record ConsoleSection(string Title, string Href, string Icon, string Policy, Type? Count = null)
{
    /// <summary>The sections in the rail's order.</summary>
    public static IReadOnlyList<ConsoleSection> All { get; } =
    [
        new("Dashboard", "/admin", "dashboard", Policies.Console),
        new("Payments", "/admin/payments", "payments", Policies.Console),
        new("Customers", "/admin/customers", "customers", Policies.Console),
        new("Review", "/admin/review", "shield", Policies.Console, typeof(HeldCount)),
        new("Webhooks", "/admin/events", "events", Policies.Operate),
        new("Health", "/admin/health", "connection", Policies.Operate),
    ];
}
