using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>What the parts of one checkout page share: the country that was chosen, and what the order costs with it.</summary>
internal sealed class OrderState(Quotes quotes)
{
    public Quote? Quote { get; private set; }

    public string Country { get; private set; } = "";

    public event Action? Changed;

    public async Task ChooseAsync(PlanPrice price, string country, CancellationToken cancellationToken)
    {
        Country = country;
        var quote = await quotes.ForAsync(price, country, cancellationToken);
        if (Country == country)
        {
            Quote = quote;
            Changed?.Invoke();
        }
    }

    /// <summary>The country that a buyer in this currency is most likely in, until he says.</summary>
    public static string LikelyCountry(Currency currency) => currency.Code switch
    {
        "gbp" => "GB",
        "eur" => "DE",
        "zar" => "ZA",
        _ => "US",
    };
}
