using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;

namespace PaymentPortal.Metrics;

/// <summary>Brings what the tables say of one subscription, and of its customer's movements, to what is known of it and of its invoices. The caller holds the lock of the figures and commits.</summary>
internal static class SubscriptionLedger
{
    /// <summary>Reads everything that is known of the subscription, and writes it.</summary>
    public static async Task RewriteAsync(PortalDbContext context, string subscriptionId, CancellationToken cancellationToken) =>
        await RewriteAsync(context, subscriptionId, InboxWorker.HistoryOf(await KnownAsync(context, subscriptionId, cancellationToken)), cancellationToken);

    /// <summary>Replaces the subscription's states, and with them the movements of its customer, where they differ.</summary>
    public static async Task RewriteAsync(PortalDbContext context, string subscriptionId, IReadOnlyList<Known> history, CancellationToken cancellationToken)
    {
        if (history.Count == 0)
        {
            // An invoice may come before its subscription.
            return;
        }

        var known = await context.SubscriptionStates.Where(s => s.SubscriptionId == subscriptionId).OrderBy(s => s.At).ToListAsync(cancellationToken);
        if (known.Count == 0 || known.Exists(s => s.Definition < MovementLedger.Definition))
        {
            // Its invoices may have come before taxes were noted of any.
            await NoteTaxesAsync(context, subscriptionId, cancellationToken);
        }

        var states = MovementLedger.StatesOf(history, await TaxesAsync(context, subscriptionId, cancellationToken));
        if (known.Count == states.Count && known.Zip(states).All(pair => pair.First.IsSameAs(pair.Second)))
        {
            return;
        }

        await ReplaceAsync(context, known, states, cancellationToken);
        foreach (var customer in known.Concat(states).Select(s => s.CustomerId).Distinct(StringComparer.Ordinal))
        {
            var all = await context.SubscriptionStates.AsNoTracking().Where(s => s.CustomerId == customer).ToListAsync(cancellationToken);
            var rows = await context.Movements.Where(m => m.CustomerId == customer).ToListAsync(cancellationToken);
            var movements = MovementLedger.Of(all);
            var gone = rows.FindAll(row => !movements.Any(row.IsSameAs));
            await ReplaceAsync(context, gone, movements.Where(movement => !rows.Exists(movement.IsSameAs)), cancellationToken);
        }
    }

    /// <summary>Replaces what an invoice tells of the taxes; false where it told the same before.</summary>
    public static async Task<bool> NoteTaxesAsync(PortalDbContext context, InvoiceSnapshot invoice, bool exists, CancellationToken cancellationToken)
    {
        var taxes = exists ? MovementLedger.TaxesOf(invoice) : [];
        var rates = taxes.SelectMany(tax => tax.Rates).ToHashSet(StringComparer.Ordinal);
        var percentages = await PercentagesAsync(context, rates, cancellationToken);
        foreach (var tax in taxes)
        {
            tax.RatesAreKnown = tax.Rates.All(percentages.ContainsKey);
        }

        var known = await context.ChargedTaxes.Where(tax => tax.InvoiceId == invoice.Id).ToListAsync(cancellationToken);
        var gone = known.FindAll(row => !taxes.Any(row.IsSameAs));
        List<ChargedTax> come = [.. taxes.Where(tax => !known.Exists(tax.IsSameAs))];
        await ReplaceAsync(context, gone, come, cancellationToken);
        return gone.Count + come.Count > 0;
    }

    private static async Task NoteTaxesAsync(PortalDbContext context, string subscriptionId, CancellationToken cancellationToken)
    {
        foreach (var invoiceId in await context.Invoices.Where(i => i.SubscriptionId == subscriptionId).Select(i => i.Id).ToListAsync(cancellationToken))
        {
            if (InboxWorker.HistoryOf(await KnownAsync(context, invoiceId, cancellationToken)) is [.., var newest])
            {
                await NoteTaxesAsync(context, (InvoiceSnapshot)newest.Snapshot, exists: true, cancellationToken);
            }
        }
    }

    private static Task<List<InboxEntry>> KnownAsync(PortalDbContext context, string objectId, CancellationToken cancellationToken) =>
        context.InboxEntries.AsNoTracking().Where(e => e.ObjectId == objectId && e.State != InboxState.Parked).ToListAsync(cancellationToken);

    private static async Task<IncludedTaxes> TaxesAsync(PortalDbContext context, string subscriptionId, CancellationToken cancellationToken)
    {
        var charged = await context.ChargedTaxes.AsNoTracking().Where(tax => tax.SubscriptionId == subscriptionId).ToListAsync(cancellationToken);
        return new IncludedTaxes(charged, await PercentagesAsync(context, charged.SelectMany(tax => tax.Rates).ToHashSet(StringComparer.Ordinal), cancellationToken));
    }

    private static async Task<Dictionary<string, long>> PercentagesAsync(PortalDbContext context, HashSet<string> rates, CancellationToken cancellationToken) => rates.Count == 0
        ? []
        : await context.TaxRates.Where(rate => rates.Contains(rate.Id)).ToDictionaryAsync(rate => rate.Id, rate => rate.PercentageE4, StringComparer.Ordinal, cancellationToken);

    /// <summary>Old rows go first: a new one may have the same key.</summary>
    private static async Task ReplaceAsync<TRow>(PortalDbContext context, IEnumerable<TRow> gone, IEnumerable<TRow> come, CancellationToken cancellationToken)
        where TRow : class
    {
        context.RemoveRange(gone);
        await context.SaveChangesAsync(cancellationToken);
        context.AddRange(come);
        await context.SaveChangesAsync(cancellationToken);
    }
}
