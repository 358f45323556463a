using System.Globalization;
using PaymentPortal.Shared;

namespace PaymentPortal.Catalog;

/// <summary>How a line for use is named.</summary>
internal static class UseText
{
    /// <summary>"100,000 API calls, included", "20,000 API calls more, at $0.002 each".</summary>
    /// <param name="quantity">How much of it.</param>
    /// <param name="name">What is used.</param>
    /// <param name="unit">What each costs in minor units; null or 0 where it is included.</param>
    /// <param name="currency">Of which currency.</param>
    public static string Of(decimal quantity, string name, decimal? unit, Currency currency)
    {
        var count = quantity.ToString("#,##0.############", CultureInfo.InvariantCulture);
        return unit is { } price and not 0 ? $"{count} {name} more, at {MoneyFormat.Unit(price, currency)} each" : $"{count} {name}, included";
    }
}
