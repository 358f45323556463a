using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;

namespace PaymentPortal.Catalog;

/// <summary>Reads what stands at Stripe of the catalogue into our tables.</summary>
internal sealed class CatalogueKeeper(Catalogue catalogue, IOptions<StripeOptions> stripe, CatalogueSetup setup, CatalogQueries known, InboxStore inbox)
{
    /// <summary>Fetches the tax rates and prices that stand at Stripe, so that they are known before the first event. Prices last: once they are known, all is.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        await ReadTaxRatesAsync(cancellationToken);
        await ReadPricesAsync(stripe.Value.Prices.Values.Distinct(StringComparer.Ordinal), cancellationToken);
    }

    /// <summary>True where our tables hold every price on sale from an earlier start.</summary>
    public async Task<bool> IsKnownAsync(CancellationToken cancellationToken)
    {
        foreach (var key in Sold())
        {
            if (await known.FindPriceAsync(key, cancellationToken) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Fetches what Stripe sells and our tables do not know: its events may take their time.</summary>
    public async Task ReadUnknownAsync(CancellationToken cancellationToken)
    {
        var unknown = new List<string>();
        foreach (var key in Sold())
        {
            if (await known.FindPriceAsync(key, cancellationToken) is null)
            {
                unknown.Add(key);
            }
        }

        if (unknown.Count > 0)
        {
            await ReadPricesAsync((await setup.FindPricesAsync(unknown, cancellationToken)).Where(p => p.Active).Select(p => p.Id), cancellationToken);
            await ReadTaxRatesAsync(cancellationToken);
        }
    }

    /// <summary>The keys of what is sold: every plan with its use; in Live mode those packs of credits for which the settings name a price.</summary>
    private IEnumerable<string> Sold() => catalogue.PlanPrices.Select(p => p.LookupKey)
        .Concat(catalogue.MeteredPrices.Select(p => p.LookupKey))
        .Concat(catalogue.PackPrices.Select(p => p.LookupKey).Where(key => stripe.Value.Mode == StripeMode.Sandbox || stripe.Value.Prices.ContainsKey(key)));

    private async Task ReadPricesAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var answer in await setup.GetPricesAsync(ids, cancellationToken))
        {
            await inbox.AddAsync(answer, "price", cancellationToken);
        }
    }

    private async Task ReadTaxRatesAsync(CancellationToken cancellationToken)
    {
        foreach (var answer in await setup.GetTaxRatesAsync(cancellationToken))
        {
            await inbox.AddAsync(answer, "tax_rate", cancellationToken);
        }
    }
}
