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

    /// <summary>Whether a payment falls into those months; where none does, nothing would be taken off.</summary>
    public bool DiscountReaches(DateTimeOffset? payment, DateTimeOffset now) => payment < now.AddMonths(DiscountMonths);

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
