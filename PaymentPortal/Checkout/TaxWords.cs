using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>Says in a sentence why an order is taxed as it is.</summary>
internal static class TaxWords
{
    public static string Of(BillingDetails billing, OrderTax how, IReadOnlyList<PreviewTax> taxes, IReadOnlyList<QuoteTax> charged, CustomerTaxId? taxId, string seller)
    {
        var place = Regions.NameOf(billing.Country, billing.State) is { } region ? $"{region}, {Countries.NameOf(billing.Country)}" : Countries.InSentence(billing.Country);
        if (charged.Count > 0)
        {
            var names = string.Join(" and ", charged.Select(t => t.Name).Distinct(StringComparer.Ordinal));
            return charged.All(t => t.Inclusive) ? $"The prices contain {names}, because the billing address is in {place}." : $"{names} is charged because the billing address is in {place}.";
        }

        return taxes.Select(t => t.Reason).FirstOrDefault(reason => reason is not null and not "standard_rated") switch
        {
            "reverse_charge" => $"No tax is charged: with the tax id {taxId?.Value} your business in {place} accounts for it itself (reverse charge).",
            "customer_exempt" => "No tax is charged, because you are exempt from it.",
            "product_exempt" or "product_exempt_holiday" => $"This is exempt from tax in {place}.",
            "not_subject_to_tax" or "zero_rated" => $"In {place} no tax is due on this.",
            "not_supported" => $"No tax is charged in {place}.",
            _ when !how.Automatic || taxes.Count > 0 => $"No tax is charged: {seller} is not registered to collect it in {place}.",
            _ => "Nothing is due today, so there is nothing to tax.",
        };
    }
}
