using PaymentPortal.Catalog;

namespace PaymentPortal.Subscriptions.Access;

/// <summary>What an organisation may use, why, and until when.</summary>
/// <param name="Reason">Why it may, or may not.</param>
/// <param name="PlanCode">The plan that it is about; null where there is none, or none of ours.</param>
/// <param name="PlanName">The plan's name.</param>
/// <param name="Features">What the plan opens now: nothing where there is no access.</param>
/// <param name="Limits">How much of what; -1 is without limit.</param>
/// <param name="Until">When access ends if nothing happens; null where no end is in sight, or it has ended.</param>
/// <param name="PeriodStart">The beginning of the period that limits count in.</param>
/// <param name="PeriodEnd">Its end.</param>
internal sealed record Entitlement(
    AccessReason Reason,
    string? PlanCode,
    string? PlanName,
    IReadOnlyList<string> Features,
    IReadOnlyDictionary<string, long> Limits,
    DateTimeOffset? Until,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd)
{
    /// <summary>The code of the limit that is what was bought, and not what the plan says.</summary>
    public const string SeatLimit = "seats";

    /// <summary>How many seats were bought, whether or not they can be used now; one without a plan.</summary>
    public long Seats { get; init; } = 1;

    /// <summary>What use beyond the limits costs; empty where it is not charged for.</summary>
    public IReadOnlyList<MeteredPrice> Metered { get; init; } = [];

    public bool HasAccess => Reason <= AccessReason.Grace;

    public bool Has(string feature) => Features.Contains(feature);

    /// <summary>How much is included; 0 where nothing is.</summary>
    public long LimitOf(string code) => Limits.GetValueOrDefault(code);
}

/// <summary>Why an organisation may use its plan, the best first, or may not.</summary>
public enum AccessReason
{
    Running,

    Trial,

    /// <summary>Cancelled, and paid until its end.</summary>
    Ending,

    /// <summary>Paused, and paid until the end of its period.</summary>
    Pausing,

    /// <summary>A payment failed, and the days that the settings give are not over.</summary>
    Grace,

    Paused,

    Unpaid,

    Ended,

    NoPlan,
}
