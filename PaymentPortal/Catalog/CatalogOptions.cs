namespace PaymentPortal.Catalog;

/// <summary>What is sold, in one place. Amounts are in minor units of their currency.</summary>
internal sealed class CatalogOptions
{
    public const string Section = "Catalog";

    /// <summary>The currencies on sale; every price is given in each.</summary>
    public string[] Currencies { get; set; } = [];

    /// <summary>The currencies in which prices contain the tax; in the others it comes on top.</summary>
    public string[] TaxInclusive { get; set; } = [];

    public Plan[] Plans { get; set; } = [];

    public OneTimeProduct[] OneTime { get; set; } = [];

    /// <summary>What is counted while it is used.</summary>
    public Meter[] Meters { get; set; } = [];

    /// <summary>Where the sandbox's account collects tax by Stripe Tax. A real account is registered in the Stripe dashboard.</summary>
    public TaxRegistrationSetting[] TaxRegistrations { get; set; } = [];

    /// <summary>The tax rates that the sandbox and the set-up make, charged where there is no registration.</summary>
    public TaxRateSetting[] TaxRates { get; set; } = [];
}

/// <summary>A plan with its prices by currency and interval.</summary>
internal sealed class Plan
{
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    public string Summary { get; set; } = "";

    public string[] Features { get; set; } = [];

    /// <summary>The same for programs: what the plan opens, and how much of what it holds.</summary>
    public PlanEntitlements Entitlements { get; set; } = new();

    /// <summary>The one that is recommended.</summary>
    public bool Highlighted { get; set; }

    /// <summary>How many seats can be bought; the plan's price is for one.</summary>
    public int MaxSeats { get; set; } = 1;

    /// <summary>How long the plan can be tried before it costs anything; 0 where it cannot. It ends with the trial unless there is a way to pay.</summary>
    public int TrialDays { get; set; }

    /// <summary>The trial begins only once a way to pay is saved, which is charged when it is over.</summary>
    public bool TrialNeedsCard { get; set; }

    public Dictionary<string, IntervalPrices> Prices { get; set; } = [];

    /// <summary>What use beyond the plan's limit costs, by the meter's code; a meter that is not named is not charged for.</summary>
    public Dictionary<string, UsePrices> Metered { get; set; } = [];

    /// <summary>The plan's limits for one billing period: meters are limited by the month, so that a year holds twelve times as much.</summary>
    public IReadOnlyDictionary<string, long> LimitsFor(BillingInterval interval, IEnumerable<Meter> meters)
    {
        var counted = meters.Select(m => m.Code).ToHashSet(StringComparer.Ordinal);
        return Entitlements.Limits.ToDictionary(
            l => l.Key, l => interval == BillingInterval.Year && l.Value > 0 && counted.Contains(l.Key) ? checked(l.Value * 12) : l.Value, StringComparer.Ordinal);
    }
}

/// <summary>What use beyond a limit costs.</summary>
internal sealed class UsePrices
{
    /// <summary>How many the price is for, a power of ten; each one that was used costs its part of it.</summary>
    public long Per { get; set; } = 1;

    /// <summary>The price by currency, in minor units.</summary>
    public Dictionary<string, long> Prices { get; set; } = [];
}

/// <summary>What a plan opens, by code.</summary>
internal sealed class PlanEntitlements
{
    /// <summary>A limit that is none.</summary>
    public const long Unlimited = -1;

    public string[] Features { get; set; } = [];

    /// <summary>How much of what, for a meter per month; what is not named the plan does not hold, and -1 is without limit.</summary>
    public Dictionary<string, long> Limits { get; set; } = [];
}

/// <summary>Something that is counted while it is used; a plan's limit of the same code says how much of it is included.</summary>
internal sealed class Meter
{
    public string Code { get; set; } = "";

    public string Name { get; set; } = "";
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

    /// <summary>How many credits a pack holds.</summary>
    public long Credits { get; set; }

    /// <summary>How many days after its payment a pack's credits expire.</summary>
    public int ExpiresAfterDays { get; set; } = 365;
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

/// <summary>A registration with a tax authority.</summary>
internal sealed class TaxRegistrationSetting
{
    /// <summary>ISO 3166 code.</summary>
    public string Country { get; set; } = "";

    /// <summary>Stripe's word: <c>standard</c>, or <c>oss_union</c> and <c>oss_non_union</c> for the whole European Union, or <c>state_sales_tax</c>.</summary>
    public string Type { get; set; } = "standard";

    public string? State { get; set; }
}
