using PaymentPortal.Catalog;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>What became of a change.</summary>
internal enum ChangeResult
{
    /// <summary>It is in force.</summary>
    Done,

    /// <summary>It comes at the end of the period.</summary>
    Scheduled,

    /// <summary>The difference could not be charged; the old plan goes on until it is paid.</summary>
    Unpaid,
}

/// <summary>Asked before a change charges anything: a refusal, or whether the card's bank is to confirm the payment.</summary>
internal delegate Task<Outcome<bool>> ChargeQuestion(SubscriptionRequest request, CancellationToken cancellationToken);

/// <summary>
/// Changes plan, interval or seats as it was shown: more at once and paid first, less at the end of the period. What is to be charged is computed by Stripe once more, from the same second, and compared.
/// </summary>
internal sealed class ChangePlan(
    SubscriptionRequests requests, PlanChanges changes, PlanStates states, SubscriptionGateway gateway, SubscriptionPreviews previews, Forecasts forecasts, BankQuestion bank, StripeGateway stripe, CatalogQueries catalog, InboxStore inbox)
{
    public const string AmountChanged = "amount_changed";

    /// <summary>Who leaves the page open for longer is shown the amounts anew.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private static readonly Refusal IsOutdated = new(AmountChanged, "Your subscription changed since this was computed. Look at the new amounts, then confirm again.");

    private static readonly Refusal IsChanged = new(AmountChanged, "The plan was changed meanwhile. Look at it again, then confirm what you want.");

    public Task<Outcome<ChangeResult>> RunAsync(Guid userId, ChangeOrder order, ChargeQuestion weigh, CancellationToken cancellationToken) =>
        requests.RunAsync(userId, order.SubscriptionId, SubscriptionRequestKind.Change, order.Fingerprint, (request, waiting) => AskAsync(request, order, weigh, waiting), cancellationToken);

    private async Task<Outcome<ChangeResult>> AskAsync(SubscriptionRequest request, ChangeOrder order, ChargeQuestion weigh, CancellationToken cancellationToken)
    {
        var fresh = await gateway.GetAsync(order.SubscriptionId, cancellationToken);
        if (!fresh.IsDone)
        {
            return fresh.Refusal;
        }

        var subscription = fresh.Value.Snapshot;
        if (await AlreadyAsync(subscription, order, cancellationToken) is { } result)
        {
            await inbox.AddAsync(fresh.Value, "subscription", cancellationToken);
            return result;
        }

        var outcome = await GoOnAsync(request, subscription, order, weigh, cancellationToken);

        // The same press in another window may have been quicker: what it came to is what this one comes to.
        return outcome.IsDone || StripeFault.Passes(outcome.Refusal) || await gateway.GetAsync(order.SubscriptionId, cancellationToken) is not { IsDone: true } now
            || await AlreadyAsync(now.Value.Snapshot, order, cancellationToken) is not { } come ? outcome : come;
    }

    private async Task<Outcome<ChangeResult>> GoOnAsync(SubscriptionRequest request, SubscriptionSnapshot subscription, ChangeOrder order, ChargeQuestion weigh, CancellationToken cancellationToken)
    {
        var state = await states.OfAsync(subscription, cancellationToken);
        if (!state.IsDone)
        {
            return state.Refusal;
        }

        if (!order.Seen.HoldsIn(state.Value))
        {
            return IsChanged;
        }

        var planned = await changes.OfAsync(subscription, order.LookupKey, order.Seats, cancellationToken);
        if (!planned.IsDone)
        {
            return planned.Refusal;
        }

        if (planned.Value.Moment != order.Moment || subscription.PlanItem?.CurrentPeriodEnd != order.PeriodEnd)
        {
            return IsOutdated;
        }

        var change = planned.Value.Change with { ProrationDate = order.ProrationDate };
        if (order.Moment == ChangeMoment.Now && await CompareAsync(change, order, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (order is { Moment: ChangeMoment.Now, Due.IsZero: false })
        {
            var weighed = await weigh(request, cancellationToken);
            if ((weighed.Refusal ?? (weighed.Value ? await bank.AskAsync(request, cancellationToken) : null)) is { } withheld)
            {
                return withheld;
            }
        }

        if (subscription.ScheduleId is { } schedule)
        {
            var released = await gateway.ReleaseAsync(schedule, $"request-{request.Id}-release", cancellationToken);
            if (!released.IsDone)
            {
                return released.Refusal;
            }

            await inbox.AddAsync(released.Value, "subscription_schedule", cancellationToken);
        }

        return order.Moment == ChangeMoment.PeriodEnd ? await ScheduleAsync(request, change, cancellationToken) : await ChangeAsync(request, change, order, cancellationToken);
    }

    private async Task<Refusal?> CompareAsync(ItemChange change, ChangeOrder order, CancellationToken cancellationToken)
    {
        var asked = await previews.ChangeAsync(change, atOnce: true, cancellationToken);
        if (!asked.IsDone)
        {
            return asked.Refusal.Code == SubscriptionGateway.Outdated ? IsOutdated : asked.Refusal;
        }

        // What is used goes on while somebody reads: it is owed in any case, and no reason to ask him again.
        var now = await forecasts.OfAsync(asked.Value, cancellationToken);
        var isSame = now.Use == order.Use ? now.Due == order.Due : now.Fixed == order.Fixed;
        return !isSame || asked.Value.At - order.ProrationDate > Fresh
            ? new Refusal(AmountChanged, $"The amount to pay today was computed anew and is no longer {MoneyFormat.Text(order.Due)}. Look at it, then confirm again.")
            : null;
    }

    private async Task<Outcome<ChangeResult>> ChangeAsync(SubscriptionRequest request, ItemChange change, ChangeOrder order, CancellationToken cancellationToken)
    {
        var changed = await gateway.ChangeAsync(change, charges: order.Moment == ChangeMoment.Now, $"request-{request.Id}", cancellationToken);
        if (!changed.IsDone)
        {
            return changed.Refusal.Code == SubscriptionGateway.Outdated ? IsOutdated : changed.Refusal;
        }

        await StoreAsync(changed.Value, cancellationToken);
        return changed.Value.Snapshot.PendingUpdate is null ? ChangeResult.Done : ChangeResult.Unpaid;
    }

    /// <summary>With the invoice of the change, which says whether it was paid.</summary>
    private async Task StoreAsync(StripeAnswer<SubscriptionSnapshot> answer, CancellationToken cancellationToken)
    {
        await inbox.AddAsync(answer, "subscription", cancellationToken);
        if (answer.Snapshot.LatestInvoiceId is { } invoiceId && await stripe.GetInvoiceAsync(invoiceId, cancellationToken) is { IsDone: true } invoice)
        {
            await inbox.AddAsync(invoice.Value, "invoice", cancellationToken);
        }
    }

    private async Task<Outcome<ChangeResult>> ScheduleAsync(SubscriptionRequest request, ItemChange change, CancellationToken cancellationToken)
    {
        var scheduled = await gateway.ScheduleAsync(change, $"request-{request.Id}", cancellationToken);
        if (!scheduled.IsDone)
        {
            return scheduled.Refusal.Code == SubscriptionGateway.Outdated ? IsOutdated : scheduled.Refusal;
        }

        await inbox.AddAsync(scheduled.Value, "subscription_schedule", cancellationToken);
        if (await gateway.GetAsync(change.SubscriptionId, cancellationToken) is { IsDone: true } subscription)
        {
            await inbox.AddAsync(subscription.Value, "subscription", cancellationToken);
        }

        return ChangeResult.Scheduled;
    }

    /// <summary>What a press came to whose answer was lost, or that was pressed twice; null where nothing of it is done yet.</summary>
    private async Task<ChangeResult?> AlreadyAsync(SubscriptionSnapshot subscription, ChangeOrder order, CancellationToken cancellationToken)
    {
        var wanted = ((await catalog.FindPriceAsync(order.LookupKey, cancellationToken))?.Id, order.Seats);
        if (order.Moment == ChangeMoment.PeriodEnd)
        {
            return await states.OfAsync(subscription, cancellationToken) is { IsDone: true, Value.Coming: { } then } && (then.PriceId, then.Quantity) == wanted ? ChangeResult.Scheduled : null;
        }

        return subscription switch
        {
            { PlanItem: { } item } when (item.PriceId, item.Quantity) == wanted => ChangeResult.Done,
            { PendingUpdate: { } waiting } when (waiting.PriceId, waiting.Quantity) == wanted => ChangeResult.Unpaid,
            _ => null,
        };
    }
}
