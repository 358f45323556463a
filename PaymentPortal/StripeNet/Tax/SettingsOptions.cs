#nullable disable

namespace Stripe.Tax;

public sealed class SettingsGetOptions : BaseOptions;

public sealed class SettingsUpdateOptions : BaseOptions
{
    public SettingsDefaultsOptions Defaults { get; set; }
    public SettingsHeadOfficeOptions HeadOffice { get; set; }
}

public sealed class SettingsDefaultsOptions : NestedOptions
{
    public string TaxBehavior { get; set; }
    public string TaxCode { get; set; }
}

public sealed class SettingsHeadOfficeOptions : NestedOptions
{
    public AddressOptions Address { get; set; }
}
