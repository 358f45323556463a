#nullable disable

namespace Stripe;

public sealed class CustomerDeleteOptions : BaseOptions;

public sealed class CustomerDeleteDiscountOptions : BaseOptions;

public sealed class CustomerGetOptions : BaseOptions;

public sealed class CustomerListOptions : ListOptions
{
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public string Email { get; set; }
    public string TestClock { get; set; }
}

public sealed class CustomerSearchOptions : SearchOptions;
