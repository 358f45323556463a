#nullable disable

namespace Stripe;

public sealed class InvoicePaymentSettings : StripeEntity<InvoicePaymentSettings>
{
    public string DefaultMandate { get; set; }
    public InvoicePaymentSettingsPaymentMethodOptions PaymentMethodOptions { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
}

public sealed class InvoicePaymentSettingsPaymentMethodOptions : StripeEntity<InvoicePaymentSettingsPaymentMethodOptions>
{
    public InvoicePaymentSettingsPaymentMethodOptionsCard Card { get; set; }
    public InvoicePaymentSettingsPaymentMethodOptionsSepaDebit SepaDebit { get; set; }
    public InvoicePaymentSettingsPaymentMethodOptionsUsBankAccount UsBankAccount { get; set; }
}

public sealed class InvoicePaymentSettingsPaymentMethodOptionsCard : StripeEntity<InvoicePaymentSettingsPaymentMethodOptionsCard>
{
    public string RequestThreeDSecure { get; set; }
}

public sealed class InvoicePaymentSettingsPaymentMethodOptionsSepaDebit : StripeEntity<InvoicePaymentSettingsPaymentMethodOptionsSepaDebit>;

public sealed class InvoicePaymentSettingsPaymentMethodOptionsUsBankAccount : StripeEntity<InvoicePaymentSettingsPaymentMethodOptionsUsBankAccount>
{
    public string VerificationMethod { get; set; }
}
