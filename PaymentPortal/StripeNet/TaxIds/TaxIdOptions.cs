#nullable disable

namespace Stripe;

public sealed class TaxIdCreateOptions : BaseOptions
{
    public TaxIdOwnerOptions Owner { get; set; }
    public string Type { get; set; }
    public string Value { get; set; }
}

public sealed class TaxIdDeleteOptions : BaseOptions;

public sealed class TaxIdGetOptions : BaseOptions;

public sealed class TaxIdListOptions : ListOptions
{
    public TaxIdOwnerOptions Owner { get; set; }
}
