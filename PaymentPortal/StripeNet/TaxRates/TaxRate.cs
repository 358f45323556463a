#nullable disable

namespace Stripe;

public sealed class TaxRate : StripeEntity<TaxRate>, IHasId, IHasMetadata, IHasObject
{
    public string Id { get; set; }
    public string Object { get; set; }
    public bool Active { get; set; }
    public string Country { get; set; }
    public DateTime Created { get; set; }
    public string Description { get; set; }
    public string DisplayName { get; set; }
    public decimal? EffectivePercentage { get; set; }
    public TaxRateFlatAmount FlatAmount { get; set; }
    public bool Inclusive { get; set; }
    public string Jurisdiction { get; set; }
    public string JurisdictionLevel { get; set; }
    public bool Livemode { get; set; }
    public Dictionary<string, string> Metadata { get; set; }
    public decimal Percentage { get; set; }
    public string RateType { get; set; }
    public string State { get; set; }
    public string TaxType { get; set; }
}
