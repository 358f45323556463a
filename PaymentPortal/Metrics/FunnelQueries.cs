using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Settings;

namespace PaymentPortal.Metrics;

/// <summary>Reads the funnel from the steps that were recorded of visitors. A visitor is a browser; who took a later step counts for the earlier ones too, so that no step has more than the one before it.</summary>
internal sealed class FunnelQueries(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue, ReportingZone zone, TimeProvider time)
{
    /// <summary>Changes whenever the same rows would give other numbers.</summary>
    public const int Definition = 1;

    /// <summary>Whoever does nothing for so long has left.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private const int Shown = 10;
    private static readonly IReadOnlyList<FunnelStep> Steps = Enum.GetValues<FunnelStep>();

    /// <summary>The funnel of so many reporting days, today included.</summary>
    public async Task<FunnelView> OfDaysAsync(int days, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = zone.DayOf(now);
        var (first, from, to) = (today.AddDays(1 - days), zone.StartOf(today.AddDays(1 - days)), zone.StartOf(today.AddDays(1)));
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var events = context.FunnelEvents.Where(e => e.At >= from && e.At < to);
        var counts = new List<FunnelCount>();
        foreach (var step in Steps)
        {
            var reached = Steps.Where(s => s >= step).ToList();
            var visitors = await events.Where(e => reached.Contains(e.Step)).Select(e => e.VisitorId).Distinct().CountAsync(cancellationToken);
            counts.Add(new FunnelCount(step, visitors, counts.Count == 0 ? null : Part(visitors, counts[^1].Visitors), Part(visitors, counts.Count == 0 ? visitors : counts[0].Visitors)));
        }

        var abandoned = Abandoned(context, events, now - Idle);
        return new FunnelView(now, first, today, counts, await RowsAsync(context, abandoned, cancellationToken), await abandoned.CountAsync(cancellationToken));
    }

    private static double? Part(int visitors, int of) => of == 0 ? null : (double)visitors / of;

    /// <summary>Begun in the period and not paid, left alone for a while, with no money on its way and nobody here to wait for; whose organisation has paid for something since bought otherwise.</summary>
    private static IQueryable<Purchase> Abandoned(PortalDbContext context, IQueryable<FunnelEvent> events, DateTimeOffset quietSince)
    {
        var onTheirWay = PurchaseQueries.OnTheirWay(context);
        return context.Purchases.AsNoTracking().Where(p => p.State == PurchaseState.Open
            && events.Any(e => e.PurchaseId == p.Id && e.Step == FunnelStep.CheckoutStarted)
            && !context.FunnelEvents.Any(e => e.PurchaseId == p.Id && e.At > quietSince)
            && !context.PaymentAttempts.Any(a => a.PurchaseId == p.Id && a.At > quietSince)
            && !context.HeldPurchases.Any(h => h.PurchaseId == p.Id && h.State == HoldState.Waiting)
            && !onTheirWay.Any(other => other.Id == p.Id)
            && !context.Purchases.Any(other => other.OrganisationId == p.OrganisationId && other.PaidAt >= p.CreatedAt));
    }

    private async Task<IReadOnlyList<AbandonedCheckout>> RowsAsync(PortalDbContext context, IQueryable<Purchase> abandoned, CancellationToken cancellationToken)
    {
        var purchases = await abandoned.Include(p => p.Lines).OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id).Take(Shown).ToListAsync(cancellationToken);
        var ids = purchases.ConvertAll(p => (PurchaseId?)p.Id);
        var (organisations, users) = (purchases.ConvertAll(p => p.OrganisationId), purchases.ConvertAll(p => p.UserId));
        var names = await context.Organisations.Where(o => organisations.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
        var people = await context.Users.Where(u => users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Email, cancellationToken);
        var steps = (await context.FunnelEvents.AsNoTracking().Where(e => ids.Contains(e.PurchaseId)).ToListAsync(cancellationToken)).ToLookup(e => e.PurchaseId);
        var attempts = (await context.PaymentAttempts.AsNoTracking().Where(a => ids.Contains(a.PurchaseId)).ToListAsync(cancellationToken)).ToLookup(a => a.PurchaseId);
        return [.. purchases.Select(Row)];

        AbandonedCheckout Row(Purchase purchase)
        {
            var cart = Cart.Of(purchase, catalogue);
            var tried = attempts[purchase.Id].MaxBy(a => a.At);
            return new AbandonedCheckout(
                purchase.Id.Value,
                cart?.Title ?? purchase.LookupKey,
                Cart.LinesOf(purchase, catalogue),
                cart?.ListPrice,
                names.GetValueOrDefault(purchase.OrganisationId, ""),
                people.GetValueOrDefault(purchase.UserId),
                steps[purchase.Id].Select(e => e.At).Concat(attempts[purchase.Id].Select(a => a.At)).Append(purchase.CreatedAt).Max(),
                tried is null ? "Left before paying" : AttemptWords.Of(tried));
        }
    }
}
