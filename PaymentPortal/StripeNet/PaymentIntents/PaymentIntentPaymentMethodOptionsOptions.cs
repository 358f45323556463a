#nullable disable

namespace Stripe;

public sealed class PaymentIntentPaymentMethodOptionsOptions : NestedOptions
{
    public PaymentIntentPaymentMethodOptionsCardOptions Card { get; set => field = Track(value); }
    public PaymentIntentPaymentMethodOptionsUsBankAccountOptions UsBankAccount { get; set => field = Track(value); }
}

public sealed class PaymentIntentPaymentMethodOptionsCardOptions : NestedOptions
{
    public string CaptureMethod { get; set => field = Track(value); }
    public string CvcToken { get; set; }
    public PaymentIntentPaymentMethodOptionsCardMandateOptionsOptions MandateOptions { get; set; }
    public bool? Moto { get; set; }
    public string Network { get; set; }
    public string RequestExtendedAuthorization { get; set; }
    public string RequestIncrementalAuthorization { get; set; }
    public string RequestMulticapture { get; set; }
    public string RequestOvercapture { get; set; }
    public string RequestThreeDSecure { get; set; }
    public bool? RequireCvcRecollection { get; set; }
    public string SetupFutureUsage { get; set => field = Track(value); }
    public string StatementDescriptorSuffixKana { get; set => field = Track(value); }
    public string StatementDescriptorSuffixKanji { get; set => field = Track(value); }
    public PaymentIntentPaymentMethodOptionsCardThreeDSecureOptions ThreeDSecure { get; set; }
}

public sealed class PaymentIntentPaymentMethodOptionsUsBankAccountOptions : NestedOptions
{
    public PaymentIntentPaymentMethodOptionsUsBankAccountMandateOptionsOptions MandateOptions { get; set; }
    public PaymentIntentPaymentMethodOptionsUsBankAccountNetworksOptions Networks { get; set; }
    public string SetupFutureUsage { get; set => field = Track(value); }
    public string TargetDate { get; set; }
    public string TransactionPurpose { get; set => field = Track(value); }
    public string VerificationMethod { get; set; }
}

public sealed class PaymentIntentPaymentMethodOptionsCardThreeDSecureOptions : NestedOptions
{
    public string AresTransStatus { get; set; }
    public string Cryptogram { get; set; }
    public string ElectronicCommerceIndicator { get; set; }
    public string ExemptionIndicator { get; set; }
    public string RequestorChallengeIndicator { get; set; }
    public string TransactionId { get; set; }
    public string Version { get; set; }
}

public sealed class PaymentIntentPaymentMethodOptionsCardMandateOptionsOptions : NestedOptions
{
    public long? Amount { get; set; }
    public string AmountType { get; set; }
    public string Description { get; set; }
    public DateTime? EndDate { get; set; }
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
    public string Reference { get; set; }
    public DateTime? StartDate { get; set; }
    public List<string> SupportedTypes { get; set; }
}

public sealed class PaymentIntentPaymentMethodOptionsUsBankAccountNetworksOptions : NestedOptions
{
    public List<string> Requested { get; set; }
}

public sealed class PaymentIntentPaymentMethodOptionsUsBankAccountMandateOptionsOptions : NestedOptions
{
    public string CollectionMethod { get; set => field = Track(value); }
}
