#nullable disable

namespace Stripe.Checkout;

public sealed class SessionAutomaticTaxLiabilityOptions : NestedOptions
{
    public string Account { get; set; }
    public string Type { get; set; }
}

public sealed class SessionAutomaticTaxOptions : NestedOptions
{
    public bool? Enabled { get; set; }
    public SessionAutomaticTaxLiabilityOptions Liability { get; set; }
}
