using PaymentPortal.Shared;

namespace PaymentPortal.Customers.Admin;

/// <summary>A customer in a list.</summary>
/// <param name="Id">Stripe's id.</param>
/// <param name="Name">The name, else the mail address, else the id.</param>
/// <param name="Email">The mail address.</param>
/// <param name="Country">The ISO 3166 code.</param>
/// <param name="State">The state of the subscription that matters most, as Stripe names it; null where none began.</param>
/// <param name="Plans">The plans of the subscriptions that are not over.</param>
/// <param name="Paid">What was paid less what was given back, per currency.</param>
/// <param name="CreatedAt">Since when, UTC.</param>
/// <param name="Deleted">Stripe deleted it.</param>
public sealed record CustomerRow(
    string Id, string Name, string? Email, string? Country, string? State, IReadOnlyList<string> Plans, IReadOnlyList<Money> Paid, DateTimeOffset CreatedAt, bool Deleted);
