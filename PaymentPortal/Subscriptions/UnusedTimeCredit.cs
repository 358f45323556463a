using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>
/// Whether Stripe is asked to give unused time back where a plan ends at once. Stripe reckons with what was invoiced and not with the credit notes on it:
/// where both together would come to more than was paid, what the credit notes gave back is all that is given.
/// </summary>
internal sealed class UnusedTimeCredit(SubscriptionQueries subscriptions, SubscriptionPreviews previews, IOptions<RetentionOptions> options)
{
    /// <summary>Says so of a period that is paid for.</summary>
    public async Task<Outcome<UnusedTimeAnswer>> OfAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        if (options.Value.UnusedTime != UnusedTime.Credit)
        {
            return new UnusedTimeAnswer(IsGivenBack: false);
        }

        if (await subscriptions.CreditedAsync(subscriptionId, cancellationToken) is not { } period)
        {
            return new UnusedTimeAnswer(IsGivenBack: true);
        }

        var with = await previews.EndAsync(subscriptionId, givesBack: true, cancellationToken);
        if (!with.IsDone)
        {
            return with.Refusal.Code == SubscriptionPreviews.Nothing ? new UnusedTimeAnswer(IsGivenBack: true) : with.Refusal;
        }

        var without = await previews.EndAsync(subscriptionId, givesBack: false, cancellationToken);
        if (!without.IsDone && without.Refusal.Code != SubscriptionPreviews.Nothing)
        {
            return without.Refusal;
        }

        var unused = (without.IsDone ? without.Value.Invoice.Total : Money.Zero(period.Invoiced.Currency)) - with.Value.Invoice.Total;
        return unused + period.Credited <= period.Invoiced ? new UnusedTimeAnswer(IsGivenBack: true) : new UnusedTimeAnswer(IsGivenBack: false) { Credited = period.Credited };
    }
}

/// <summary>What becomes of unused time.</summary>
/// <param name="IsGivenBack">Its price becomes credit.</param>
internal sealed record UnusedTimeAnswer(bool IsGivenBack)
{
    /// <summary>What credit notes have given back in its place; null where that is not why it is not given back.</summary>
    public Money? Credited { get; init; }
}
