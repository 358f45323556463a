namespace PaymentPortal.Shared;

/// <summary>A discount of a subscription: a percentage, or an amount.</summary>
/// <param name="PercentOff">In percent.</param>
/// <param name="AmountOff">The amount.</param>
/// <param name="Forever">It ends with the subscription.</param>
/// <param name="Until">When it ends by itself; null where it takes something off once only, or forever.</param>
public sealed record RunningDiscount(decimal? PercentOff, Money? AmountOff, bool Forever, DateTimeOffset? Until);
