#nullable disable

namespace Stripe.Checkout;

public sealed class SessionPaymentMethodOptionsCard : StripeEntity<SessionPaymentMethodOptionsCard>
{
    public string CaptureMethod { get; set; }
    public SessionPaymentMethodOptionsCardInstallments Installments { get; set; }
    public string RequestExtendedAuthorization { get; set; }
    public string RequestIncrementalAuthorization { get; set; }
    public string RequestMulticapture { get; set; }
    public string RequestOvercapture { get; set; }
    public string RequestThreeDSecure { get; set; }
    public SessionPaymentMethodOptionsCardRestrictions Restrictions { get; set; }
    public string SetupFutureUsage { get; set; }
    public string StatementDescriptorSuffixKana { get; set; }
    public string StatementDescriptorSuffixKanji { get; set; }
}

public sealed class SessionPaymentMethodOptionsCardInstallments : StripeEntity<SessionPaymentMethodOptionsCardInstallments>
{
    public bool Enabled { get; set; }
}

public sealed class SessionPaymentMethodOptionsCardRestrictions : StripeEntity<SessionPaymentMethodOptionsCardRestrictions>
{
    public List<string> BrandsBlocked { get; set; }
}
