#nullable disable

namespace Stripe;

public sealed class CustomerTaxIdCreateOptions : BaseOptions
{
    public string Type { get; set; }
    public string Value { get; set; }
}

public sealed class CustomerTaxIdDeleteOptions : BaseOptions;

public sealed class CustomerTaxIdGetOptions : BaseOptions;

public sealed class CustomerTaxIdListOptions : ListOptions;
