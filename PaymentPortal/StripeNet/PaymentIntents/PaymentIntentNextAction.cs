#nullable disable

namespace Stripe;

public sealed class PaymentIntentNextAction : StripeEntity<PaymentIntentNextAction>
{
    public PaymentIntentNextActionRedirectToUrl RedirectToUrl { get; set; }
    public string Type { get; set; }
    public Dictionary<string, object> UseStripeSdk { get; set; }
    public PaymentIntentNextActionVerifyWithMicrodeposits VerifyWithMicrodeposits { get; set; }
}

public sealed class PaymentIntentNextActionVerifyWithMicrodeposits : StripeEntity<PaymentIntentNextActionVerifyWithMicrodeposits>
{
    public DateTime ArrivalDate { get; set; }
    public string HostedVerificationUrl { get; set; }
    public string MicrodepositType { get; set; }
}

public sealed class PaymentIntentNextActionRedirectToUrl : StripeEntity<PaymentIntentNextActionRedirectToUrl>
{
    public string ReturnUrl { get; set; }
    public string Url { get; set; }
}
