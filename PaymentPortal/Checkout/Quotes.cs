using PaymentPortal.Catalog;

namespace PaymentPortal.Checkout;

/// <summary>Computes quotes from the catalogue and the tax rates.</summary>
internal sealed class Quotes(CatalogQueries catalog)
{
    public async Task<Quote> ForAsync(PlanPrice price, string country, CancellationToken cancellationToken) =>
        Quote.Of(price, await catalog.TaxRatesForAsync(country, cancellationToken));
}
