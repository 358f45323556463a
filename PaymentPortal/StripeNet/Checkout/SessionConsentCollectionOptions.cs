#nullable disable

namespace Stripe.Checkout;

public sealed class SessionConsentCollectionOptions : NestedOptions
{
    public SessionConsentCollectionPaymentMethodReuseAgreementOptions PaymentMethodReuseAgreement { get; set; }
    public string Promotions { get; set; }
    public string TermsOfService { get; set; }
}

public sealed class SessionConsentCollectionPaymentMethodReuseAgreementOptions : NestedOptions
{
    public string Position { get; set; }
}
