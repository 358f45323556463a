#nullable disable

namespace Stripe;

public sealed class PaymentIntentAutomaticPaymentMethodsOptions : NestedOptions
{
    public string AllowRedirects { get; set; }
    public bool? Enabled { get; set; }
}
