#nullable disable

namespace Stripe;

public sealed class SetupIntentPaymentMethodOptions : StripeEntity<SetupIntentPaymentMethodOptions>
{
    public SetupIntentPaymentMethodOptionsCard Card { get; set; }
    public SetupIntentPaymentMethodOptionsUsBankAccount UsBankAccount { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsCard : StripeEntity<SetupIntentPaymentMethodOptionsCard>
{
    public SetupIntentPaymentMethodOptionsCardMandateOptions MandateOptions { get; set; }
    public string Network { get; set; }
    public string RequestThreeDSecure { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsUsBankAccount : StripeEntity<SetupIntentPaymentMethodOptionsUsBankAccount>
{
    public SetupIntentPaymentMethodOptionsUsBankAccountMandateOptions MandateOptions { get; set; }
    public string VerificationMethod { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsCardMandateOptions : StripeEntity<SetupIntentPaymentMethodOptionsCardMandateOptions>
{
    public long Amount { get; set; }
    public string AmountType { get; set; }
    public string Currency { get; set; }
    public string Description { get; set; }
    public DateTime? EndDate { get; set; }
    public string Interval { get; set; }
    public long? IntervalCount { get; set; }
    public string Reference { get; set; }
    public DateTime StartDate { get; set; }
    public List<string> SupportedTypes { get; set; }
}

public sealed class SetupIntentPaymentMethodOptionsUsBankAccountMandateOptions : StripeEntity<SetupIntentPaymentMethodOptionsUsBankAccountMandateOptions>
{
    public string CollectionMethod { get; set; }
}
