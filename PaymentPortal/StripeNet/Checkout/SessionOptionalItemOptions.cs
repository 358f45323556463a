#nullable disable

namespace Stripe.Checkout;

public sealed class SessionOptionalItemAdjustableQuantityOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public long? Maximum { get; set; }
    public long? Minimum { get; set; }
}

public sealed class SessionOptionalItemOptions : NestedOptions
{
    public SessionOptionalItemAdjustableQuantityOptions AdjustableQuantity { get; set; }
    public string Price { get; set; }
    public long? Quantity { get; set; }
}
