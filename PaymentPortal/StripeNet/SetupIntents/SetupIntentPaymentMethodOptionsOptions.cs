#nullable disable

namespace Stripe;

public sealed class SetupIntentPaymentMethodOptionsOptions : NestedOptions
{
    public SetupIntentPaymentMethodOptionsCardOptions Card { get; set; }
    public SetupIntentPaymentMethodOptionsUsBankAccountOptions UsBankAccount { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsCardOptions : NestedOptions
{
    public SetupIntentPaymentMethodOptionsCardMandateOptionsOptions MandateOptions { get; set; }
    public bool? Moto { get; set; }
    public string Network { get; set; }
    public string RequestThreeDSecure { get; set; }
    public SetupIntentPaymentMethodOptionsCardThreeDSecureOptions ThreeDSecure { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsUsBankAccountOptions : NestedOptions
{
    public SetupIntentPaymentMethodOptionsUsBankAccountMandateOptionsOptions MandateOptions { get; set; }
    public SetupIntentPaymentMethodOptionsUsBankAccountNetworksOptions Networks { get; set; }
    public string VerificationMethod { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsCardThreeDSecureOptions : NestedOptions
{
    public string AresTransStatus { get; set; }
    public string Cryptogram { get; set; }
    public string ElectronicCommerceIndicator { get; set; }
    public string RequestorChallengeIndicator { get; set; }
    public string TransactionId { get; set; }
    public string Version { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsCardMandateOptionsOptions : NestedOptions
{
    public long? Amount { get; set; }
    public string AmountType { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public DateTime? EndDate { get; set; }
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
    public string Reference { get; set; }
    public DateTime? StartDate { get; set; }
    public List<string> SupportedTypes { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsUsBankAccountNetworksOptions : NestedOptions
{
    public List<string> Requested { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsUsBankAccountMandateOptionsOptions : NestedOptions
{
    public string CollectionMethod { get; set => field = Track(value); }
}
