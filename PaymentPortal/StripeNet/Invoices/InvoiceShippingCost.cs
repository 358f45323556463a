#nullable disable

namespace Stripe;

public sealed class InvoiceShippingCost : StripeEntity<InvoiceShippingCost>
{
    public long AmountSubtotal { get; set; }
    public long AmountTax { get; set; }
    public long AmountTotal { get; set; }
    public List<InvoiceShippingCostTax> Taxes { get; set; }
}

public sealed class InvoiceShippingCostTax : StripeEntity<InvoiceShippingCostTax>
{
    public long Amount { get; set; }
    public TaxRate Rate { get; set; }
    public string TaxabilityReason { get; set; }
    public long? TaxableAmount { get; set; }
}
