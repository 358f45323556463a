using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PaymentPortal.Accounts;

namespace PaymentPortal.Credits;

/// <summary>What is left of a lot of credits.</summary>
public sealed record CreditLot(string Lot, OrganisationId OrganisationId, string Reason, long Granted, long Left, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt);

/// <summary>A lot that was paid with an invoice.</summary>
/// <param name="Lot">The lot.</param>
/// <param name="Returned">How many of its credits were taken back with their money, and not given back since.</param>
/// <param name="Rows">How often some were taken or given back.</param>
public sealed record PaidLot(CreditLot Lot, long Returned, int Rows);

/// <summary>Reads lots, and takes credits from them: the only place that does.</summary>
internal static class CreditLedger
{
    /// <summary>Begins a change of an organisation's credits. Its row is held until the change is committed: of two that take the last credits one comes second.</summary>
    public static async Task<IDbContextTransaction> HoldAsync(PortalDbContext context, OrganisationId organisationId, CancellationToken cancellationToken)
    {
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // A write that changes nothing locks the row on both databases.
        await context.Organisations.Where(o => o.Id == organisationId).ExecuteUpdateAsync(set => set.SetProperty(o => o.Name, o => o.Name), cancellationToken);
        return transaction;
    }

    /// <summary>The organisation's lots of which something is left that has not expired, what expires first before the others.</summary>
    public static IQueryable<CreditLot> Spendable(PortalDbContext context, OrganisationId organisationId, DateTimeOffset now) =>
        Left(context, context.CreditEntries.Where(g => g.OrganisationId == organisationId && g.ExpiresAt > now));

    /// <summary>The lots of which something is left although they have expired, whoever they are of.</summary>
    public static IQueryable<CreditLot> Expired(PortalDbContext context, DateTimeOffset now) => Left(context, context.CreditEntries.Where(g => g.ExpiresAt <= now));

    /// <summary>The lots that were paid with an invoice, whatever is left of them.</summary>
    public static IQueryable<PaidLot> OfInvoice(PortalDbContext context, string invoiceId) => context.CreditEntries.AsNoTracking()
        .Where(g => g.InvoiceId == invoiceId && g.Kind == CreditKind.Granted)
        .OrderBy(g => g.Lot)
        .Select(g => new
        {
            Grant = g,
            Left = context.CreditEntries.Where(e => e.Lot == g.Lot).Sum(e => e.Amount),
            Returned = -context.CreditEntries.Where(e => e.Lot == g.Lot && (e.Kind == CreditKind.Reversed || e.Kind == CreditKind.Restored)).Sum(e => e.Amount),
            Rows = context.CreditEntries.Count(e => e.Lot == g.Lot && (e.Kind == CreditKind.Reversed || e.Kind == CreditKind.Restored)),
        })
        .Select(lot => new PaidLot(new CreditLot(lot.Grant.Lot, lot.Grant.OrganisationId, lot.Grant.Reason, lot.Grant.Amount, lot.Left, lot.Grant.At, lot.Grant.ExpiresAt), lot.Returned, lot.Rows));

    /// <summary>A row that takes credits from a lot; with a negative amount it gives them back.</summary>
    public static CreditEntry Take(CreditLot lot, CreditKind kind, long amount, string cause, string reason, DateTimeOffset at) => new()
    {
        Id = CreditEntryId.From(Guid.CreateVersion7(at)),
        OrganisationId = lot.OrganisationId,
        Kind = kind,
        Amount = -amount,
        Lot = lot.Lot,
        Cause = cause,
        Reason = reason,
        At = at,
        ExpiresAt = lot.ExpiresAt,
    };

    private static IQueryable<CreditLot> Left(PortalDbContext context, IQueryable<CreditEntry> entries) => entries.AsNoTracking()
        .Where(g => g.Kind == CreditKind.Granted)
        .Select(g => new { Grant = g, Left = context.CreditEntries.Where(e => e.Lot == g.Lot).Sum(e => e.Amount) })
        .Where(lot => lot.Left > 0)
        .OrderBy(lot => lot.Grant.ExpiresAt).ThenBy(lot => lot.Grant.At).ThenBy(lot => lot.Grant.Lot)
        .Select(lot => new CreditLot(lot.Grant.Lot, lot.Grant.OrganisationId, lot.Grant.Reason, lot.Grant.Amount, lot.Left, lot.Grant.At, lot.Grant.ExpiresAt));
}
