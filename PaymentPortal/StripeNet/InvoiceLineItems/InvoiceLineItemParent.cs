#nullable disable

namespace Stripe;

public sealed class InvoiceLineItemParent : StripeEntity<InvoiceLineItemParent>
{
    public InvoiceLineItemParentInvoiceItemDetails InvoiceItemDetails { get; set; }
    public InvoiceLineItemParentSubscriptionItemDetails SubscriptionItemDetails { get; set; }
    public string Type { get; set; }
}

public sealed class InvoiceLineItemParentInvoiceItemDetails : StripeEntity<InvoiceLineItemParentInvoiceItemDetails>
{
    public string InvoiceItem { get; set; }
    public bool Proration { get; set; }
    public InvoiceLineItemParentInvoiceItemDetailsProrationDetails ProrationDetails { get; set; }
    public string Subscription { get; set; }
}

public sealed class InvoiceLineItemParentSubscriptionItemDetails : StripeEntity<InvoiceLineItemParentSubscriptionItemDetails>
{
    public string InvoiceItem { get; set; }
    public bool Proration { get; set; }
    public InvoiceLineItemParentSubscriptionItemDetailsProrationDetails ProrationDetails { get; set; }
    public string Subscription { get; set; }
    public string SubscriptionItem { get; set; }
}

public sealed class InvoiceLineItemParentInvoiceItemDetailsProrationDetails : StripeEntity<InvoiceLineItemParentInvoiceItemDetailsProrationDetails>
{
    public InvoiceLineItemParentInvoiceItemDetailsProrationDetailsCreditedItems CreditedItems { get; set; }
}

public sealed class InvoiceLineItemParentSubscriptionItemDetailsProrationDetails : StripeEntity<InvoiceLineItemParentSubscriptionItemDetailsProrationDetails>
{
    public InvoiceLineItemParentSubscriptionItemDetailsProrationDetailsCreditedItems CreditedItems { get; set; }
}

public sealed class InvoiceLineItemParentInvoiceItemDetailsProrationDetailsCreditedItems : StripeEntity<InvoiceLineItemParentInvoiceItemDetailsProrationDetailsCreditedItems>
{
    public string Invoice { get; set; }
    public List<string> InvoiceLineItems { get; set; }
}

public sealed class InvoiceLineItemParentSubscriptionItemDetailsProrationDetailsCreditedItems : StripeEntity<InvoiceLineItemParentSubscriptionItemDetailsProrationDetailsCreditedItems>
{
    public string Invoice { get; set; }
    public List<string> InvoiceLineItems { get; set; }
}
