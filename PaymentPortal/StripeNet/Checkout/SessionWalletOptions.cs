#nullable disable

namespace Stripe.Checkout;

public sealed class SessionWalletOptions : StripeEntity<SessionWalletOptions>
{
    public SessionWalletOptionsLink Link { get; set; }
}

public sealed class SessionWalletOptionsLinkOptions : NestedOptions
{
    public string Display { get; set; }
}

public sealed class SessionWalletOptionsOptions : NestedOptions
{
    public SessionWalletOptionsLinkOptions Link { get; set; }
}
