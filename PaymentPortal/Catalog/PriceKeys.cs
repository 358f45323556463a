using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;

namespace PaymentPortal.Catalog;

/// <summary>The key of ours for a price of Stripe's: the settings' name for its id, else the lookup key that the price carries.</summary>
internal sealed class PriceKeys(IOptions<StripeOptions> stripe)
{
    private readonly Dictionary<string, string> _keys = stripe.Value.Prices
        .GroupBy(p => p.Value, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Key, StringComparer.Ordinal);

    public string? KeyOf(string priceId, string? lookupKey) => _keys.GetValueOrDefault(priceId) ?? lookupKey;
}
