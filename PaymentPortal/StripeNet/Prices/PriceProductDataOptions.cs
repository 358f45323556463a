#nullable disable

namespace Stripe;

public sealed class PriceProductDataOptions : NestedOptions, IHasMetadata
{
    public bool? Active { get; set; }
    public string Id { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public string Name { get; set; }
    public string StatementDescriptor { get; set; }
    public string TaxCode { get; set; }
    public string UnitLabel { get; set; }
}
