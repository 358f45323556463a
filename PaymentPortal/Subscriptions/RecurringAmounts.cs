using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>
/// What each item brings per interval after the discounts that last forever; other discounts do not lower what recurs.
/// An amount off the whole subscription is shared among its items by the largest remainder, so that the parts sum to it.
/// </summary>
internal static class RecurringAmounts
{
    public static IReadOnlyList<Money> Of(SubscriptionSnapshot subscription)
    {
        var amounts = subscription.Items.Select(item => item.Discounts.Aggregate(
            item.Metered ? Money.Zero(item.UnitAmount.Currency) : item.UnitAmount * item.Quantity,
            Less)).ToArray();
        foreach (var discount in subscription.Discounts)
        {
            if (discount.PercentOff is not null)
            {
                amounts = [.. amounts.Select(amount => Less(amount, discount))];
            }
            else if (discount.AmountOff is { } off && amounts.Any(a => a.MinorUnits > 0 && a.Currency == off.Currency))
            {
                var shares = off.Split([.. amounts.Select(a => a.MinorUnits)]);
                amounts = [.. amounts.Zip(shares, (amount, share) => Floor(amount - share))];
            }
        }

        return amounts;
    }

    private static Money Less(Money amount, LastingDiscount discount) => discount switch
    {
        { PercentOff: { } percent } => amount - amount.Percent(percent),
        { AmountOff: { } off } when off.Currency == amount.Currency => Floor(amount - off),
        _ => amount,
    };

    private static Money Floor(Money amount) => amount.MinorUnits < 0 ? Money.Zero(amount.Currency) : amount;
}
