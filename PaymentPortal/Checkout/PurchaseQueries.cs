using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What a buyer sees of a purchase.</summary>
internal sealed class PurchaseQueries(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>A purchase of an organisation that the user belongs to; null for any other, as for one that does not exist.</summary>
    public async Task<Purchase?> OfUserAsync(PurchaseId id, Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Purchases.AsNoTracking()
            .Where(p => p.Id == id && context.Memberships.Any(m => m.UserId == userId && m.OrganisationId == p.OrganisationId))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>How far a purchase is, by what Stripe has said.</summary>
    public async Task<PurchaseProgress> ProgressAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await context.Purchases.AsNoTracking().SingleAsync(p => p.Id == purchase.Id, cancellationToken);
        if (row.State == PurchaseState.Paid)
        {
            return new PurchaseProgress(PurchaseStage.Paid, row.InvoiceId, new Money(row.AmountMinorUnits ?? 0, row.Currency));
        }

        var payment = await context.Payments.AsNoTracking().FirstOrDefaultAsync(p => p.Id == row.PaymentId, cancellationToken);
        return payment?.Status switch
        {
            "requires_payment_method" when payment.FailureCode is not null => new PurchaseProgress(PurchaseStage.Failed),
            "canceled" => new PurchaseProgress(PurchaseStage.Failed),
            _ => new PurchaseProgress(PurchaseStage.Processing),
        };
    }
}

/// <summary>How far a purchase is.</summary>
internal sealed record PurchaseProgress(PurchaseStage Stage, string? InvoiceId = null, Money? Amount = null);

internal enum PurchaseStage
{
    Processing,
    Paid,
    Failed,
}
