using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Risk;

/// <summary>A held purchase in a list.</summary>
public sealed record HeldRow(Guid Id, DateTimeOffset At, HoldState State, string Title, string Organisation, string? Person, Money Amount, int Score, RiskReason? Heaviest);

/// <summary>A held purchase with what an admin decides by.</summary>
/// <param name="Hold">The purchase as it was held.</param>
/// <param name="Row">What a list shows of it.</param>
/// <param name="Lines">What is bought, as the purchase stands now.</param>
/// <param name="Reasons">Why the score is what it is, the heaviest first.</param>
/// <param name="CustomerId">The organisation's customer at Stripe, where it has one.</param>
/// <param name="PersonSince">Since when the buyer has an account.</param>
/// <param name="Attempts">What the organisation tried, the latest first.</param>
/// <param name="Decisions">Who decided what, the oldest first.</param>
/// <param name="IsPaid">It was paid since.</param>
public sealed record HeldDetails(
    HeldPurchase Hold, HeldRow Row, IReadOnlyList<string> Lines, IReadOnlyList<RiskReason> Reasons, string? CustomerId, DateTimeOffset PersonSince, IReadOnlyList<PaymentAttempt> Attempts,
    IReadOnlyList<(HoldDecision Decision, string Who)> Decisions, bool IsPaid);

/// <summary>What is read of purchases that wait for an admin.</summary>
internal sealed class HoldQueries(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue)
{
    private const int ShownAttempts = 20;

    /// <summary>How a purchase stands with the admins; null where none was asked, or the buyer has ordered something else since.</summary>
    public async Task<HeldPurchase?> OfPurchaseAsync(PurchaseId id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var purchase = await context.Purchases.AsNoTracking().Include(p => p.Lines).SingleAsync(p => p.Id == id, cancellationToken);
        var last = await context.HeldPurchases.AsNoTracking().Where(h => h.PurchaseId == id && h.State != HoldState.Replaced).OrderByDescending(h => h.At).FirstOrDefaultAsync(cancellationToken);
        return last?.Lines == HeldPurchase.LinesOf(purchase) ? last : null;
    }

    /// <summary>A page of held purchases in a state, or in any, from below the row with the given id, the latest first.</summary>
    public async Task<Paged<HeldRow>> ListAsync(HoldState? state, string? after, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var holds = context.HeldPurchases.AsNoTracking().Where(h => state == null || h.State == state);
        var total = await holds.CountAsync(cancellationToken);
        if (Guid.TryParse(after, out var id) && await context.HeldPurchases.AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, cancellationToken) is { } cursor)
        {
            holds = holds.Where(h => h.At < cursor.At || (h.At == cursor.At && h.Id.CompareTo(id) < 0));
        }

        var rows = await holds.OrderByDescending(h => h.At).ThenByDescending(h => h.Id).Take(Paged<HeldRow>.Size + 1).ToListAsync(cancellationToken);
        return Paged<HeldRow>.Of(await RowsAsync(context, rows, cancellationToken), total, row => row.Id.ToString());
    }

    public async Task<IReadOnlyDictionary<HoldState, int>> CountAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.HeldPurchases.GroupBy(h => h.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    /// <summary>One held purchase; null where there is none of that id.</summary>
    public async Task<HeldDetails?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.HeldPurchases.AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, cancellationToken) is not { } hold)
        {
            return null;
        }

        var purchase = await context.Purchases.AsNoTracking().Include(p => p.Lines).SingleAsync(p => p.Id == hold.PurchaseId, cancellationToken);
        var decisions = await context.HoldDecisions.AsNoTracking().Where(d => d.HoldId == id).OrderBy(d => d.At)
            .Join(context.Users, d => d.UserId, u => u.Id, (decision, user) => new { decision, user.DisplayName }).ToListAsync(cancellationToken);
        return new HeldDetails(
            hold,
            (await RowsAsync(context, [hold], cancellationToken))[0],
            Cart.LinesOf(purchase, catalogue),
            [.. RiskScore.ReadReasons(hold.Reasons).OrderByDescending(r => r.Weight)],
            await context.Customers.Where(c => c.OrganisationId == hold.OrganisationId && !c.Deleted).OrderBy(c => c.CreatedAt).Select(c => c.Id).FirstOrDefaultAsync(cancellationToken),
            await context.Users.Where(u => u.Id == hold.UserId).Select(u => u.CreatedAt).SingleAsync(cancellationToken),
            await context.PaymentAttempts.AsNoTracking().Where(a => a.OrganisationId == hold.OrganisationId).OrderByDescending(a => a.At).Take(ShownAttempts).ToListAsync(cancellationToken),
            [.. decisions.Select(d => (d.decision, d.DisplayName))],
            purchase.State == PurchaseState.Paid);
    }

    private async Task<IReadOnlyList<HeldRow>> RowsAsync(PortalDbContext context, List<HeldPurchase> holds, CancellationToken cancellationToken)
    {
        var ids = holds.ConvertAll(h => h.PurchaseId);
        var organisations = holds.ConvertAll(h => h.OrganisationId);
        var users = holds.ConvertAll(h => h.UserId);
        var purchases = await context.Purchases.AsNoTracking().Include(p => p.Lines).Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellationToken);
        var names = await context.Organisations.Where(o => organisations.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
        var people = await context.Users.Where(u => users.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Email, cancellationToken);
        return
        [
            .. holds.Select(h => new HeldRow(
                h.Id, h.At, h.State, Cart.Of(purchases[h.PurchaseId], catalogue)?.Title ?? purchases[h.PurchaseId].LookupKey, names[h.OrganisationId], people.GetValueOrDefault(h.UserId), h.Amount, h.Score,
                RiskScore.ReadReasons(h.Reasons).MaxBy(r => r.Weight))),
        ];
    }
}
