using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Metrics;

/// <summary>Writes the states of a subscription anew whenever something more is known of it.</summary>
internal sealed class MovementProjector : IProjector
{
    /// <inheritdoc/>
    public string ObjectKind => "subscription";

    /// <inheritdoc/>
    public bool ReadsHistory => true;

    /// <inheritdoc/>
    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        await RevenueRollup.LockAsync(context, cancellationToken);
        await SubscriptionLedger.RewriteAsync(context, newest.Snapshot.Id, newest.History, cancellationToken);
    }
}

/// <summary>Writes them anew when an invoice says what tax the subscription's prices contain.</summary>
internal sealed class ChargedTaxProjector : IProjector
{
    /// <inheritdoc/>
    public string ObjectKind => "invoice";

    /// <inheritdoc/>
    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        var invoice = (InvoiceSnapshot)newest.Snapshot;
        if (invoice.SubscriptionId is not { } subscriptionId)
        {
            return;
        }

        await RevenueRollup.LockAsync(context, cancellationToken);

        // A draft that was deleted, and the preview that Stripe tells of before a renewal, have no row.
        var exists = await context.Invoices.AnyAsync(i => i.Id == invoice.Id, cancellationToken);
        if (await SubscriptionLedger.NoteTaxesAsync(context, invoice, exists, cancellationToken))
        {
            await SubscriptionLedger.RewriteAsync(context, subscriptionId, cancellationToken);
        }
    }
}

/// <summary>Writes them anew when a rate that an invoice named becomes known.</summary>
internal sealed class ChargedTaxRateProjector : IProjector
{
    /// <inheritdoc/>
    public string ObjectKind => "tax_rate";

    /// <inheritdoc/>
    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        await RevenueRollup.LockAsync(context, cancellationToken);
        var rate = newest.Snapshot.Id;
        var waiting = await context.ChargedTaxes.Where(tax => !tax.RatesAreKnown && tax.TaxRateIds.Contains(rate)).ToListAsync(cancellationToken);
        var named = waiting.SelectMany(tax => tax.Rates).ToHashSet(StringComparer.Ordinal);
        var known = await context.TaxRates.Where(r => named.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken);
        var complete = waiting.FindAll(tax => tax.Rates.All(known.Contains));
        complete.ForEach(tax => tax.RatesAreKnown = true);
        await context.SaveChangesAsync(cancellationToken);
        foreach (var subscriptionId in complete.Select(tax => tax.SubscriptionId).Distinct(StringComparer.Ordinal))
        {
            await SubscriptionLedger.RewriteAsync(context, subscriptionId, cancellationToken);
        }
    }
}
