using PaymentPortal.Customers;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What a returning buyer need not type again.</summary>
internal sealed class KnownBilling(Buyers buyers, CheckoutGateway gateway, StripePatience patience)
{
    /// <summary>The billing details that the organisation's customer has; for somebody new, or while Stripe does not answer, the country that is most likely.</summary>
    public async Task<BillingDetails> ForAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        var likely = new BillingDetails { Country = LikelyCountry(purchase.Currency) };
        if ((await buyers.FindAsync(purchase.UserId, purchase.OrganisationId, cancellationToken)).CustomerId is not { } customerId)
        {
            return likely;
        }

        var known = await patience.RunAsync(waiting => gateway.GetBuyerAsync(customerId, waiting), cancellationToken);
        return known.IsDone && Countries.IsKnown(known.Value.Details.Country) ? Of(known.Value) : likely;
    }

    /// <summary>The country that a buyer in this currency is most likely in, until he says.</summary>
    public static string LikelyCountry(Currency currency) => currency.Code switch
    {
        "gbp" => "GB",
        "eur" => "DE",
        "zar" => "ZA",
        _ => "US",
    };

    private static BillingDetails Of(KnownBuyer buyer) => new()
    {
        Name = buyer.Details.Name,
        Country = buyer.Details.Country,
        Line1 = buyer.Details.Line1 ?? "",
        City = buyer.Details.City ?? "",
        PostalCode = buyer.Details.PostalCode ?? "",
        State = buyer.Details.State ?? "",
        TaxId = buyer.TaxId?.Value ?? "",
    };
}
