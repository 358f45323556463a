namespace PaymentPortal.Metrics;

/// <summary>
/// What one day of the reporting time zone brought in one currency. Recomputed whole from the charges whenever one of the day changes; never incremented.
/// </summary>
public sealed class DailyRevenue
{
    /// <summary>The day in the reporting time zone.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>ISO 4217 code, lower case.</summary>
    public required string Currency { get; init; }

    /// <summary>Charges that succeeded, in minor units.</summary>
    public long Gross { get; set; }

    /// <summary>What of these was given back, in minor units.</summary>
    public long Refunded { get; set; }

    /// <summary>How many charges succeeded.</summary>
    public int Succeeded { get; set; }

    /// <summary>How many attempts failed.</summary>
    public int Failed { get; set; }
}
