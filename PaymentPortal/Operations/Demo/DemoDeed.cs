namespace PaymentPortal.Operations.Demo;

/// <summary>What a customer of the demo does on some day after the first one.</summary>
/// <param name="Day">Days after the customer came.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Price">The price's key, where the deed needs one.</param>
internal sealed record DemoDeed(int Day, DemoDeedKind Kind, string? Price = null);

internal enum DemoDeedKind
{
    /// <summary>The first subscription.</summary>
    Subscribe,

    /// <summary>A first subscription that begins with two weeks for nothing.</summary>
    Try,

    /// <summary>A first try to pay is declined, the second goes through.</summary>
    SubscribeAtSecondTry,

    /// <summary>The card is declined, and the customer gives up.</summary>
    GiveUp,

    /// <summary>Another plan from now on; the rest of the period is settled with the next invoice.</summary>
    Change,

    /// <summary>From now on the card declines every charge.</summary>
    CardFails,

    /// <summary>A new card, and what is open is paid.</summary>
    NewCard,

    /// <summary>Ends with the period.</summary>
    Leave,

    /// <summary>Ends at once.</summary>
    LeaveNow,

    /// <summary>Invoices are not collected for a while.</summary>
    Pause,

    Resume,

    /// <summary>A new subscription after the last one ended.</summary>
    ComeBack,

    /// <summary>Something that is paid once.</summary>
    BuyOnce,

    /// <summary>The last charge is given back.</summary>
    Refund,
}
