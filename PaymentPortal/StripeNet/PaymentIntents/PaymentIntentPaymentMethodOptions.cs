#nullable disable

namespace Stripe;

public sealed class PaymentIntentPaymentMethodOptions : StripeEntity<PaymentIntentPaymentMethodOptions>
{
    public PaymentIntentPaymentMethodOptionsCard Card { get; set; }
    public PaymentIntentPaymentMethodOptionsUsBankAccount UsBankAccount { get; set; }
}

public sealed class PaymentIntentPaymentMethodOptionsCard : StripeEntity<PaymentIntentPaymentMethodOptionsCard>
{
    public string CaptureMethod { get; set; }
    public PaymentIntentPaymentMethodOptionsCardMandateOptions MandateOptions { get; set; }
    public string Network { get; set; }
    public string RequestExtendedAuthorization { get; set; }
    public string RequestIncrementalAuthorization { get; set; }
    public string RequestMulticapture { get; set; }
    public string RequestOvercapture { get; set; }
    public string RequestThreeDSecure { get; set; }
    public bool RequireCvcRecollection { get; set; }
    public string SetupFutureUsage { get; set; }
    public string StatementDescriptorSuffixKana { get; set; }
    public string StatementDescriptorSuffixKanji { get; set; }
}

public sealed class PaymentIntentPaymentMethodOptionsUsBankAccount : StripeEntity<PaymentIntentPaymentMethodOptionsUsBankAccount>
{
    public PaymentIntentPaymentMethodOptionsUsBankAccountMandateOptions MandateOptions { get; set; }
    public string SetupFutureUsage { get; set; }
    public string TargetDate { get; set; }
    public string TransactionPurpose { get; set; }
    public string VerificationMethod { get; set; }
}

public sealed class PaymentIntentPaymentMethodOptionsCardMandateOptions : StripeEntity<PaymentIntentPaymentMethodOptionsCardMandateOptions>
{
    public long Amount { get; set; }
    public string AmountType { get; set; }
    public string Description { get; set; }
    public DateTime? EndDate { get; set; }
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
    public string Reference { get; set; }
    public DateTime StartDate { get; set; }
    public List<string> SupportedTypes { get; set; }
}

public sealed class PaymentIntentPaymentMethodOptionsUsBankAccountMandateOptions : StripeEntity<PaymentIntentPaymentMethodOptionsUsBankAccountMandateOptions>
{
    public string CollectionMethod { get; set; }
}
