using PaymentPortal.Catalog;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Payments;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>When a change takes effect.</summary>
internal enum ChangeMoment
{
    /// <summary>At once, and the difference is charged: more is had from now on.</summary>
    Now,

    /// <summary>When what was paid for is used up: less is had from then on.</summary>
    PeriodEnd,

    /// <summary>At once and free of charge, since the trial goes on.</summary>
    Trial,
}

/// <summary>A change that is possible.</summary>
internal sealed record PlanChange(ItemChange Change, ChangeMoment Moment, PlanPrice Target);

/// <summary>Says what a wish for another plan, interval or number of seats means for a subscription as it stands.</summary>
internal sealed class PlanChanges(Catalogue catalogue, CatalogQueries catalog, PriceKeys keys, SubscriptionGateway gateway, SubscriptionQueries subscriptions)
{
    /// <summary>A way to pay has to be saved first.</summary>
    public const string NeedsCard = "needs_card";

    /// <summary>A change waits for its payment.</summary>
    public const string Pending = "pending";

    private const string GivenBack = "given_back";

    private static readonly Refusal NotOnSale = new("unknown_price", "This plan is not on sale. Choose another one.");

    /// <summary>Its time would be taken off the new price, though nobody paid for it.</summary>
    private static readonly Refusal GivenUp = new("given_up", "The invoice of this period was not paid, so more can be had from the next period on. Or end the plan, and begin anew with what you want.");

    private static readonly Refusal Same = new("same_plan", "This is the plan that you have.");

    public async Task<Outcome<PlanChange>> OfAsync(SubscriptionSnapshot subscription, string lookupKey, long seats, CancellationToken cancellationToken)
    {
        if (Hindrance(subscription) is { } hindrance)
        {
            return hindrance;
        }

        if (subscription.PlanItem is not { } item)
        {
            return new Refusal("not_simple", "This subscription has several parts and cannot be changed here. Write to us, and we do it with you.");
        }

        if (catalogue.Find(lookupKey) is not { } target || target.Amount.Currency != item.UnitAmount.Currency || await catalog.FindPriceAsync(lookupKey, cancellationToken) is not { } price)
        {
            return NotOnSale;
        }

        // Who has more than are sold today keeps them
        var most = price.Id == item.PriceId ? Math.Max(target.Plan.MaxSeats, item.Quantity) : target.Plan.MaxSeats;
        if (seats < 1 || seats > most)
        {
            return new Refusal("seats", seats < 1 ? "At least one seat is needed." : $"{target.Plan.Name} has up to {most} seats. Choose fewer, or another plan.", "seats");
        }

        if (price.Id == item.PriceId && seats == item.Quantity)
        {
            return Same;
        }

        if (subscription.Status == "trialing" && await NeedsCardAsync(subscription, item, target, cancellationToken) is { } without)
        {
            return without;
        }

        var metered = await MeteredAsync(subscription, item, target, cancellationToken);
        if (!metered.IsDone)
        {
            return metered.Refusal;
        }

        var discounts = await DiscountsAsync(subscription, item, target, cancellationToken);
        if (!discounts.IsDone)
        {
            return discounts.Refusal;
        }

        var held = subscription.Items.Where(i => i.Metered).ToList();
        var change = new ItemChange(subscription.Id, item.Id, price.Id, seats)
        {
            Metered = metered.Value,
            Begun = [.. metered.Value.Where(id => held.TrueForAll(i => i.PriceId != id))],
            Discounts = discounts.Value.Count == subscription.DiscountIds.Count ? null : discounts.Value,
            Ended = [.. held.Where(i => !metered.Value.Contains(i.PriceId)).Select(i => i.Id)],
        };
        var moment = subscription.Status == "trialing" ? ChangeMoment.Trial : IsMore(item, target, seats) ? ChangeMoment.Now : ChangeMoment.PeriodEnd;
        return moment == ChangeMoment.Now && (await WorthlessAsync(subscription.Id, cancellationToken) ?? await SlowAsync(subscription.Id, cancellationToken)) is { } hindered ? hindered : new PlanChange(change, moment, target);
    }

