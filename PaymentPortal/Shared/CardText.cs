namespace PaymentPortal.Shared;

/// <summary>How a saved card is named to people.</summary>
public static class CardText
{
    private static readonly Dictionary<string, string> Brands = new(StringComparer.Ordinal)
    {
        ["visa"] = "Visa",
        ["mastercard"] = "Mastercard",
        ["amex"] = "American Express",
        ["discover"] = "Discover",
        ["diners"] = "Diners Club",
        ["jcb"] = "JCB",
        ["unionpay"] = "UnionPay",
    };

    /// <summary>"Visa ending in 4242"; null where no card is known.</summary>
    public static string? Of(string? brand, string? last4) => string.IsNullOrEmpty(last4)
        ? null
        : $"{(brand is not null && Brands.TryGetValue(brand, out var name) ? name : "Card")} ending in {last4}";
}
