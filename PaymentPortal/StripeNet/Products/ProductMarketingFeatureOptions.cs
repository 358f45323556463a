#nullable disable

namespace Stripe;

public sealed class ProductMarketingFeatureOptions : NestedOptions
{
    public string Name { get; set; }
}
