using PaymentPortal.Gateway;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>Says in a sentence why an order is taxed as it is.</summary>
internal static class TaxWords
{
    public static string Of(BillingDetails billing, OrderTax how, IReadOnlyList<PreviewTax> taxes, IReadOnlyList<QuoteTax> charged, CustomerTaxId? taxId, SellerOptions seller)
    {
        var place = Regions.InSentence(billing.Country, billing.State);
        if (charged.Count > 0)
        {
            var names = string.Join(" and ", charged.Select(t => t.Name).Distinct(StringComparer.Ordinal));
            return charged.All(t => t.Inclusive) ? $"The prices contain {names}, because the billing address is in {place}." : $"{names} is charged because the billing address is in {place}.";
        }

        var reason = how.Automatic || taxes.Count > 0 ? taxes.Select(t => t.Reason).FirstOrDefault(TaxParties.IsUntaxed) : TaxParties.NotCollecting;
        return new TaxParties(place, seller.Name, seller.TaxIds, taxId is null ? [] : [taxId.Value]).Untaxed(reason) ?? "Nothing is due today, so there is nothing to tax.";
    }
}
