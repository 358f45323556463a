#nullable disable

namespace Stripe;

public sealed class PaymentIntentAutomaticPaymentMethods : StripeEntity<PaymentIntentAutomaticPaymentMethods>
{
    public string AllowRedirects { get; set; }
    public bool Enabled { get; set; }
}
