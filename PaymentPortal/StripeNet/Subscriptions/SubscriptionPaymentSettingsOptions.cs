#nullable disable

namespace Stripe;

public sealed class SubscriptionPaymentSettingsOptions : NestedOptions
{
    public SubscriptionPaymentSettingsPaymentMethodOptionsOptions PaymentMethodOptions { get; set; }
    public List<string> PaymentMethodTypes { get; set => field = Track(value); }
    public string SaveDefaultPaymentMethod { get; set; }
}

public sealed class SubscriptionPaymentSettingsPaymentMethodOptionsOptions : NestedOptions
{
    public SubscriptionPaymentSettingsPaymentMethodOptionsCardOptions Card { get; set => field = Track(value); }
    public SubscriptionPaymentSettingsPaymentMethodOptionsSepaDebitOptions SepaDebit { get; set => field = Track(value); }
    public SubscriptionPaymentSettingsPaymentMethodOptionsUsBankAccountOptions UsBankAccount { get; set => field = Track(value); }
}

public sealed class SubscriptionPaymentSettingsPaymentMethodOptionsCardOptions : NestedOptions
{
    public SubscriptionPaymentSettingsPaymentMethodOptionsCardMandateOptionsOptions MandateOptions { get; set; }
    public string Network { get; set; }
    public string RequestThreeDSecure { get; set; }
}

public sealed class SubscriptionPaymentSettingsPaymentMethodOptionsSepaDebitOptions : NestedOptions;

public sealed class SubscriptionPaymentSettingsPaymentMethodOptionsUsBankAccountOptions : NestedOptions
{
    public string VerificationMethod { get; set; }
}

public sealed class SubscriptionPaymentSettingsPaymentMethodOptionsCardMandateOptionsOptions : NestedOptions
{
    public long? Amount { get; set; }
    public string AmountType { get; set; }
    public string Description { get; set; }
}
