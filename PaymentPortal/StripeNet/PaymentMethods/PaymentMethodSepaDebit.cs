#nullable disable

namespace Stripe;

public sealed class PaymentMethodSepaDebit : StripeEntity<PaymentMethodSepaDebit>
{
    public string BankCode { get; set; }
    public string BranchCode { get; set; }
    public string Country { get; set; }
    public string Fingerprint { get; set; }
    public PaymentMethodSepaDebitGeneratedFrom GeneratedFrom { get; set; }
    public string Last4 { get; set; }
}

public sealed class PaymentMethodSepaDebitGeneratedFrom : StripeEntity<PaymentMethodSepaDebitGeneratedFrom>
{
    public string ChargeId { get; set; }

    [Expandable]
    public Charge Charge { get; set; }
}
