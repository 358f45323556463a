namespace PaymentPortal.Catalog;

/// <summary>What is sold, in one place. Amounts are in minor units of their currency.</summary>
internal sealed class CatalogOptions
{
    public const string Section = "Catalog";

    /// <summary>The currencies on sale; every price is given in each.</summary>
    public string[] Currencies { get; set; } = [];

    public Plan[] Plans { get; set; } = [];

    public OneTimeProduct[] OneTime { get; set; } = [];

    /// <summary>The tax rates that the sandbox and the set-up make.</summary>
    public TaxRateSetting[] TaxRates { get; set; } = [];
}

/// <summary>A plan with its prices by currency and interval.</summary>
internal sealed class Plan
{
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string Summary { get; set; } = "";

    public string[] Features { get; set; } = [];

    /// <summary>The one that is recommended.</summary>
    public bool Highlighted { get; set; }

    public Dictionary<string, IntervalPrices> Prices { get; set; } = [];
}

/// <summary>A plan's amounts in one currency, in minor units.</summary>
internal sealed class IntervalPrices
{
    public long Month { get; set; }

    public long Year { get; set; }
}

/// <summary>Something sold once: a bundle, a service, a pack of credits.</summary>
internal sealed class OneTimeProduct
{
    public string Code { get; set; } = "";

    public OneTimeKind Kind { get; set; }

    public string Name { get; set; } = "";

    public Dictionary<string, long> Prices { get; set; } = [];
}

internal enum OneTimeKind
{
    Bundle,
    Service,
    Credits,
}

/// <summary>A tax rate of a country.</summary>
internal sealed class TaxRateSetting
{
    public string Name { get; set; } = "";

    /// <summary>ISO 3166 code.</summary>
    public string Country { get; set; } = "";

    public decimal Percentage { get; set; }

    public bool Inclusive { get; set; }
}
