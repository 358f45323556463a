#nullable disable

namespace Stripe;

public sealed class DisputePaymentMethodDetails : StripeEntity<DisputePaymentMethodDetails>
{
    public DisputePaymentMethodDetailsCard Card { get; set; }
    public string Type { get; set; }
}

public sealed class DisputePaymentMethodDetailsCard : StripeEntity<DisputePaymentMethodDetailsCard>
{
    public string Brand { get; set; }
    public string CaseType { get; set; }
    public string Network { get; set; }
    public string NetworkReasonCode { get; set; }
}
