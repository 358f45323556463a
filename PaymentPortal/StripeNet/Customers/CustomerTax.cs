#nullable disable

namespace Stripe;

public sealed class CustomerTax : StripeEntity<CustomerTax>
{
    public string AutomaticTax { get; set; }
    public string IpAddress { get; set; }
    public CustomerTaxLocation Location { get; set; }
    public string Provider { get; set; }
}

public sealed class CustomerTaxLocation : StripeEntity<CustomerTaxLocation>
{
    public string Country { get; set; }
    public string Source { get; set; }
    public string State { get; set; }
}
