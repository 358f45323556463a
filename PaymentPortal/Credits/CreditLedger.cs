using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PaymentPortal.Accounts;

namespace PaymentPortal.Credits;

/// <summary>What is left of a lot of credits.</summary>
public sealed record CreditLot(string Lot, OrganisationId OrganisationId, string Reason, long Granted, long Left, DateTimeOffset GrantedAt, DateTimeOffset ExpiresAt);

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

    /// <summary>The lots that were paid with an invoice of which something is left.</summary>
    public static IQueryable<CreditLot> OfInvoice(PortalDbContext context, string invoiceId) => Left(context, context.CreditEntries.Where(g => g.InvoiceId == invoiceId));

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