    /// <summary>
    /// Why what pays the plan cannot pay a change; null where it can. A bank says days later whether a debit comes, and Stripe lets no change wait for that: https://docs.stripe.com/billing/subscriptions/pending-updates.
    /// </summary>
    private async Task<Refusal?> SlowAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        var renewal = await gateway.GetRenewalAsync(subscriptionId, cancellationToken);
        return !renewal.IsDone ? renewal.Refusal
            : renewal.Value.Method is { } method && MethodText.IsDebit(method.Type) && NextInvoice.NameOf(method) is { } account
                ? new Refusal(NeedsCard, $"More is yours as soon as it is paid, and {MethodText.Yours(account)} takes days to pay. Have your plan paid by a card first: add one, or make a saved one the default.")
                : null;
    }

    /// <summary>Why the time that is left cannot be taken off a new price; null where it can.</summary>
    private async Task<Refusal?> WorthlessAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        if (await subscriptions.IsGivenUpAsync(subscriptionId, cancellationToken))
        {
            return GivenUp;
        }

        return await subscriptions.GivenBackAsync(subscriptionId, cancellationToken) is { } back
            ? new Refusal(GivenBack, $"The {MoneyFormat.Text(back)} of this period were given back by a credit note, so more can be had from the next period on. Or end the plan, and begin anew with what you want.")
            : null;
    }

    /// <summary>A trial that began without a card is no way into a plan that nobody gets to try without one; null where nothing hinders the change.</summary>
    private async Task<Refusal?> NeedsCardAsync(SubscriptionSnapshot subscription, SubscriptionItemSnapshot item, PlanPrice target, CancellationToken cancellationToken)
    {
        return catalogue.Find(keys.KeyOf(item.PriceId, item.LookupKey))?.Plan.Code == target.Plan.Code ? null : await NeedsCardAsync(subscription.Id, target.Plan, cancellationToken);
    }

    /// <summary>The same for a trial that was to end, and goes on: what could pay may have been removed meanwhile.</summary>
    public async Task<Refusal?> TrialNeedsCardAsync(SubscriptionSnapshot subscription, CancellationToken cancellationToken) =>
        subscription is { Status: "trialing", PlanItem: { } item } && catalogue.Find(keys.KeyOf(item.PriceId, item.LookupKey)) is { } held ? await NeedsCardAsync(subscription.Id, held.Plan, cancellationToken) : null;

    private async Task<Refusal?> NeedsCardAsync(string subscriptionId, Plan plan, CancellationToken cancellationToken)
    {
        if (plan is { TrialDays: > 0, TrialNeedsCard: false })
        {
            return null;
        }

        var renewal = await gateway.GetRenewalAsync(subscriptionId, cancellationToken);
        return !renewal.IsDone ? renewal.Refusal
            : renewal.Value.Method is null ? new Refusal(NeedsCard, $"{plan.Name} needs a way to pay before your trial goes on with it. Add one first: nothing is charged before the trial ends.")
            : null;
    }

    /// <summary>The prices by which use is billed from then on: those of the plan and interval that are chosen; more or fewer seats of the same leave them as they are.</summary>
    private async Task<Outcome<IReadOnlyList<string>>> MeteredAsync(SubscriptionSnapshot subscription, SubscriptionItemSnapshot item, PlanPrice target, CancellationToken cancellationToken)
    {
        if (keys.KeyOf(item.PriceId, item.LookupKey) == target.LookupKey)
        {
            return subscription.Items.Where(i => i.Metered).Select(i => i.PriceId).ToList();
        }

        var prices = new List<string>();
        foreach (var use in catalogue.MeteredOf(target))
        {
            if (await catalog.FindPriceAsync(use.LookupKey, cancellationToken) is not { } price)
            {
                return NotOnSale;
            }

            prices.Add(price.Id);
        }

        return prices;
    }

    /// <summary>The discounts that go on: one for staying takes something off some payments of the interval that was had, and would take it off a whole year.</summary>
    private async Task<Outcome<IReadOnlyList<string>>> DiscountsAsync(SubscriptionSnapshot subscription, SubscriptionItemSnapshot item, PlanPrice target, CancellationToken cancellationToken)
    {
        if (subscription.DiscountIds.Count == 0 || Intervals.Parse(item.Interval) == target.Interval)
        {
            return subscription.DiscountIds.ToList();
        }

        var renewal = await gateway.GetRenewalAsync(subscription.Id, cancellationToken);
        return renewal.IsDone
            ? subscription.DiscountIds.Where(id => !renewal.Value.Discounts.Any(d => d.Id == id && d.IsForStaying)).ToList()
            : renewal.Refusal;
    }

    /// <summary>True where something else has to be done before anything can be changed.</summary>
    public static bool Hinders(Refusal refusal) => refusal.Code is "ended" or "unpaid" or "paused" or "ending" or Pending or "given_up" or GivenBack;

    /// <summary>Why nothing can be changed now; null where it can.</summary>
    private static Refusal? Hindrance(SubscriptionSnapshot subscription) => subscription switch
    {
        { Status: "canceled" or "incomplete_expired" or "incomplete" } => new("ended", "This subscription does not run. Choose a plan to begin a new one."),
        { Status: not ("active" or "trialing") } => new("unpaid", "An invoice is still open. Pay it first, then change the plan."),
        { PauseResumesAt: not null } or { CollectionPaused: true } => new("paused", "The plan is paused. Resume it first, then change it."),
        { CancelAt: not null } or { CancelAtPeriodEnd: true } => new("ending", "The plan is set to end. Keep it first, then change it."),
        { PendingUpdate: not null } => new(Pending, "A change already waits for its payment. Pay or withdraw it first."),
        _ => null,
    };

    /// <summary>More of the plan is had at once. What is had is measured by the plan's monthly price for all seats, so that a year, which costs less a month, is not less; the same for longer is more.</summary>
    private bool IsMore(SubscriptionItemSnapshot item, PlanPrice target, long seats)
    {
        var interval = Intervals.Parse(item.Interval);
        var known = catalogue.Find(keys.KeyOf(item.PriceId, item.LookupKey));
        var had = (known is null ? AMonth(item.UnitAmount, interval) : AMonth(known)) * item.Quantity;
        var wanted = AMonth(target) * seats;
        return wanted > had || (wanted == had && target.Interval > interval);
    }

    private Money AMonth(PlanPrice price) => catalogue.Find(price.Plan.Code, BillingInterval.Month, price.Amount.Currency)?.Amount ?? AMonth(price.Amount, price.Interval);

    private static Money AMonth(Money amount, BillingInterval interval) => interval == BillingInterval.Year ? amount.TimesFraction(1, 12) : amount;
}
