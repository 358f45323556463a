using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Inbox;
using PaymentPortal.Invoices;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Customers.Admin;

/// <summary>A customer with all that belongs to it.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Row">What a list shows of it.</param>
/// <param name="Organisation">The name of the organisation that buys as this customer.</param>
/// <param name="Subscriptions">The subscriptions, the latest first.</param>
/// <param name="Invoices">The latest invoices, the latest first.</param>
/// <param name="Payments">The latest payments, the latest first.</param>
/// <param name="Entries">What Stripe told of the customer and the subscriptions, the oldest first.</param>
/// <param name="Raw">The latest that Stripe told of the customer, as it came.</param>
public sealed record CustomerDetails(
    Customer Customer,
    CustomerRow Row,
    string? Organisation,
    IReadOnlyList<SubscriptionLine> Subscriptions,
    IReadOnlyList<Invoice> Invoices,
    IReadOnlyList<PaymentRow> Payments,
    IReadOnlyList<InboxRow> Entries,
    string? Raw)
{
    /// <summary>The tax ids that it has now, the latest first.</summary>
    public IReadOnlyList<TaxId> TaxIds { get; init; } = [];

    /// <summary>What the organisation tried to pay by itself, the latest first, each with who tried.</summary>
    public IReadOnlyList<(PaymentAttempt Attempt, string Who)> Attempts { get; init; } = [];

    /// <summary>The checkouts that the organisation began, the latest first, each with what it was to buy and with whoever began it.</summary>
    public IReadOnlyList<(Purchase Purchase, string Title, string Who)> Checkouts { get; init; } = [];
}

/// <summary>A subscription with its plan in words.</summary>
/// <param name="Subscription">The subscription.</param>
/// <param name="Plan">The plan's name, else the price's key.</param>
/// <param name="Price">What it brings per interval; null where it has no items.</param>
/// <param name="Interval">The interval in words: "month".</param>
public sealed record SubscriptionLine(Subscription Subscription, string Plan, Money? Price, string Interval);
