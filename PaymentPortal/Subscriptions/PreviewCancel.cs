using Microsoft.Extensions.Options;
using PaymentPortal.Catalog;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>What leaving costs, in each way.</summary>
/// <param name="Subscription">What would end.</param>
/// <param name="AccessUntil">Until when it can be used if it ends with its period.</param>
/// <param name="Final">The last invoice if it ended now; null where there is none.</param>
/// <param name="Offers">What can be offered instead by reason, the best first.</param>
/// <param name="Smaller">The next smaller plan that takes the seats, paid in the same interval; null where there is none.</param>
internal sealed record CancelPreview(Subscription Subscription, DateTimeOffset? AccessUntil, Forecast? Final, IReadOnlyDictionary<string, IReadOnlyList<RetentionOffer>> Offers, PlanPrice? Smaller)
{
    /// <summary>What is taken off each payment.</summary>
    public IReadOnlyList<RunningDiscount> Discounts { get; init; } = [];

    /// <summary>A pause has skipped the payment of the running period: nothing of it can be used, and the plan only ends at once.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>The invoice of the running period was given up: it was not paid, and nobody asks for it.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>What was paid for the running period and given back whole by credit notes; null where something of it is paid.</summary>
    public Money? GivenBack { get; init; }

    /// <summary>A change that was planned, and is dropped with the plan.</summary>
    public ComingChange? Coming { get; init; }

    /// <summary>What of the running period is owed; null where it is paid, or on its way.</summary>
    public Money? Owed { get; init; }

    /// <summary>What of it is on its way from a bank: before it is there, the plan does not end at once.</summary>
    public Money? OnItsWay { get; init; }
}

internal sealed class PreviewCancel(
    BillingRights rights, SubscriptionPreviews previews, SubscriptionGateway gateway, Forecasts forecasts, SubscriptionQueries subscriptions, Catalogue catalogue, StripePatience patience,
    IOptions<RetentionOptions> options, TimeProvider time)
{
    public async Task<Outcome<CancelPreview>> RunAsync(Guid userId, string subscriptionId, CancellationToken cancellationToken)
    {
        var found = await rights.FindAsync(userId, subscriptionId, cancellationToken);
        return found.IsDone ? await patience.RunAsync(waiting => AskAsync(found.Value, waiting), cancellationToken) : found.Refusal;
    }

    private async Task<Outcome<CancelPreview>> AskAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        if (subscription.Status is "canceled" or "incomplete" or "incomplete_expired")
        {
            return new Refusal("ended", "This subscription has ended already.");
        }

        var renewing = gateway.GetRenewalAsync(subscription.Id, cancellationToken);
        var unpaid = await subscriptions.UnpaidAsync(subscription.Id, cancellationToken);
        var isSkipped = await subscriptions.IsSkippedAsync(subscription.Id, cancellationToken);
        var isGivenUp = await subscriptions.IsGivenUpAsync(subscription.Id, cancellationToken);
        var givenBack = await subscriptions.GivenBackAsync(subscription.Id, cancellationToken);
        var isPaid = unpaid is null && givenBack is null && !isSkipped && !isGivenUp;
        var last = await previews.EndAsync(subscription.Id, isPaid && options.Value.UnusedTime == UnusedTime.Credit, cancellationToken);
        var renewal = await renewing;
        if (!renewal.IsDone)
        {
            return renewal.Refusal;
        }

        if (!last.IsDone && last.Refusal.Code != SubscriptionPreviews.Nothing)
        {
            return last.Refusal;
        }

        var smaller = Smaller(subscription);
        var possible = await PossibleAsync(subscription, smaller, last.IsDone ? last.Value.At : time.GetUtcNow(), cancellationToken);
        var offers = options.Value.Offers.ToDictionary(o => o.Key, o => (IReadOnlyList<RetentionOffer>)[.. o.Value.Where(possible.Contains)], StringComparer.Ordinal);
        return new CancelPreview(
            subscription,
            subscription.CurrentPeriodEnd?.AddDays(options.Value.GraceDays),
            last.IsDone ? await forecasts.OfAsync(last.Value, cancellationToken) : null,
            offers,
            smaller)
        {
            Discounts = [.. renewal.Value.Discounts.Where(discount => discount.Reaches(subscription.CurrentPeriodEnd))],
            IsSkipped = isSkipped,
            IsGivenUp = isGivenUp,
            GivenBack = givenBack,
            Coming = await subscriptions.ComingChangeAsync(subscription, cancellationToken),
            Owed = unpaid is { OnItsWay: false } ? unpaid.Amount : null,
            OnItsWay = unpaid is { OnItsWay: true } ? unpaid.Amount : null,
        };
    }

    private PlanPrice? Smaller(Subscription subscription) =>
        subscription is { PendingPriceId: null, PlanItem: { } item } && catalogue.Find(item.LookupKey) is { } current
            ? catalogue.Plans.TakeWhile(p => p.Code != current.Plan.Code).Where(p => item.Quantity <= p.MaxSeats)
                .Select(p => catalogue.Find(p.Code, current.Interval, current.Amount.Currency)).LastOrDefault(price => price is not null)
            : null;

    /// <summary>An offer that would be refused is not made.</summary>
    private async Task<List<RetentionOffer>> PossibleAsync(Subscription subscription, PlanPrice? smaller, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<RetentionOffer> possible = [];
        if (subscription is not { Status: "active", CollectionPaused: false, CancelAt: null })
        {
            return possible;
        }

        possible.Add(RetentionOffer.Pause);
        if (options.Value.DiscountReaches(subscription, now) && !await subscriptions.HadDiscountAsync(subscription.OrganisationId!.Value, cancellationToken))
        {
            possible.Add(RetentionOffer.Discount);
        }

        if (smaller is not null)
        {
            possible.Add(RetentionOffer.Downgrade);
        }

        return possible;
    }
}
