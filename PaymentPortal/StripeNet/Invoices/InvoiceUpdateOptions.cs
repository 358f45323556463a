#nullable disable

namespace Stripe;

public sealed class InvoiceUpdateOptions : BaseOptions, IHasMetadata
{
    public List<string> AccountTaxIds { get; set => field = Track(value); }
    public bool? AutoAdvance { get; set; }
    public InvoiceAutomaticTaxOptions AutomaticTax { get; set; }
    public DateTime? AutomaticallyFinalizesAt { get; set; }
    public string CollectionMethod { get; set; }
    public List<InvoiceCustomFieldOptions> CustomFields { get; set => field = Track(value); }
    public long? DaysUntilDue { get; set; }
    public string DefaultPaymentMethod { get; set; }
    public string DefaultSource { get; set => field = Track(value); }
    public List<string> DefaultTaxRates { get; set => field = Track(value); }
    public string Description { get; set; }
    public List<InvoiceDiscountOptions> Discounts { get; set => field = Track(value); }
    public DateTime? DueDate { get; set; }
    public DateTime? EffectiveAt { get; set => field = Track(value); }
    public string Footer { get; set; }
    public InvoiceIssuerOptions Issuer { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Number { get; set => field = Track(value); }
    public string OnBehalfOf { get; set => field = Track(value); }
    public InvoicePaymentSettingsOptions PaymentSettings { get; set; }
    public InvoiceRenderingOptions Rendering { get; set; }
    public InvoiceShippingCostOptions ShippingCost { get; set => field = Track(value); }
    public InvoiceShippingDetailsOptions ShippingDetails { get; set => field = Track(value); }
    public string StatementDescriptor { get; set; }
}
