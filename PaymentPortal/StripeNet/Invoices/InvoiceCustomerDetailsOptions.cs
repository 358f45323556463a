#nullable disable

namespace Stripe;

public sealed class InvoiceCustomerDetailsOptions : NestedOptions
{
    public AddressOptions Address { get; set => field = Track(value); }
    public ShippingOptions Shipping { get; set => field = Track(value); }
    public InvoiceCustomerDetailsTaxOptions Tax { get; set; }
    public string TaxExempt { get; set => field = Track(value); }
    public List<InvoiceCustomerDetailsTaxIdOptions> TaxIds { get; set; }
}

public sealed class InvoiceCustomerDetailsTaxOptions : NestedOptions
{
    public string IpAddress { get; set => field = Track(value); }
}

public sealed class InvoiceCustomerDetailsTaxIdOptions : NestedOptions
{
    public string Type { get; set; }
    public string Value { get; set; }
}
