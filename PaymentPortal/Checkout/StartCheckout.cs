using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What a link to checkout asks for.</summary>
/// <param name="Price">The lookup key of a plan's price, or of a pack of credits.</param>
/// <param name="Seats">How many seats; null leaves what an open purchase has, else 1.</param>
/// <param name="Add">The lookup key of a pack of credits to be added.</param>
/// <param name="Trial">Whether the plan is to begin with its trial.</param>
internal sealed record CheckoutWish(string? Price, int? Seats = null, string? Add = null, bool Trial = false);

/// <summary>A purchase that was begun.</summary>
/// <param name="Id">The purchase.</param>
/// <param name="InsteadOf">The currency that was asked for, where the purchase is in another: the one in which the organisation has paid.</param>
/// <param name="SeatsInsteadOf">How many seats were asked for, where the plan is not sold with so many.</param>
internal sealed record BegunCheckout(PurchaseId Id, Currency? InsteadOf, int? SeatsInsteadOf = null);

/// <summary>Begins a purchase, or goes on with the one that the organisation has open for the same price: two windows, or two members, share it.</summary>
internal sealed class StartCheckout(
    IDbContextFactory<PortalDbContext> contexts,
    OrganisationAccess organisations,
    Catalogue catalogue,
    PurchaseQueries purchases,
    Funnel funnel,
    TimeProvider time)
{
    public const string AlreadySubscribed = "already_subscribed";
    public static readonly Refusal NoOrganisation = new("no_organisation", "Your account does not belong to an organisation, so nothing can be bought with it.");

    public async Task<Outcome<BegunCheckout>> RunAsync(Guid userId, CheckoutWish wish, Guid visitor, CancellationToken cancellationToken)
    {
        var (plan, pack, added) = (catalogue.Find(wish.Price), catalogue.FindPack(wish.Price), catalogue.FindPack(wish.Add));
        if ((plan?.Amount ?? pack?.Amount) is not { } amount || (wish.Add is not null && added?.Amount.Currency != amount.Currency))
        {
            return new Refusal("unknown_price", "This is not on sale. Choose one of the plans below.");
        }

        if (await organisations.OfUserAsync(userId, cancellationToken) is not { } organisation)
        {
            return NoOrganisation;
        }

        if (await organisations.RefusalAsync(userId, organisation.Id, MembershipRole.Billing, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (plan is not null && await purchases.PlanOnItsWayAsync(organisation.Id, cancellationToken) is { } onItsWay)
        {
            return new BegunCheckout(onItsWay.Id, null);
        }

        if (plan is not null && await purchases.HasPlanAsync(organisation.Id, null, cancellationToken))
        {
            return new Refusal(AlreadySubscribed, $"{organisation.Name} already has a running plan. Nothing was ordered again.");
        }

        if (plan is not null && wish.Trial && await purchases.HadPlanAsync(organisation.Id, cancellationToken))
        {
            return PayPurchase.TrialUsed;
        }

        if (await purchases.BoughtInAsync(organisation.Id, cancellationToken) is { } currency && currency != amount.Currency)
        {
            // A customer at Stripe has one currency, and so do his books: the same is offered in it.
            (plan, pack, added) = (plan is null ? null : catalogue.Find(plan.Plan.Code, plan.Interval, currency), In(pack, currency), In(added, currency));
            if ((plan?.Amount ?? pack?.Amount) is null)
            {
                return new Refusal("other_currency", $"{organisation.Name} buys in {currency}, and this is not sold in it.");
            }
        }

        var lines = new Dictionary<string, int?>(StringComparer.Ordinal) { [plan?.LookupKey ?? pack!.LookupKey] = plan is null ? null : wish.Seats is { } seats ? Math.Clamp(seats, 1, plan.Plan.MaxSeats) : null };
        if (added is not null)
        {
            lines.TryAdd(added.LookupKey, null);
        }

        var purchase = await OpenOrAddAsync(organisation.Id, userId, plan?.LookupKey ?? pack!.LookupKey, plan?.Amount.Currency ?? pack!.Amount.Currency, lines, plan is { Plan.TrialDays: > 0 } && wish.Trial, cancellationToken);
        await funnel.RecordAsync(visitor, FunnelStep.CheckoutStarted, purchase, cancellationToken);
        return new BegunCheckout(purchase.Id, purchase.Currency == amount.Currency ? null : amount.Currency, wish.Seats > plan?.Plan.MaxSeats ? wish.Seats : null);
    }

    private PackPrice? In(PackPrice? pack, Currency currency) => pack is null ? null : catalogue.PackPrices.FirstOrDefault(p => p.Product == pack.Product && p.Amount.Currency == currency);

    private async Task<Purchase> OpenOrAddAsync(
        OrganisationId organisationId, Guid userId, string lookupKey, Currency currency, Dictionary<string, int?> lines, bool withTrial, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await OpenAsync(context, organisationId, lookupKey, cancellationToken) is { } open)
        {
            if (Take(open, lines, withTrial))
            {
                open.Version++;
                try
                {
                    await context.SaveChangesAsync(cancellationToken);
                    await transaction.CommitAsync(cancellationToken);
                }
                catch (DbUpdateException)
                {
                    // Another window changed it at the same time; the page shows what it holds.
                }
            }

            return open;
        }

        var purchase = new Purchase
        {
            Id = TypedId.New<PurchaseId>(time),
            OrganisationId = organisationId,
            UserId = userId,
            LookupKey = lookupKey,
            State = PurchaseState.Open,
            Currency = currency,
            CreatedAt = time.GetUtcNow(),
        };
        Take(purchase, lines, withTrial);
        context.Purchases.Add(purchase);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return purchase;
        }
        catch (DbUpdateException)
        {
            // Another window was quicker, where the database lets two write at once: the unique index lets one be open.
            await transaction.RollbackAsync(cancellationToken);
            await using var again = await contexts.CreateDbContextAsync(cancellationToken);
            return await OpenAsync(again, organisationId, lookupKey, cancellationToken) ?? throw new InvalidOperationException("A purchase could neither be made nor found.");
        }
    }

    /// <summary>Puts what the link asks for into the purchase; true where that changes it. A plan is asked for with its trial or without: who left a trial unordered and chooses the plan means the plan.</summary>
    private static bool Take(Purchase purchase, Dictionary<string, int?> lines, bool withTrial)
    {
        var changed = withTrial != purchase.WithTrial;
        purchase.WithTrial = withTrial;
        foreach (var (key, quantity) in lines)
        {
            var line = purchase.Lines.Find(l => l.LookupKey == key);
            if (line is null)
            {
                purchase.Lines.Add(new PurchaseLine { PurchaseId = purchase.Id, LookupKey = key, Quantity = quantity ?? 1 });
                changed = true;
            }
            else if (quantity is { } wanted && line.Quantity != wanted)
            {
                line.Quantity = wanted;
                changed = true;
            }
        }

        return changed;
    }

    private static Task<Purchase?> OpenAsync(PortalDbContext context, OrganisationId organisationId, string lookupKey, CancellationToken cancellationToken) =>
        context.Purchases.Include(p => p.Lines).FirstOrDefaultAsync(p => p.OrganisationId == organisationId && p.LookupKey == lookupKey && p.State == PurchaseState.Open, cancellationToken);
}
