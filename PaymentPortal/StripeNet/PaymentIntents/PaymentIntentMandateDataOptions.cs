#nullable disable

namespace Stripe;

public sealed class PaymentIntentMandateDataOptions : NestedOptions
{
    public PaymentIntentMandateDataCustomerAcceptanceOptions CustomerAcceptance { get; set; }
}

public sealed class PaymentIntentMandateDataCustomerAcceptanceOptions : NestedOptions
{
    public DateTime? AcceptedAt { get; set; }
    public PaymentIntentMandateDataCustomerAcceptanceOfflineOptions Offline { get; set; }
    public PaymentIntentMandateDataCustomerAcceptanceOnlineOptions Online { get; set; }
    public string Type { get; set; }
}

public sealed class PaymentIntentMandateDataCustomerAcceptanceOnlineOptions : NestedOptions
{
    public string IpAddress { get; set; }
    public string UserAgent { get; set; }
}

public sealed class PaymentIntentMandateDataCustomerAcceptanceOfflineOptions : NestedOptions;
