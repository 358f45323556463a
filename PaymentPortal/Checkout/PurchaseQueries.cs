using Microsoft.EntityFrameworkCore;

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
        var state = await context.Purchases.Where(p => p.Id == purchase.Id).Select(p => p.State).SingleAsync(cancellationToken);
        if (state == PurchaseState.Paid)
        {
            return new PurchaseProgress(PurchaseStage.Paid, purchase.InvoiceId);
        }

        var payment = await context.Payments.AsNoTracking().FirstOrDefaultAsync(p => p.Id == purchase.PaymentId, cancellationToken);
        return payment?.Status switch
        {
            "requires_payment_method" when payment.FailureCode is not null => new PurchaseProgress(PurchaseStage.Failed, null),
            "canceled" => new PurchaseProgress(PurchaseStage.Failed, null),
            _ => new PurchaseProgress(PurchaseStage.Processing, null),
        };
    }
}

/// <summary>How far a purchase is.</summary>
internal sealed record PurchaseProgress(PurchaseStage Stage, string? InvoiceId);

internal enum PurchaseStage
{
    Processing,
    Paid,
    Failed,
}
