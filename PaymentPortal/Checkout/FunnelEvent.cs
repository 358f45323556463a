using PaymentPortal.Accounts;

namespace PaymentPortal.Checkout;

/// <summary>One step of a visitor on the way to paying. Holds no address and no name: the visitor is a random id in a cookie.</summary>
public sealed class FunnelEvent
{
    public required Guid Id { get; init; }

    public required Guid VisitorId { get; init; }

    public required FunnelStep Step { get; init; }

    public required DateTimeOffset At { get; set; }

    public OrganisationId? OrganisationId { get; init; }

    public PurchaseId? PurchaseId { get; init; }
}

public enum FunnelStep
{
    PricingViewed,
    CheckoutStarted,
    PaymentAttempted,
    Paid,
}
