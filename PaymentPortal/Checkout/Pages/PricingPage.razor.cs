using Microsoft.AspNetCore.Components;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Pages;

public sealed partial class PricingPage
{
    private IReadOnlySet<string> _inclusive = new HashSet<string>();
    private BuyerOffers _buyer = BuyerOffers.Unknown;

    [Inject] private CatalogQueries Catalog { get; set; } = default!;
    [Inject] private Catalogue Catalogue { get; set; } = default!;
    [Inject] private OfferQueries Known { get; set; } = default!;
    [Inject] private Funnel Funnel { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery(Name = "interval")] private string? IntervalText { get; set; }
    [SupplyParameterFromQuery(Name = "currency")] private string? CurrencyText { get; set; }
    [SupplyParameterFromQuery] private string? Notice { get; set; }

    private BillingInterval Interval => IntervalText == "year" ? BillingInterval.Year : BillingInterval.Month;

    /// <summary>The currency that the organisation has bought in, and that cannot be chosen any more.</summary>
    private Currency? BoughtIn => _buyer.Currency is { } bound && Catalogue.Currencies.Contains(bound) ? bound : null;

    private Currency Currency => BoughtIn is { } bound ? bound : Currency.TryParse(CurrencyText, out var chosen) && Catalogue.Currencies.Contains(chosen) ? chosen : Catalogue.Currencies[0];

    private IEnumerable<PlanPrice> Offers => Catalogue.PlanPrices.Where(p => p.Interval == Interval && p.Amount.Currency == Currency);

    private string? NoticeText => (Notice ?? _buyer.Refusal?.Code) switch
    {
        "unknown_price" => "That plan is not on sale. Choose one of these.",
        "other_currency" => "Your organisation buys in another currency, in which this is not sold.",
        "withdrawn" => "The order is withdrawn, and nothing was charged. Choose another plan here.",
        "not_allowed" => "Only owners and members with the billing role buy for your organisation. Ask one of them.",
        "no_organisation" => StartCheckout.NoOrganisation.Sentence,
        "trial_used" => PayPurchase.TrialUsed.Sentence,
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
        if (Http.User.UserId() is { } user)
        {
            _buyer = await Known.OfUserAsync(user, Http.RequestAborted);
        }

        _inclusive = await Catalog.TaxInclusiveAsync(Offers.Select(o => o.LookupKey), Http.RequestAborted);

        // A page that is rendered without the circuit is rendered once: the view is counted here.
        await Funnel.RecordAsync(VisitorCookie.Of(Http, Time), FunnelStep.PricingViewed, Http.RequestAborted);
    }

    private static string Link(BillingInterval interval, Currency currency) => $"/pricing?interval={interval.ToString().ToLowerInvariant()}&currency={currency.Code}";

    private string ChooseText(PlanPrice offer) => offer.Plan == _buyer.Running?.Plan
        ? $"Pay {offer.Plan.Name} {(offer.Interval == BillingInterval.Year ? "annually" : "monthly")}"
        : $"Choose {offer.Plan.Name}";

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
