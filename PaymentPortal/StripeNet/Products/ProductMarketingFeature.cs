#nullable disable

namespace Stripe;

public sealed class ProductMarketingFeature : StripeEntity<ProductMarketingFeature>
{
    public string Name { get; set; }
}
