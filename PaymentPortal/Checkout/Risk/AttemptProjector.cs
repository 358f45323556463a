using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Checkout.Risk;

/// <summary>A charge that was declined.</summary>
internal sealed record DeclineCause(string PaymentId);

/// <summary>
/// Completes an attempt from what Stripe tells of its charge. A charge belongs to the last press before it; of several that one press brought about, as when the browser confirms again by itself, the last one stands in the row.
/// </summary>
internal sealed class AttemptProjector(OutboxWriter outbox) : IProjector
{
    /// <summary>Stripe's clock has whole seconds and is not ours.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromSeconds(2);

    /// <summary>Longer than it takes from the press that changes a plan to its charge, and more than two clocks differ.</summary>
    private static readonly TimeSpan LongestChange = TimeSpan.FromMinutes(1);

    public string ObjectKind => "charge";

    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var charge = (ChargeSnapshot)newest.Snapshot;
        var attempts = charge.PaymentId is null ? [] : await context.PaymentAttempts.Where(a => a.PaymentId == charge.PaymentId).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        if (attempts.Count == 0 && await OfChangeAsync(context, charge, cancellationToken) is { } change)
        {
            change.PaymentId = charge.PaymentId;
            attempts = [change];
        }

        if (attempts.Count == 0)
        {
            return;
        }

        if (charge.Status == "failed" && attempts[0].PurchaseId is not null)
        {
            await outbox.AddAsync(context, $"decline:{charge.Id}", StopOrder.EffectName, new DeclineCause(charge.PaymentId!), cancellationToken);
        }

        var attempt = attempts.LastOrDefault(a => a.At <= charge.CreatedAt + ClocksDiffer) ?? attempts[0];
        if (attempt.ChargeId == charge.Id || attempt.ChargedAt is not { } before || before < charge.CreatedAt || (before == charge.CreatedAt && string.CompareOrdinal(attempt.ChargeId, charge.Id) < 0))
        {
            (attempt.ChargeId, attempt.ChargedAt, attempt.Outcome, attempt.DeclineCode) = (charge.Id, charge.CreatedAt, charge.Status, charge.FailureCode);
            (attempt.RiskLevel, attempt.CardFingerprint, attempt.CardCountry) = (charge.RiskLevel, charge.CardFingerprint, charge.CardCountry);
        }
    }

    /// <summary>A change is charged within the call that makes it, so that its attempt learns of the payment only here: by who pays how much, and when. Null where it was no change.</summary>
    private static async Task<PaymentAttempt?> OfChangeAsync(PortalDbContext context, ChargeSnapshot charge, CancellationToken cancellationToken)
    {
        var organisation = charge.PaymentId is null ? null : await context.Customers.Where(c => c.Id == charge.CustomerId).Select(c => c.OrganisationId).FirstOrDefaultAsync(cancellationToken);
        var (since, until) = (charge.CreatedAt - LongestChange, charge.CreatedAt + LongestChange);
        return organisation is null ? null : await context.PaymentAttempts
            .Where(a => a.OrganisationId == organisation && a.PurchaseId == null && a.InvoiceId == null && a.PaymentId == null && a.At >= since && a.At <= until
                && a.Amount.MinorUnits == charge.Amount.MinorUnits && a.Amount.Currency == charge.Amount.Currency)
            .OrderByDescending(a => a.At).FirstOrDefaultAsync(cancellationToken);
    }
}
