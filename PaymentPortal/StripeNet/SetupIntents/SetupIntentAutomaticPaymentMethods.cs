#nullable disable

namespace Stripe;

public sealed class SetupIntentAutomaticPaymentMethods : StripeEntity<SetupIntentAutomaticPaymentMethods>
{
    public string AllowRedirects { get; set; }
    public bool? Enabled { get; set; }
}
