#nullable disable

namespace Stripe;

public sealed class SetupIntentAutomaticPaymentMethodsOptions : NestedOptions
{
    public string AllowRedirects { get; set; }
    public bool? Enabled { get; set; }
}
