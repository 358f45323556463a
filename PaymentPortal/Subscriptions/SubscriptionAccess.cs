namespace PaymentPortal.Subscriptions;

/// <summary>Until when what was paid for can be used.</summary>
internal static class SubscriptionAccess
{
    /// <summary>The end of access of a subscription that has ended, or is set to; null where no end is in sight. After an end with its period the settings' grace goes on; whoever ends at once, ends at once.</summary>
    public static DateTimeOffset? Until(Subscription subscription, RetentionOptions options) => (subscription.EndedAt ?? subscription.CancelAt ?? (subscription.CancelAtPeriodEnd ? subscription.CurrentPeriodEnd : null)) is { } end
        ? end >= subscription.CurrentPeriodEnd ? end.AddDays(options.GraceDays) : end
        : null;
}
