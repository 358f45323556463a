#nullable disable

namespace Stripe.Tax;

public sealed class Settings : StripeEntity<Settings>, IHasObject
{
    public string Object { get; set; }
    public SettingsDefaults Defaults { get; set; }
    public SettingsHeadOffice HeadOffice { get; set; }
    public bool Livemode { get; set; }
    public string Status { get; set; }
    public SettingsStatusDetails StatusDetails { get; set; }
}

public sealed class SettingsDefaults : StripeEntity<SettingsDefaults>
{
    public string Provider { get; set; }
    public string TaxBehavior { get; set; }
    public string TaxCode { get; set; }
}

public sealed class SettingsHeadOffice : StripeEntity<SettingsHeadOffice>
{
    public Address Address { get; set; }
}

public sealed class SettingsStatusDetails : StripeEntity<SettingsStatusDetails>
{
    public SettingsStatusDetailsActive Active { get; set; }
    public SettingsStatusDetailsPending Pending { get; set; }
}

public sealed class SettingsStatusDetailsActive : StripeEntity<SettingsStatusDetailsActive>;

public sealed class SettingsStatusDetailsPending : StripeEntity<SettingsStatusDetailsPending>
{
    public List<string> MissingFields { get; set; }
}
