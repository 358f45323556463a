namespace PaymentPortal.Inbox;

/// <summary>How often the inbox looks for what it was not told.</summary>
internal sealed class InboxOptions
{
    public const string Section = "Inbox";

    /// <summary>How often Stripe's list of events is compared with what arrived.</summary>
    public TimeSpan FindGapsEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the numbers of events of the last hour are compared.</summary>
    public TimeSpan CompareCountsEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often some objects are read again.</summary>
    public TimeSpan ReadAgainEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many objects are read again each time.</summary>
    public int ReadAgainObjects { get; set; } = 200;
}
