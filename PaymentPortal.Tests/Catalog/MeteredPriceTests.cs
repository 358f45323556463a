using PaymentPortal.Catalog;

namespace PaymentPortal.Tests.Catalog;

/// <summary>What use costs, as the settings say it and as people read it.</summary>
public sealed class MeteredPriceTests
{
    [Theory]
    [InlineData("month", 100, 1000, 200, "100 API calls a month included, then $2.00 per 1,000")]
    [InlineData("year", 1200, 1000, 200, "1,200 API calls a year included, then $2.00 per 1,000")]
    [InlineData("month", 0, 1, 50, "API calls: $0.50 each")]
    public void It_is_said_in_words(string interval, long included, long per, long amount, string text)
    {
        var price = Catalogue.MeteredPricesOf(Options(interval == "year" ? included / 12 : included, per, amount)).Single(p => p.LookupKey == $"pro_api_calls_{interval}_usd");
        Assert.Equal((text, included, (decimal)amount / per), (price.Text, price.Included, price.UnitAmount));
    }

    [Fact]
    public void A_year_holds_twelve_months_of_what_is_counted_and_as_many_seats_as_a_month()
    {
        var plan = Options(100, 1, 1).Plans[0];
        Assert.Equal([("api_calls", 1200), ("mails", -1), ("seats", 5)], plan.LimitsFor(BillingInterval.Year, [new Meter { Code = "api_calls" }, new Meter { Code = "mails" }]).Select(l => (l.Key, l.Value)).Order());
        Assert.Equal(plan.Entitlements.Limits, plan.LimitsFor(BillingInterval.Month, [new Meter { Code = "api_calls" }]));
    }

    private static CatalogOptions Options(long included, long per, long amount) => new()
    {
        Currencies = ["usd"],
        Meters = [new Meter { Code = "api_calls", Name = "API calls" }],
        Plans =
        [
            new Plan
            {
                Code = "pro",
                Name = "Pro",
                Entitlements = new PlanEntitlements { Limits = new() { ["api_calls"] = included, ["mails"] = -1, ["seats"] = 5 } },
                Prices = new() { ["usd"] = new IntervalPrices { Month = 100, Year = 1000 } },
                Metered = new() { ["api_calls"] = new UsePrices { Per = per, Prices = new() { ["usd"] = amount } } },
            },
        ],
    };
}
