#nullable disable

namespace Stripe;

public sealed class SetupIntentMandateDataOptions : NestedOptions
{
    public SetupIntentMandateDataCustomerAcceptanceOptions CustomerAcceptance { get; set; }
}

public sealed class SetupIntentMandateDataCustomerAcceptanceOptions : NestedOptions
{
    public DateTime? AcceptedAt { get; set; }
    public SetupIntentMandateDataCustomerAcceptanceOfflineOptions Offline { get; set; }
    public SetupIntentMandateDataCustomerAcceptanceOnlineOptions Online { get; set; }
    public string Type { get; set; }
}

public sealed class SetupIntentMandateDataCustomerAcceptanceOnlineOptions : NestedOptions
{
    public string IpAddress { get; set; }
    public string UserAgent { get; set; }
}

public sealed class SetupIntentMandateDataCustomerAcceptanceOfflineOptions : NestedOptions;
