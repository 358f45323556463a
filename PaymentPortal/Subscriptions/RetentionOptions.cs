using System.Globalization;
using PaymentPortal.Catalog;

namespace PaymentPortal.Subscriptions;

/// <summary>What a customer is offered who wants to leave, and what an end means.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>Which offers fit which of Stripe's reasons, the first one first.</summary>
    public Dictionary<string, RetentionOffer[]> Offers { get; set; } = [];

    /// <summary>The percentage that the discount takes off; a customer gets it once.</summary>
    public decimal DiscountPercent { get; set; } = 30;

    /// <summary>For how many months it is taken off.</summary>
    public int DiscountMonths { get; set; } = 3;

    /// <summary>"30%".</summary>
    public string PercentText => DiscountPercent.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>"3 months".</summary>
    public string MonthsText => DiscountMonths == 1 ? "a month" : $"{DiscountMonths} months";

    /// <summary>Whether the next payment falls into those months, and pays for no longer than they last: else nothing would be taken off, or a year's price for the offer of some months.</summary>
    public bool DiscountReaches(Subscription subscription, DateTimeOffset now) =>
        subscription.CurrentPeriodEnd < now.AddMonths(DiscountMonths)
        && subscription.PlanItem is { } item && (item.Interval != BillingInterval.Year || item.IntervalCount * 12 <= DiscountMonths) && (item.Interval != BillingInterval.Month || item.IntervalCount <= DiscountMonths);

    /// <summary>The pauses that are offered at a press, in months.</summary>
    public int[] PauseMonths { get; set; } = [];

    /// <summary>How long a pause may be.</summary>
    public int LongestPauseDays { get; set; } = 184;

    /// <summary>What becomes of paid time that is not used after an end at once.</summary>
    public UnusedTime UnusedTime { get; set; } = UnusedTime.Credit;

    /// <summary>How long access goes on after the end of the last paid period.</summary>
    public int GraceDays { get; set; }
}

internal enum RetentionOffer
{
    Discount,
    Downgrade,
    Pause,
}

internal enum UnusedTime
{
    /// <summary>It is lost.</summary>
    None,

    /// <summary>Its price stays as credit for later invoices.</summary>
    Credit,
}
