using Microsoft.AspNetCore.Components;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Pages;

public sealed partial class PricingPage
{
    private IReadOnlySet<string> _inclusive = new HashSet<string>();

    [Inject] private CatalogQueries Catalog { get; set; } = default!;
    [Inject] private Catalogue Catalogue { get; set; } = default!;
    [Inject] private Funnel Funnel { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery(Name = "interval")] private string? IntervalText { get; set; }
    [SupplyParameterFromQuery(Name = "currency")] private string? CurrencyText { get; set; }
    [SupplyParameterFromQuery] private string? Notice { get; set; }

    private BillingInterval Interval => IntervalText == "year" ? BillingInterval.Year : BillingInterval.Month;

    private Currency Currency => Currency.TryParse(CurrencyText, out var chosen) && Catalogue.Currencies.Contains(chosen) ? chosen : Catalogue.Currencies[0];

    private IEnumerable<PlanPrice> Offers => Catalogue.PlanPrices.Where(p => p.Interval == Interval && p.Amount.Currency == Currency);

    private string? NoticeText => Notice switch
    {
        "unknown_price" => "That plan is not on sale. Choose one of these.",
        "other_currency" => "Your organisation buys in another currency, in which this is not sold.",
        "withdrawn" => "The order is withdrawn, and nothing was charged. Choose another plan here.",
        "not_allowed" => "Only owners and members with the billing role buy for your organisation. Ask one of them.",
        "no_organisation" => "Your account does not belong to an organisation, so nothing can be bought with it.",
        _ => null,
    };

    private string TaxText => _inclusive.Count switch
    {
        0 => "Prices are without tax. The total with tax stands in front of you before you pay.",
        var count when count == Offers.Count() => "Prices include tax: nothing comes on top. How much of the total is tax stands in front of you before you pay.",
        _ => "Prices are without tax unless they say that it is included. The total with tax stands in front of you before you pay.",
    };

    protected override async Task OnInitializedAsync()
    {
        _inclusive = await Catalog.TaxInclusiveAsync(Offers.Select(o => o.LookupKey), Http.RequestAborted);

        // A page that is rendered without the circuit is rendered once: the view is counted here.
        await Funnel.RecordAsync(VisitorCookie.Of(Http, Time), FunnelStep.PricingViewed, Http.RequestAborted);
    }

    private static string Link(BillingInterval interval, Currency currency) => $"/pricing?interval={interval.ToString().ToLowerInvariant()}&currency={currency.Code}";

    private string SavingText(PlanPrice offer)
    {
        if (offer.Interval == BillingInterval.Month)
        {
            return "Billed every month.";
        }

        var monthly = Catalogue.Find(offer.Plan.Code, BillingInterval.Month, offer.Amount.Currency);
        var saved = monthly is null ? Money.Zero(offer.Amount.Currency) : (monthly.Amount * 12) - offer.Amount;
        return saved.MinorUnits > 0 ? $"Billed every year. You save {MoneyFormat.Text(saved)}." : "Billed every year.";
    }
}
