using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>Tax rates by their ids. Those that Stripe Tax makes by itself no event tells of: they are asked for when they are first met.</summary>
internal sealed class KnownTaxRates(IDbContextFactory<PortalDbContext> contexts, StripeGateway gateway, InboxStore inbox)
{
    public async Task<Outcome<IReadOnlyDictionary<string, TaxRate>>> FindAsync(IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rates = await context.TaxRates.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, StringComparer.Ordinal, cancellationToken);
        foreach (var id in ids.Where(id => !rates.ContainsKey(id)))
        {
            var fetched = await gateway.FetchAsync("tax_rate", id, cancellationToken);
            if (!fetched.IsDone)
            {
                return fetched.Refusal;
            }

            await inbox.AddAsync(fetched.Value, "tax_rate", cancellationToken);
            rates.Add(id, TaxRateProjector.RateOf((TaxRateSnapshot)fetched.Value.Snapshot));
        }

        return rates;
    }
}
