#nullable disable

namespace Stripe;

public sealed class InvoiceParent : StripeEntity<InvoiceParent>
{
    public InvoiceParentQuoteDetails QuoteDetails { get; set; }
    public InvoiceParentSubscriptionDetails SubscriptionDetails { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceParentQuoteDetails : StripeEntity<InvoiceParentQuoteDetails>
{
    public string Quote { get; set; }
}

public sealed class InvoiceParentSubscriptionDetails : StripeEntity<InvoiceParentSubscriptionDetails>, IHasMetadata
{
    public Dictionary<string, string> Metadata { get; set; }
    public string SubscriptionId { get; set; }

    [Expandable]
    public Subscription Subscription { get; set; }

    public DateTime SubscriptionProrationDate { get; set; }
}
