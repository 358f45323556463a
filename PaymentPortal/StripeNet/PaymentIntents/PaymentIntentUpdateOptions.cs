#nullable disable

namespace Stripe;

public sealed class PaymentIntentUpdateOptions : BaseOptions, IHasMetadata
{
    public List<string> AllowedPaymentMethodTypes { get; set; }
    public long? Amount { get; set; }
    public string CaptureMethod { get; set; }
    public string Currency { get; set; }
    public string Customer { get; set; }
    public string CustomerAccount { get; set; }
    public string Description { get; set; }
    public List<string> ExcludedPaymentMethodTypes { get; set => field = Track(value); }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string PaymentMethod { get; set; }
    public PaymentIntentPaymentMethodDataOptions PaymentMethodData { get; set; }
    public PaymentIntentPaymentMethodOptionsOptions PaymentMethodOptions { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    public string ReceiptEmail { get; set => field = Track(value); }
    public string SetupFutureUsage { get; set => field = Track(value); }
    public ChargeShippingOptions Shipping { get; set => field = Track(value); }
    public string StatementDescriptor { get; set; }
    public string StatementDescriptorSuffix { get; set; }
}
