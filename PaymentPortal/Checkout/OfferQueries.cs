using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Checkout;

/// <summary>What of the plans on sale holds for one who is signed in.</summary>
/// <param name="Refusal">Why he buys nothing; null for owners and those with the billing role.</param>
/// <param name="Currency">The one in which his organisation buys; null before its first payment.</param>
/// <param name="HasPlan">A plan of his organisation runs, or was paid a moment ago.</param>
/// <param name="Running">The running plan as it is sold; null where it is not on sale any more.</param>
/// <param name="HadPlan">His organisation has had a plan, and tries no other.</param>
/// <param name="OnItsWay">The order of a plan for which money is on its way; no other can be ordered meanwhile.</param>
internal sealed record BuyerOffers(Refusal? Refusal, Currency? Currency, bool HasPlan, PlanPrice? Running, bool HadPlan, PurchaseId? OnItsWay)
{
    /// <summary>For whoever is not known.</summary>
    public static readonly BuyerOffers Unknown = new(null, null, false, null, false, null);

    public bool MayOrder => Refusal is null && OnItsWay is null;

    public bool IsRunning(PlanPrice offer) => (Running?.Plan.Code, Running?.Interval) == (offer.Plan.Code, offer.Interval);

    /// <summary>Where the plan is ordered: what runs is changed.</summary>
    public string AddressOf(PlanPrice offer) =>
        HasPlan ? $"/billing/change?plan={offer.Plan.Code}&interval={offer.Interval.ToString().ToLowerInvariant()}" : $"/checkout/new?price={offer.LookupKey}";
}

/// <summary>Reads what of the plans on sale holds for somebody.</summary>
internal sealed class OfferQueries(OrganisationAccess organisations, SubscriptionQueries subscriptions, PurchaseQueries purchases, Catalogue catalogue)
{
    public async Task<BuyerOffers> OfUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await organisations.OfUserAsync(userId, cancellationToken) is not { } organisation)
        {
            return BuyerOffers.Unknown with { Refusal = StartCheckout.NoOrganisation };
        }

        // In the order in which they come about: what goes on between two questions is found by the later one.
        var coming = await purchases.PlanOnItsWayAsync(organisation.Id, cancellationToken);
        var paid = await purchases.JustPaidAsync(organisation.Id, null, cancellationToken);
        var running = (await subscriptions.OfOrganisationAsync(organisation.Id, cancellationToken)).FirstOrDefault(s => SubscriptionQueries.Running.Contains(s.Status));
        var hasPlan = running is not null || paid is not null;
        return new BuyerOffers(
            await organisations.RefusalAsync(userId, organisation.Id, MembershipRole.Billing, cancellationToken),
            await purchases.BoughtInAsync(organisation.Id, cancellationToken) ?? coming?.Currency,
            hasPlan,
            catalogue.Find(running?.PlanItem?.LookupKey ?? paid?.LookupKey),
            hasPlan || await purchases.HadPlanAsync(organisation.Id, cancellationToken),
            running is null ? coming?.Id : null);
    }
}
