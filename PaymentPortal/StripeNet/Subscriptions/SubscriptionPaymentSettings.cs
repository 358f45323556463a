#nullable disable

namespace Stripe;

public sealed class SubscriptionPaymentSettings : StripeEntity<SubscriptionPaymentSettings>
{
    public SubscriptionPaymentSettingsPaymentMethodOptions PaymentMethodOptions { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    public string SaveDefaultPaymentMethod { get; set; }
}

public sealed class SubscriptionPaymentSettingsPaymentMethodOptions : StripeEntity<SubscriptionPaymentSettingsPaymentMethodOptions>
{
    public SubscriptionPaymentSettingsPaymentMethodOptionsCard Card { get; set; }
    public SubscriptionPaymentSettingsPaymentMethodOptionsSepaDebit SepaDebit { get; set; }
    public SubscriptionPaymentSettingsPaymentMethodOptionsUsBankAccount UsBankAccount { get; set; }
}

public sealed class SubscriptionPaymentSettingsPaymentMethodOptionsCard : StripeEntity<SubscriptionPaymentSettingsPaymentMethodOptionsCard>
{
    public SubscriptionPaymentSettingsPaymentMethodOptionsCardMandateOptions MandateOptions { get; set; }
    public string Network { get; set; }
    public string RequestThreeDSecure { get; set; }
}

public sealed class SubscriptionPaymentSettingsPaymentMethodOptionsSepaDebit : StripeEntity<SubscriptionPaymentSettingsPaymentMethodOptionsSepaDebit>;

public sealed class SubscriptionPaymentSettingsPaymentMethodOptionsUsBankAccount : StripeEntity<SubscriptionPaymentSettingsPaymentMethodOptionsUsBankAccount>
{
    public string VerificationMethod { get; set; }
}

public sealed class SubscriptionPaymentSettingsPaymentMethodOptionsCardMandateOptions : StripeEntity<SubscriptionPaymentSettingsPaymentMethodOptionsCardMandateOptions>
{
    public long? Amount { get; set; }
    public string AmountType { get; set; }
    public string Description { get; set; }
}
