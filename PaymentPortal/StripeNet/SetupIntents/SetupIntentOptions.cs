#nullable disable

namespace Stripe;

public sealed class SetupIntentCancelOptions : BaseOptions
{
    public string CancellationReason { get; set; }
}

public sealed class SetupIntentConfirmOptions : BaseOptions
{
    public List<string> AllowedPaymentMethodTypes { get; set; }
    public string ClientSecret { get; set; }
    public string ConfirmationToken { get; set; }
    public SetupIntentMandateDataOptions MandateData { get; set => field = Track(value); }
    public string PaymentMethod { get; set; }
    public SetupIntentPaymentMethodDataOptions PaymentMethodData { get; set; }
    public SetupIntentPaymentMethodOptionsOptions PaymentMethodOptions { get; set; }
    public string ReturnUrl { get; set; }
    public bool? UseStripeSdk { get; set; }
}

public sealed class SetupIntentGetOptions : BaseOptions
{
    public string ClientSecret { get; set; }
}

public sealed class SetupIntentListOptions : ListOptions
{
    public bool? AttachToSelf { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public string PaymentMethod { get; set; }
}

public sealed class SetupIntentUpdateOptions : BaseOptions, IHasMetadata
{
    public List<string> AllowedPaymentMethodTypes { get; set => field = Track(value); }
    public bool? AttachToSelf { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public string Description { get; set; }
    public List<string> ExcludedPaymentMethodTypes { get; set => field = Track(value); }
    public List<string> FlowDirections { get; set; }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string PaymentMethod { get; set; }
    public SetupIntentPaymentMethodDataOptions PaymentMethodData { get; set; }
    public SetupIntentPaymentMethodOptionsOptions PaymentMethodOptions { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
}
