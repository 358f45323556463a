#nullable disable

namespace Stripe;

public sealed class InvoicePayment : StripeEntity<InvoicePayment>, IHasId, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public long? AmountPaid { get; set; }
    public long AmountRequested { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public string InvoiceId { get; set; }

    [Expandable]
    public Invoice Invoice { get; set; }

    public bool IsDefault { get; set; }
    public bool Livemode { get; set; }
    public InvoicePaymentPayment Payment { get; set; }
    public string Status { get; set; }
    public InvoicePaymentStatusTransitions StatusTransitions { get; set; }
}
