using PaymentPortal.Checkout.Risk;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Admin;

/// <summary>A purchase as the portal's own people see it.</summary>
/// <param name="Purchase">The purchase.</param>
/// <param name="Title">What is bought, in a few words.</param>
/// <param name="Lines">What is bought, line by line.</param>
/// <param name="ListPrice">What that costs by the list; null where something of it is not sold any more.</param>
/// <param name="Organisation">Who buys.</param>
/// <param name="Person">Whoever began it.</param>
/// <param name="CustomerId">The organisation's customer at Stripe, where it has one.</param>
/// <param name="Steps">The steps on the way to paying it, the oldest first.</param>
/// <param name="Attempts">The attempts to pay it, the latest first.</param>
public sealed record PurchaseDetails(
    Purchase Purchase, string Title, IReadOnlyList<string> Lines, Money? ListPrice, string Organisation, string? Person, string? CustomerId, IReadOnlyList<FunnelEvent> Steps, IReadOnlyList<PaymentAttempt> Attempts);
