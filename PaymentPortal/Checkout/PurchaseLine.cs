namespace PaymentPortal.Checkout;

/// <summary>So many of a price in a purchase: seats of a plan, or packs of credits.</summary>
public sealed class PurchaseLine
{
    public required PurchaseId PurchaseId { get; init; }

    /// <summary>The price's lookup key: <c>pro_month_usd</c>, <c>credits_500_usd</c>.</summary>
    public required string LookupKey { get; init; }

    public required int Quantity { get; set; }
}
