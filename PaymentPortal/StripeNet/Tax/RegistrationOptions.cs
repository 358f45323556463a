#nullable disable

namespace Stripe.Tax;

public sealed class RegistrationCreateOptions : BaseOptions
{
    public string Country { get; set; }
}

public sealed class RegistrationListOptions : ListOptions
{
    public string Status { get; set; }
}
