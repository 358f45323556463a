#nullable disable

namespace Stripe.Checkout;

public sealed class Session : StripeEntity<Session>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public SessionAdaptivePricing AdaptivePricing { get; set; }
    public SessionAfterExpiration AfterExpiration { get; set; }
    public bool? AllowPromotionCodes { get; set; }
    public long? AmountSubtotal { get; set; }
    public long? AmountTotal { get; set; }
    public SessionAutomaticTax AutomaticTax { get; set; }
    public string BillingAddressCollection { get; set; }
    public SessionBrandingSettings BrandingSettings { get; set; }
    public string CancelUrl { get; set; }
    public string ClientReferenceId { get; set; }
    public string ClientSecret { get; set; }
    public SessionCollectedInformation CollectedInformation { get; set; }
    public SessionConsent Consent { get; set; }
    public SessionConsentCollection ConsentCollection { get; set; }
    public DateTime Created { get; set; }
    public string Currency { get; set; }
    public SessionCurrencyConversion CurrencyConversion { get; set; }
    public List<SessionCustomField> CustomFields { get; set; }
    public SessionCustomText CustomText { get; set; }
    public string CustomerId { get; set; }

    [Expandable]
    public Customer Customer { get; set; }

    public string CustomerAccount { get; set; }
    public string CustomerCreation { get; set; }
    public SessionCustomerDetails CustomerDetails { get; set; }
    public string CustomerEmail { get; set; }
    public List<SessionDiscount> Discounts { get; set; }
    public List<string> ExcludedPaymentMethodTypes { get; set; }
    public DateTime ExpiresAt { get; set; }
    public string IntegrationIdentifier { get; set; }
    public string InvoiceId { get; set; }

    [Expandable]
    public Invoice Invoice { get; set; }

    public SessionInvoiceCreation InvoiceCreation { get; set; }
    public StripeList<LineItem> LineItems { get; set; }
    public bool Livemode { get; set; }
    public string Locale { get; set; }
    public SessionManagedPayments ManagedPayments { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Mode { get; set; }
    public SessionNameCollection NameCollection { get; set; }
    public List<SessionOptionalItem> OptionalItems { get; set; }
    public string OriginContext { get; set; }
    public string PaymentIntentId { get; set; }

    [Expandable]
    public PaymentIntent PaymentIntent { get; set; }

    public string PaymentMethodCollection { get; set; }
    public SessionPaymentMethodConfigurationDetails PaymentMethodConfigurationDetails { get; set; }
    public SessionPaymentMethodOptions PaymentMethodOptions { get; set; }
    public List<string> PaymentMethodTypes { get; set; }
    public string PaymentStatus { get; set; }
    public SessionPermissions Permissions { get; set; }
    public SessionPhoneNumberCollection PhoneNumberCollection { get; set; }
    public SessionPresentmentDetails PresentmentDetails { get; set; }
    public string RecoveredFrom { get; set; }
    public string RedirectOnCompletion { get; set; }
    public string ReturnUrl { get; set; }
    public SessionSavedPaymentMethodOptions SavedPaymentMethodOptions { get; set; }
    public string SetupIntentId { get; set; }

    [Expandable]
    public SetupIntent SetupIntent { get; set; }

    public SessionShippingAddressCollection ShippingAddressCollection { get; set; }
    public SessionShippingCost ShippingCost { get; set; }
    public List<SessionShippingOption> ShippingOptions { get; set; }
    public string Status { get; set; }
    public string SubmitType { get; set; }
    public string SubscriptionId { get; set; }

    [Expandable]
    public Subscription Subscription { get; set; }

    public string SuccessUrl { get; set; }
    public SessionTaxIdCollection TaxIdCollection { get; set; }
    public SessionTotalDetails TotalDetails { get; set; }
    public string UiMode { get; set; }
    public string Url { get; set; }
    public SessionWalletOptions WalletOptions { get; set; }
}
