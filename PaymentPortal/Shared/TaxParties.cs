namespace PaymentPortal.Shared;

/// <summary>Between whom and where a sale is taxed, to say in a sentence why it is not.</summary>
/// <param name="Place">Where the buyer is, as it stands within a sentence; null where that is not known.</param>
/// <param name="Seller">The seller's name.</param>
/// <param name="SellerTaxIds">The seller's tax ids.</param>
/// <param name="BuyerTaxIds">The buyer's tax ids.</param>
internal sealed record TaxParties(string? Place, string Seller, IReadOnlyList<string> SellerTaxIds, IReadOnlyList<string> BuyerTaxIds)
{
    /// <summary>Stripe's word where the account is not registered at the buyer's place.</summary>
    public const string NotCollecting = "not_collecting";

    private static readonly TaxParties Nobody = new(null, "", [], []);

    private string AtPlace => Place is null ? "" : $" in {Place}";

    /// <summary>True for a reason, in Stripe's word, for which a sale is not taxed.</summary>
    public static bool IsUntaxed(string? reason) => Nobody.Untaxed(reason) is not null;

    /// <summary>Why no tax is charged; null for any reason that does not say so.</summary>
    /// <param name="reason">Stripe's word for it.</param>
    public string? Untaxed(string? reason) => reason switch
    {
        "reverse_charge" => $"Reverse charge: no tax is charged, the customer{AtPlace} accounts for it.{TaxIds()}",
        "customer_exempt" => "No tax is charged: the customer is exempt from it.",
        "product_exempt" or "product_exempt_holiday" => $"No tax is charged: this is exempt from it{AtPlace}.",
        "not_subject_to_tax" or "zero_rated" => $"No tax is charged: none is due on this{AtPlace}.",
        "not_supported" => $"No tax is charged{AtPlace}.",
        NotCollecting => $"No tax is charged: {Seller} is not registered to collect it{AtPlace}.",
        _ => null,
    };

    private string TaxIds()
    {
        var known = new[] { ("customer", BuyerTaxIds), ("seller", SellerTaxIds) }.Where(party => party.Item2.Count > 0).Select(party => $"{party.Item1} {string.Join(", ", party.Item2)}").ToList();
        return known.Count == 0 ? "" : $" Tax ids: {string.Join(", ", known)}.";
    }
}
