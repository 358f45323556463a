#nullable disable

namespace Stripe;

public sealed class InvoicePaymentSettingsOptions : NestedOptions
{
    public string DefaultMandate { get; set => field = Track(value); }
    public InvoicePaymentSettingsPaymentMethodOptionsOptions PaymentMethodOptions { get; set; }
    public List<string> PaymentMethodTypes { get; set => field = Track(value); }
}

public sealed class InvoicePaymentSettingsPaymentMethodOptionsOptions : NestedOptions
{
    public InvoicePaymentSettingsPaymentMethodOptionsCardOptions Card { get; set => field = Track(value); }
    public InvoicePaymentSettingsPaymentMethodOptionsSepaDebitOptions SepaDebit { get; set => field = Track(value); }
    public InvoicePaymentSettingsPaymentMethodOptionsUsBankAccountOptions UsBankAccount { get; set => field = Track(value); }
}

public sealed class InvoicePaymentSettingsPaymentMethodOptionsCardOptions : NestedOptions
{
    public string RequestThreeDSecure { get; set; }
}

public sealed class InvoicePaymentSettingsPaymentMethodOptionsSepaDebitOptions : NestedOptions;

public sealed class InvoicePaymentSettingsPaymentMethodOptionsUsBankAccountOptions : NestedOptions
{
    public string VerificationMethod { get; set; }
}
