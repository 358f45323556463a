#nullable disable

namespace Stripe.Checkout;

public sealed class SessionPaymentMethodConfigurationDetails : StripeEntity<SessionPaymentMethodConfigurationDetails>, IHasId
{
    public string Id { get; set; }
    public string Parent { get; set; }
}
