#nullable disable

namespace Stripe;

public sealed class CustomerPaymentMethodListOptions : ListOptions
{
    public string AllowRedisplay { get; set; }
    public string Type { get; set; }
}

public sealed class CustomerPaymentMethodGetOptions : BaseOptions;
