namespace PaymentPortal.Catalog;

/// <summary>A tax rate as Stripe holds it: charged where the buyer's country is its country.</summary>
public sealed class TaxRate
{
    /// <summary>Stripe's id, <c>txr_...</c>.</summary>
    public required string Id { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>ISO 3166 code of the country, upper case.</summary>
    public string? Country { get; set; }

    /// <summary>The percentage in ten-thousandths of a percent: 20 % is 200,000. Stripe gives at most four decimals.</summary>
    public required long PercentageE4 { get; set; }

    public bool Inclusive { get; set; }

    public bool Active { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public decimal Percentage => PercentageE4 / 10_000m;
}
