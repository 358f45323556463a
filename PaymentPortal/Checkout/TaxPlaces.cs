using PaymentPortal.Catalog;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>How a buyer's place is taxed: by Stripe Tax where the seller is registered, by the account's own rates where it has some, else not at all.</summary>
internal sealed class TaxPlaces(TaxGateway gateway, CatalogQueries catalog, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private volatile Known? _known;

    /// <summary>How the order is taxed; refused where the place must be known more exactly.</summary>
    public async Task<Outcome<OrderTax>> ForAsync(BillingDetails billing, CancellationToken cancellationToken)
    {
        if (_known is not { } known || time.GetUtcNow() - known.At > Fresh)
        {
            var listed = await gateway.ListRegistrationsAsync(cancellationToken);
            if (!listed.IsDone)
            {
                return listed.Refusal;
            }

            _known = known = new Known(listed.Value, time.GetUtcNow());
        }

        if (known.Registrations.Any(r => Covers(r, billing.Country)))
        {
            return Regions.Has(billing.Country) && !Regions.Knows(billing.Country, billing.State)
                ? new Refusal("state", $"Choose the {Regions.WordFor(billing.Country)}: the tax depends on it.", "state")
                : new OrderTax(true, []);
        }

        var rates = await catalog.TaxRatesForAsync(billing.Country, cancellationToken);
        return new OrderTax(false, [.. rates.Select(r => r.Id)]);
    }

    private static bool Covers(TaxRegistration registration, string country) =>
        registration.Country == country || (registration.Type is "oss_union" or "oss_non_union" && TaxIds.IsInUnion(country));

    private sealed record Known(IReadOnlyList<TaxRegistration> Registrations, DateTimeOffset At);
}
