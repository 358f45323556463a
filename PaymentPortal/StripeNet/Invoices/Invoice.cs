#nullable disable

namespace Stripe;

public sealed class Invoice : StripeEntity<Invoice>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public string AccountCountry { get; set; }
    public string AccountName { get; set; }
    public List<string> AccountTaxIdIds { get; set; }

    [Expandable]
    public List<TaxId> AccountTaxIds { get; set; }

    public long AmountDue { get; set; }
    public long AmountOverpaid { get; set; }
    public long AmountPaid { get; set; }
    public long AmountPaidOffStripe { get; set; }
    public long AmountRemaining { get; set; }
    public long AmountShipping { get; set; }
    public long AttemptCount { get; set; }
    public bool Attempted { get; set; }
    public bool AutoAdvance { get; set; }
    public InvoiceAutomaticTax AutomaticTax { get; set; }
    public DateTime? AutomaticallyFinalizesAt { get; set; }
    public string BillingReason { get; set; }
    public string CollectionMethod { get; set; }
    public InvoiceConfirmationSecret ConfirmationSecret { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public List<InvoiceCustomField> CustomFields { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public Address CustomerAddress { get; set; }
    public string CustomerEmail { get; set; }
    public string CustomerName { get; set; }
    public string CustomerPhone { get; set; }
    public Shipping CustomerShipping { get; set; }
    public string CustomerTaxExempt { get; set; }
    public List<InvoiceCustomerTaxId> CustomerTaxIds { get; set; }
    public string DefaultPaymentMethodId { get; set; }

    [Expandable]
    public PaymentMethod DefaultPaymentMethod { get; set; }

    public List<TaxRate> DefaultTaxRates { get; set; }
    public bool? Deleted { get; set; }
    public string Description { get; set; }
    public List<string> DiscountIds { get; set; }

    [Expandable]
    public List<Discount> Discounts { get; set; }

    public DateTime? DueDate { get; set; }
    public DateTime? EffectiveAt { get; set; }
    public long? EndingBalance { get; set; }
    public string Footer { get; set; }
    public InvoiceFromInvoice FromInvoice { get; set; }
    public string HostedInvoiceUrl { get; set; }
    public string InvoicePdf { get; set; }
    public InvoiceIssuer Issuer { get; set; }
    public StripeError LastFinalizationError { get; set; }
    public string LatestRevisionId { get; set; }

    [Expandable]
    public Invoice LatestRevision { get; set; }

    public StripeList<InvoiceLineItem> Lines { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public DateTime? NextPaymentAttempt { get; set; }
    public string Number { get; set; }
    public string OnBehalfOfId { get; set; }

    [Expandable]
    public Account OnBehalfOf { get; set; }

    public InvoiceParent Parent { get; set; }
    public InvoicePaymentSettings PaymentSettings { get; set; }
    public StripeList<InvoicePayment> Payments { get; set; }
    public DateTime PeriodEnd { get; set; }
    public DateTime PeriodStart { get; set; }
    public long PostPaymentCreditNotesAmount { get; set; }
    public long PrePaymentCreditNotesAmount { get; set; }
    public string ReceiptNumber { get; set; }
    public InvoiceRendering Rendering { get; set; }
    public InvoiceShippingCost ShippingCost { get; set; }
    public InvoiceShippingDetails ShippingDetails { get; set; }
    public long StartingBalance { get; set; }
    public string StatementDescriptor { get; set; }
    public string Status { get; set; }
    public InvoiceStatusTransitions StatusTransitions { get; set; }
    public long Subtotal { get; set; }
    public long? SubtotalExcludingTax { get; set; }
    public string TestClockId { get; set; }

    [Expandable]
    public TestHelpers.TestClock TestClock { get; set; }

    public InvoiceThresholdReason ThresholdReason { get; set; }
    public long Total { get; set; }
    public List<InvoiceDiscountAmount> TotalDiscountAmounts { get; set; }
    public long? TotalExcludingTax { get; set; }
    public List<InvoiceTotalPretaxCreditAmount> TotalPretaxCreditAmounts { get; set; }
    public List<InvoiceTotalTax> TotalTaxes { get; set; }
    public DateTime? WebhooksDeliveredAt { get; set; }
}
