using System.Globalization;

namespace PaymentPortal.Shared;

/// <summary>A discount of a subscription: a percentage, or an amount.</summary>
/// <param name="Id">Stripe's id, <c>di_...</c>.</param>
/// <param name="PercentOff">In percent.</param>
/// <param name="AmountOff">The amount.</param>
/// <param name="Forever">It ends with the subscription.</param>
/// <param name="Until">When it ends by itself; null where it takes something off once only, or forever.</param>
public sealed record RunningDiscount(string Id, decimal? PercentOff, Money? AmountOff, bool Forever, DateTimeOffset? Until)
{
    /// <summary>It was given to who wanted to leave, for payments of the interval that he had.</summary>
    public bool IsForStaying { get; init; }

    /// <summary>"30% off".</summary>
    public string Text => (PercentOff, AmountOff) switch
    {
        ({ } percent, _) => percent.ToString("0.##", CultureInfo.InvariantCulture) + "% off",
        (_, { } amount) => MoneyFormat.Text(amount) + " off",
        _ => "A part off",
    };

    /// <summary>Whether it takes something off a payment at this time; one that takes something off once does so from the next one.</summary>
    public bool Reaches(DateTimeOffset? payment) => Until is not { } end || end > payment;

    /// <summary>What discounts leave of a price, each of what the one before it left.</summary>
    /// <param name="price">What is listed.</param>
    /// <param name="discounts">The discounts, in Stripe's order.</param>
    public static Money Reduced(Money price, IEnumerable<RunningDiscount> discounts) => discounts.Aggregate(price, (amount, discount) => discount switch
    {
        { PercentOff: { } percent } => amount - amount.Percent(percent),
        { AmountOff: { } off } when off.Currency == amount.Currency => off.MinorUnits < amount.MinorUnits ? amount - off : Money.Zero(amount.Currency),
        _ => amount,
    });
}
