#nullable disable

namespace Stripe.Checkout;

public sealed class SessionCustomTextAfterSubmitOptions : NestedOptions
{
    public string Message { get; set; }
}

public sealed class SessionCustomTextOptions : NestedOptions
{
    public SessionCustomTextAfterSubmitOptions AfterSubmit { get; set => field = Track(value); }
    public SessionCustomTextShippingAddressOptions ShippingAddress { get; set => field = Track(value); }
    public SessionCustomTextSubmitOptions Submit { get; set => field = Track(value); }
    public SessionCustomTextTermsOfServiceAcceptanceOptions TermsOfServiceAcceptance { get; set => field = Track(value); }
}

public sealed class SessionCustomTextShippingAddressOptions : NestedOptions
{
    public string Message { get; set; }
}

public sealed class SessionCustomTextSubmitOptions : NestedOptions
{
    public string Message { get; set; }
}

public sealed class SessionCustomTextTermsOfServiceAcceptanceOptions : NestedOptions
{
    public string Message { get; set; }
}
