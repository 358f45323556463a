#nullable disable

namespace Stripe;

public sealed class ChargePaymentMethodDetails : StripeEntity<ChargePaymentMethodDetails>
{
    public ChargePaymentMethodDetailsCard Card { get; set; }
    public ChargePaymentMethodDetailsSepaDebit SepaDebit { get; set; }
    public string Type { get; set; }
    public ChargePaymentMethodDetailsUsBankAccount UsBankAccount { get; set; }
}

public sealed class ChargePaymentMethodDetailsSepaDebit : StripeEntity<ChargePaymentMethodDetailsSepaDebit>
{
    public string BankCode { get; set; }
    public string Country { get; set; }
    public string Fingerprint { get; set; }
    public string Last4 { get; set; }
}

public sealed class ChargePaymentMethodDetailsUsBankAccount : StripeEntity<ChargePaymentMethodDetailsUsBankAccount>
{
    public string BankName { get; set; }
    public string Fingerprint { get; set; }
    public string Last4 { get; set; }
    public string RoutingNumber { get; set; }
}

public sealed class ChargePaymentMethodDetailsCard : StripeEntity<ChargePaymentMethodDetailsCard>
{
    public long? AmountAuthorized { get; set; }
    public string AuthorizationCode { get; set; }
    public string Brand { get; set; }
    public DateTime CaptureBefore { get; set; }
    public ChargePaymentMethodDetailsCardChecks Checks { get; set; }
    public string Country { get; set; }
    public string Description { get; set; }
    public long ExpMonth { get; set; }
    public long ExpYear { get; set; }
    public string Fingerprint { get; set; }
    public string Funding { get; set; }
    public string Iin { get; set; }
    public string Issuer { get; set; }
    public string Last4 { get; set; }
    public string Mandate { get; set; }
    public bool? Moto { get; set; }
    public string Network { get; set; }
    public ChargePaymentMethodDetailsCardNetworkToken NetworkToken { get; set; }
    public string NetworkTransactionId { get; set; }
    public string RegulatedStatus { get; set; }
    public ChargePaymentMethodDetailsCardThreeDSecure ThreeDSecure { get; set; }
    public string TransactionLinkId { get; set; }
    public ChargePaymentMethodDetailsCardWallet Wallet { get; set; }
}

public sealed class ChargePaymentMethodDetailsCardChecks : StripeEntity<ChargePaymentMethodDetailsCardChecks>
{
    public string AddressLine1Check { get; set; }
    public string AddressPostalCodeCheck { get; set; }
    public string CvcCheck { get; set; }
}

public sealed class ChargePaymentMethodDetailsCardWallet : StripeEntity<ChargePaymentMethodDetailsCardWallet>
{
    public ChargePaymentMethodDetailsCardWalletAmexExpressCheckout AmexExpressCheckout { get; set; }
    public ChargePaymentMethodDetailsCardWalletApplePay ApplePay { get; set; }
    public string DynamicLast4 { get; set; }
    public ChargePaymentMethodDetailsCardWalletGooglePay GooglePay { get; set; }
    public ChargePaymentMethodDetailsCardWalletLink Link { get; set; }
    public ChargePaymentMethodDetailsCardWalletMasterpass Masterpass { get; set; }
    public string Type { get; set; }
    public ChargePaymentMethodDetailsCardWalletVisaCheckout VisaCheckout { get; set; }
}

public sealed class ChargePaymentMethodDetailsCardWalletLink : StripeEntity<ChargePaymentMethodDetailsCardWalletLink>;

public sealed class ChargePaymentMethodDetailsCardNetworkToken : StripeEntity<ChargePaymentMethodDetailsCardNetworkToken>
{
    public bool Used { get; set; }
}

public sealed class ChargePaymentMethodDetailsCardThreeDSecure : StripeEntity<ChargePaymentMethodDetailsCardThreeDSecure>
{
    public string AuthenticationFlow { get; set; }
    public string ElectronicCommerceIndicator { get; set; }
    public string ExemptionIndicator { get; set; }
    public bool ExemptionIndicatorApplied { get; set; }
    public string Result { get; set; }
    public string ResultReason { get; set; }
    public string TransactionId { get; set; }
    public string Version { get; set; }
}

public sealed class ChargePaymentMethodDetailsCardWalletApplePay : StripeEntity<ChargePaymentMethodDetailsCardWalletApplePay>;

public sealed class ChargePaymentMethodDetailsCardWalletGooglePay : StripeEntity<ChargePaymentMethodDetailsCardWalletGooglePay>;

public sealed class ChargePaymentMethodDetailsCardWalletMasterpass : StripeEntity<ChargePaymentMethodDetailsCardWalletMasterpass>
{
    public Address BillingAddress { get; set; }
    public string Email { get; set; }
    public string Name { get; set; }
    public Address ShippingAddress { get; set; }
}

public sealed class ChargePaymentMethodDetailsCardWalletVisaCheckout : StripeEntity<ChargePaymentMethodDetailsCardWalletVisaCheckout>
{
    public Address BillingAddress { get; set; }
    public string Email { get; set; }
    public string Name { get; set; }
    public Address ShippingAddress { get; set; }
}

public sealed class ChargePaymentMethodDetailsCardWalletAmexExpressCheckout : StripeEntity<ChargePaymentMethodDetailsCardWalletAmexExpressCheckout>;
