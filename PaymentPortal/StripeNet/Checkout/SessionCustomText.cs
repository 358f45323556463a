#nullable disable

namespace Stripe.Checkout;

public sealed class SessionCustomText : StripeEntity<SessionCustomText>
{
    public SessionCustomTextAfterSubmit AfterSubmit { get; set; }
    public SessionCustomTextShippingAddress ShippingAddress { get; set; }
    public SessionCustomTextSubmit Submit { get; set; }
    public SessionCustomTextTermsOfServiceAcceptance TermsOfServiceAcceptance { get; set; }
}

public sealed class SessionCustomTextAfterSubmit : StripeEntity<SessionCustomTextAfterSubmit>
{
    public string Message { get; set; }
}

public sealed class SessionCustomTextShippingAddress : StripeEntity<SessionCustomTextShippingAddress>
{
    public string Message { get; set; }
}

public sealed class SessionCustomTextSubmit : StripeEntity<SessionCustomTextSubmit>
{
    public string Message { get; set; }
}

public sealed class SessionCustomTextTermsOfServiceAcceptance : StripeEntity<SessionCustomTextTermsOfServiceAcceptance>
{
    public string Message { get; set; }
}
