using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>What a change means, to the cent, before anybody agrees to it.</summary>
/// <param name="Order">What is asked for if this is agreed to.</param>
/// <param name="Today">The invoice of today; null where none is made.</param>
/// <param name="Then">The invoice of the next renewal; null where it cannot be told.</param>
/// <param name="ThenAt">When that is.</param>
/// <param name="Withdraws">Another change, which would have come later, is given up for it.</param>
internal sealed record ChangePreview(ChangeOrder Order, Forecast? Today, Forecast? Then, DateTimeOffset ThenAt, bool Withdraws)
{
    /// <summary>What pays the invoice of today; null where none is made, or it is not known.</summary>
    public string? PaidBy { get; init; }

    /// <summary>What is taken off payments, and until when.</summary>
    public IReadOnlyList<RunningDiscount> Discounts { get; init; } = [];

    /// <summary>What is taken off payments of the interval that is left, and ends with it.</summary>
    public IReadOnlyList<RunningDiscount> Ending { get; init; } = [];

    /// <summary>The price per interval as it is listed, before tax where that comes on top.</summary>
    public Money? Listed { get; init; }
}

/// <summary>What was shown, and is now asked for.</summary>
/// <param name="SubscriptionId">Stripe's id.</param>
/// <param name="LookupKey">The price from then on.</param>
/// <param name="Seats">How many of it.</param>
/// <param name="Moment">When it takes effect.</param>
/// <param name="ProrationDate">From when it is counted, where it is charged today.</param>
/// <param name="Due">What is charged today.</param>
/// <param name="Use">What of it is for what was used until it was shown, before discount and tax.</param>
/// <param name="Fixed">What of it is for anything else, before discount and tax.</param>
/// <param name="PeriodEnd">The end of the period in which it was shown.</param>
internal sealed record ChangeOrder(string SubscriptionId, string LookupKey, long Seats, ChangeMoment Moment, DateTimeOffset? ProrationDate, Money Due, Money Use, Money Fixed, DateTimeOffset PeriodEnd)
{
    /// <summary>What was had and planned when it was shown.</summary>
    public required PlanState Seen { get; init; }

    public string Fingerprint =>
        FormattableString.Invariant($"{LookupKey}:{Seats}:{Moment}:{ProrationDate?.ToUnixTimeSeconds()}:{Due.MinorUnits}:{PeriodEnd.ToUnixTimeSeconds()}:{Seen.PriceId}*{Seen.Quantity}:{Seen.Coming?.PriceId}*{Seen.Coming?.Quantity}");
}

internal sealed class PreviewChange(BillingRights rights, PlanChanges changes, PlanStates states, SubscriptionGateway gateway, SubscriptionPreviews previews, Forecasts forecasts, StripePatience patience)
{
    public async Task<Outcome<ChangePreview>> RunAsync(Guid userId, string subscriptionId, string lookupKey, long seats, CancellationToken cancellationToken)
    {
        var found = await rights.FindAsync(userId, subscriptionId, cancellationToken);
        return found.IsDone ? await patience.RunAsync(waiting => AskAsync(subscriptionId, lookupKey, seats, waiting), cancellationToken) : found.Refusal;
    }

    private async Task<Outcome<ChangePreview>> AskAsync(string subscriptionId, string lookupKey, long seats, CancellationToken cancellationToken)
    {
        var fresh = await gateway.GetAsync(subscriptionId, cancellationToken);
        if (!fresh.IsDone)
        {
            return fresh.Refusal;
        }

        var subscription = fresh.Value.Snapshot;
        var planned = await changes.OfAsync(subscription, lookupKey, seats, cancellationToken);
        if (!planned.IsDone)
        {
            return planned.Refusal;
        }

        var state = await states.OfAsync(subscription, cancellationToken);
        if (!state.IsDone)
        {
            return state.Refusal;
        }

        var (change, moment) = (planned.Value.Change, planned.Value.Moment);
        var nothing = Money.Zero(planned.Value.Target.Amount.Currency);
        var periodEnd = subscription.PlanItem!.CurrentPeriodEnd;
        var order = new ChangeOrder(subscriptionId, lookupKey, seats, moment, null, nothing, nothing, nothing, periodEnd) { Seen = state.Value };
        Forecast? today = null;
        var thenAt = periodEnd;
        var renewing = gateway.GetRenewalAsync(subscriptionId, cancellationToken);
        if (moment == ChangeMoment.Now)
        {
            var asked = await previews.ChangeAsync(change, atOnce: true, cancellationToken);
            if (!asked.IsDone)
            {
                return asked.Refusal;
            }

            // Where Stripe began to count is what the change is told to count from.
            var parts = asked.Value.Invoice.Lines.Where(l => l.IsProration).ToList();
            order = order with { ProrationDate = parts.Count > 0 ? parts.Max(l => l.PeriodStart) : asked.Value.At, Due = asked.Value.AmountDue };
            thenAt = parts.Count > 0 ? parts.Max(l => l.PeriodEnd) : periodEnd;
            today = await forecasts.OfAsync(asked.Value, cancellationToken);
            order = order with { Use = today.Use, Fixed = today.Fixed };
        }

        var renewal = await renewing;
        var discounts = renewal.IsDone ? renewal.Value.Discounts : [];
        var staying = discounts.Where(d => change.Discounts?.Contains(d.Id) ?? true).ToList();
        var preview = new ChangePreview(order, today, null, thenAt, Withdraws: state.Value.ComingAt is not null)
        {
            PaidBy = today is not null && renewal.IsDone ? NextInvoice.NameOf(renewal.Value.Method) : null,
            Discounts = staying,
            Ending = [.. discounts.Except(staying)],
            Listed = planned.Value.Target.Amount * seats,
        };
        // Of the renewal Stripe would tell what is planned to come instead: a period that began now costs the same.
        var then = preview.Withdraws && moment != ChangeMoment.Trial
            ? await previews.PeriodAsync(subscriptionId, renewal.IsDone ? change with { Discounts = [.. staying.Where(d => d.Reaches(thenAt)).Select(d => d.Id)] } : change, cancellationToken)
            : await previews.ChangeAsync(change, atOnce: false, cancellationToken);
        if (!then.IsDone)
        {
            return then.Refusal.Code == SubscriptionPreviews.Nothing ? preview : then.Refusal;
        }

        var forecast = await forecasts.OfAsync(then.Value, cancellationToken);

        // What was used at a price that ends is billed today already.
        return preview.Withdraws && moment == ChangeMoment.Now && change.Ended.Count > 0 && !forecast.Use.IsZero ? preview : preview with { Then = forecast };
    }
}
