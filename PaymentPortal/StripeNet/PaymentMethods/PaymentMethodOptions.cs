#nullable disable

namespace Stripe;

public sealed class PaymentMethodAttachOptions : BaseOptions
{
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
}

public sealed class PaymentMethodCreateOptions : BaseOptions, IHasMetadata
{
    public string AllowRedisplay { get; set; }
    public PaymentMethodBillingDetailsOptions BillingDetails { get; set; }
    public PaymentMethodCardOptions Card { get; set; }
    public string Customer { get; set; }
    public PaymentMethodLinkOptions Link { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string PaymentMethod { get; set; }
    public PaymentMethodRadarOptionsOptions RadarOptions { get; set; }
    public PaymentMethodSepaDebitOptions SepaDebit { get; set; }
    public string Type { get; set; }
    public PaymentMethodUsBankAccountOptions UsBankAccount { get; set; }
}

public sealed class PaymentMethodDetachOptions : BaseOptions;

public sealed class PaymentMethodGetOptions : BaseOptions;

public sealed class PaymentMethodListOptions : ListOptions
{
    public string AllowRedisplay { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public string Type { get; set; }
}

public sealed class PaymentMethodUpdateOptions : BaseOptions, IHasMetadata
{
    public string AllowRedisplay { get; set; }
    public PaymentMethodBillingDetailsOptions BillingDetails { get; set; }
    public PaymentMethodCardOptions Card { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public PaymentMethodUsBankAccountOptions UsBankAccount { get; set; }
}
