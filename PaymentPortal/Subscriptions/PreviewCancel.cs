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
internal sealed record CancelPreview(Subscription Subscription, DateTimeOffset? AccessUntil, Forecast? Final, IReadOnlyDictionary<string, IReadOnlyList<RetentionOffer>> Offers);

internal sealed class PreviewCancel(
    BillingRights rights, SubscriptionPreviews previews, Forecasts forecasts, SubscriptionQueries subscriptions, Catalogue catalogue, StripePatience patience, IOptions<RetentionOptions> options)
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

        var last = await previews.EndAsync(subscription.Id, options.Value.UnusedTime == UnusedTime.Credit, cancellationToken);
        if (!last.IsDone && last.Refusal.Code != SubscriptionPreviews.Nothing)
        {
            return last.Refusal;
        }

        var possible = await PossibleAsync(subscription, cancellationToken);
        var offers = options.Value.Offers.ToDictionary(o => o.Key, o => (IReadOnlyList<RetentionOffer>)[.. o.Value.Where(possible.Contains)], StringComparer.Ordinal);
        return new CancelPreview(
            subscription,
            subscription.CurrentPeriodEnd?.AddDays(options.Value.GraceDays),
            last.IsDone ? await forecasts.OfAsync(last.Value, cancellationToken) : null,
            offers);
    }

    /// <summary>An offer that would be refused is not made.</summary>
    private async Task<List<RetentionOffer>> PossibleAsync(Subscription subscription, CancellationToken cancellationToken)
    {
        List<RetentionOffer> possible = [];
        if (subscription is not { Status: "active", CollectionPaused: false, CancelAt: null })
        {
            return possible;
        }

        possible.Add(RetentionOffer.Pause);
        if (!await subscriptions.HadDiscountAsync(subscription.OrganisationId!.Value, cancellationToken))
        {
            possible.Add(RetentionOffer.Discount);
        }

        if (subscription.PlanItem is { LookupKey: { } key } && catalogue.Find(key) is { } plan && catalogue.Plans[0].Code != plan.Plan.Code)
        {
            possible.Add(RetentionOffer.Downgrade);
        }

        return possible;
    }
}
