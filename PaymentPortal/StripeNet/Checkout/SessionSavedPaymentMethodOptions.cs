#nullable disable

namespace Stripe.Checkout;

public sealed class SessionSavedPaymentMethodOptions : StripeEntity<SessionSavedPaymentMethodOptions>
{
    public List<string> AllowRedisplayFilters { get; set; }
    public string PaymentMethodRemove { get; set; }
    public string PaymentMethodSave { get; set; }
}

public sealed class SessionSavedPaymentMethodOptionsOptions : NestedOptions
{
    public List<string> AllowRedisplayFilters { get; set; }
    public string PaymentMethodRemove { get; set; }
    public string PaymentMethodSave { get; set; }
}
