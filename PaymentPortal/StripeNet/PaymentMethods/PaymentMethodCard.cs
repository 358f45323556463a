#nullable disable

namespace Stripe;

public sealed class PaymentMethodCard : StripeEntity<PaymentMethodCard>
{
    public string Brand { get; set; }
    public PaymentMethodCardChecks Checks { get; set; }
    public string Country { get; set; }
    public string Description { get; set; }
    public string DisplayBrand { get; set; }
    public long ExpMonth { get; set; }
    public long ExpYear { get; set; }
    public string Fingerprint { get; set; }
    public string Funding { get; set; }
    public PaymentMethodCardGeneratedFrom GeneratedFrom { get; set; }
    public string Iin { get; set; }
    public string Issuer { get; set; }
    public string Last4 { get; set; }
    public PaymentMethodCardNetworks Networks { get; set; }
    public string RegulatedStatus { get; set; }
    public PaymentMethodCardThreeDSecureUsage ThreeDSecureUsage { get; set; }
    public PaymentMethodCardWallet Wallet { get; set; }
}

public sealed class PaymentMethodCardChecks : StripeEntity<PaymentMethodCardChecks>
{
    public string AddressLine1Check { get; set; }
    public string AddressPostalCodeCheck { get; set; }
    public string CvcCheck { get; set; }
}

public sealed class PaymentMethodCardWallet : StripeEntity<PaymentMethodCardWallet>
{
    public PaymentMethodCardWalletAmexExpressCheckout AmexExpressCheckout { get; set; }
    public PaymentMethodCardWalletApplePay ApplePay { get; set; }
    public string DynamicLast4 { get; set; }
    public PaymentMethodCardWalletGooglePay GooglePay { get; set; }
    public PaymentMethodCardWalletLink Link { get; set; }
    public PaymentMethodCardWalletMasterpass Masterpass { get; set; }
    public string Type { get; set; }
    public PaymentMethodCardWalletVisaCheckout VisaCheckout { get; set; }
}

public sealed class PaymentMethodCardNetworks : StripeEntity<PaymentMethodCardNetworks>
{
    public List<string> Available { get; set; }
    public string Preferred { get; set; }
}

public sealed class PaymentMethodCardWalletLink : StripeEntity<PaymentMethodCardWalletLink>;

public sealed class PaymentMethodCardGeneratedFrom : StripeEntity<PaymentMethodCardGeneratedFrom>
{
    public string Charge { get; set; }
    public PaymentMethodCardGeneratedFromPaymentMethodDetails PaymentMethodDetails { get; set; }
}

public sealed class PaymentMethodCardWalletApplePay : StripeEntity<PaymentMethodCardWalletApplePay>;

public sealed class PaymentMethodCardWalletGooglePay : StripeEntity<PaymentMethodCardWalletGooglePay>;

public sealed class PaymentMethodCardWalletMasterpass : StripeEntity<PaymentMethodCardWalletMasterpass>
{
    public Address BillingAddress { get; set; }
    public string Email { get; set; }
    public string Name { get; set; }
    public Address ShippingAddress { get; set; }
}

public sealed class PaymentMethodCardThreeDSecureUsage : StripeEntity<PaymentMethodCardThreeDSecureUsage>
{
    public bool Supported { get; set; }
}

public sealed class PaymentMethodCardWalletVisaCheckout : StripeEntity<PaymentMethodCardWalletVisaCheckout>
{
    public Address BillingAddress { get; set; }
    public string Email { get; set; }
    public string Name { get; set; }
    public Address ShippingAddress { get; set; }
}

public sealed class PaymentMethodCardWalletAmexExpressCheckout : StripeEntity<PaymentMethodCardWalletAmexExpressCheckout>;

public sealed class PaymentMethodCardGeneratedFromPaymentMethodDetails : StripeEntity<PaymentMethodCardGeneratedFromPaymentMethodDetails>
{
    public string Type { get; set; }
}
