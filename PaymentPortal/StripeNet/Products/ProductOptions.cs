#nullable disable

namespace Stripe;

public sealed class ProductDeleteOptions : BaseOptions;

public sealed class ProductGetOptions : BaseOptions;

public sealed class ProductListOptions : ListOptions
{
    public bool? Active { get; set; }
    public AnyOf<DateTime?, DateRangeOptions> Created { get; set; }
    public List<string> Ids { get; set; }
    public bool? Shippable { get; set; }
    public string Type { get; set; }
    public string Url { get; set; }
}

public sealed class ProductSearchOptions : SearchOptions;

public sealed class ProductUpdateOptions : BaseOptions, IHasMetadata
{
    public bool? Active { get; set; }
    public string DefaultPrice { get; set; }
    public string Description { get; set => field = Track(value); }
    public List<string> Images { get; set => field = Track(value); }
    public List<ProductMarketingFeatureOptions> MarketingFeatures { get; set => field = Track(value); }
    public Dictionary<string, string> Metadata { get; set => field = Track(value); }
    public string Name { get; set; }
    public ProductPackageDimensionsOptions PackageDimensions { get; set => field = Track(value); }
    public bool? Shippable { get; set; }
    public string StatementDescriptor { get; set; }
    public string TaxCode { get; set => field = Track(value); }
    public string UnitLabel { get; set => field = Track(value); }
    public string Url { get; set => field = Track(value); }
}
