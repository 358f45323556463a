#nullable disable

namespace Stripe;

public sealed class SetupIntentNextAction : StripeEntity<SetupIntentNextAction>
{
    public SetupIntentNextActionRedirectToUrl RedirectToUrl { get; set; }
    public string Type { get; set; }
    public Dictionary<string, object> UseStripeSdk { get; set; }
    public SetupIntentNextActionVerifyWithMicrodeposits VerifyWithMicrodeposits { get; set; }
}

public sealed class SetupIntentNextActionVerifyWithMicrodeposits : StripeEntity<SetupIntentNextActionVerifyWithMicrodeposits>
{
    public DateTime ArrivalDate { get; set; }
    public string HostedVerificationUrl { get; set; }
    public string MicrodepositType { get; set; }
}

public sealed class SetupIntentNextActionRedirectToUrl : StripeEntity<SetupIntentNextActionRedirectToUrl>
{
    public string ReturnUrl { get; set; }
    public string Url { get; set; }
}
