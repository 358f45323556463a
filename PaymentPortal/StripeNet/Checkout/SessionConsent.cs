#nullable disable

namespace Stripe.Checkout;

public sealed class SessionConsent : StripeEntity<SessionConsent>
{
    public string Promotions { get; set; }
    public string TermsOfService { get; set; }
}

public sealed class SessionConsentCollection : StripeEntity<SessionConsentCollection>
{
    public SessionConsentCollectionPaymentMethodReuseAgreement PaymentMethodReuseAgreement { get; set; }
    public string Promotions { get; set; }
    public string TermsOfService { get; set; }
}

public sealed class SessionConsentCollectionPaymentMethodReuseAgreement : StripeEntity<SessionConsentCollectionPaymentMethodReuseAgreement>
{
    public string Position { get; set; }
}
