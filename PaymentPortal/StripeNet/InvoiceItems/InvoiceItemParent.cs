#nullable disable

namespace Stripe;

public sealed class InvoiceItemParent : StripeEntity<InvoiceItemParent>
{
    public InvoiceItemParentSubscriptionDetails SubscriptionDetails { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceItemParentSubscriptionDetails : StripeEntity<InvoiceItemParentSubscriptionDetails>
{
    public string Subscription { get; set; }
    public string SubscriptionItem { get; set; }
}
