#nullable disable

namespace Stripe;

public sealed class PaymentMethodCardOptions : NestedOptions
{
    public string Cvc { get; set; }
    public long? ExpMonth { get; set; }
    public long? ExpYear { get; set; }
    public PaymentMethodCardNetworksOptions Networks { get; set; }
    public string Number { get; set; }
    public string Token { get; set; }
}

public sealed class PaymentMethodCardNetworksOptions : NestedOptions
{
    public string Preferred { get; set => field = Track(value); }
}
