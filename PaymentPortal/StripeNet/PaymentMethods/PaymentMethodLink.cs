#nullable disable

namespace Stripe;

public sealed class PaymentMethodLink : StripeEntity<PaymentMethodLink>
{
    public string Email { get; set; }
    public string PersistentToken { get; set; }
}
