using PaymentPortal.Catalog;
using PaymentPortal.Metrics;
using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Metrics;

public sealed class MrrTests
{
    private static readonly Currency Usd = Currency.Parse("usd");

    [Theory]
    [InlineData(60000, BillingInterval.Year, 1, 5000)]
    [InlineData(200000, BillingInterval.Year, 1, 16667)]
    [InlineData(29250, BillingInterval.Year, 1, 2438)]
    [InlineData(120000, BillingInterval.Year, 2, 5000)]
    [InlineData(6000, BillingInterval.Month, 1, 6000)]
    [InlineData(10000, BillingInterval.Month, 3, 3333)]
    [InlineData(1000, BillingInterval.Week, 1, 4333)]
    [InlineData(1000, BillingInterval.Week, 2, 2167)]
    [InlineData(100, BillingInterval.Day, 1, 3042)]
    [InlineData(3000, BillingInterval.Day, 30, 3042)]
    public void An_amount_per_interval_is_brought_to_a_month_and_rounded_once(long amount, BillingInterval interval, int count, long month) =>
        Assert.Equal(new Money(month, Usd), Mrr.PerMonth(new Money(amount, Usd), interval, count));

    [Fact]
    public void A_hundred_at_100_a_month_and_fifty_at_600_a_year_are_12500()
    {
        var total = Assert.Single(Mrr.Of([Item(10000, count: 100), Item(60000, BillingInterval.Year, count: 50)]));
        Assert.Equal(new Money(1250000, Usd), total.All);
        Assert.Equal(total.All, total.Committed);
        Assert.True(total.AtRisk.IsZero);
    }

    [Fact]
    public void Sixty_a_month_beside_2000_a_year_add_exactly_60() =>
        Assert.Equal(new Money(22667, Usd), Assert.Single(Mrr.Of([Item(200000, BillingInterval.Year), Item(6000)])).All);

    [Fact]
    public void What_is_past_due_counts_and_is_shown_as_at_risk()
    {
        var total = Assert.Single(Mrr.Of([Item(4900), Item(10000) with { Status = "past_due" }]));
        Assert.Equal((14900, 10000), (total.All.MinorUnits, total.AtRisk.MinorUnits));
    }

    [Fact]
    public void What_ends_with_its_period_counts_to_the_end_but_is_not_committed()
    {
        var total = Assert.Single(Mrr.Of([Item(4900), Item(10000) with { CancelAtPeriodEnd = true }]));
        Assert.Equal((14900, 4900), (total.All.MinorUnits, total.Committed.MinorUnits));
    }

    [Fact]
    public void Currencies_are_never_added_and_the_one_that_most_is_subscribed_in_comes_first()
    {
        var (jpy, eur) = (Currency.Parse("jpy"), Currency.Parse("eur"));
        var totals = Mrr.Of([Item(0) with { Monthly = new Money(900_000, jpy) }, Item(4900) with { Count = 2 }, Item(0) with { Monthly = new Money(2000, eur) }]);
        Assert.Equal([new Money(9800, Usd), new Money(2000, eur), new Money(900_000, jpy)], totals.Select(t => t.All));
    }

    [Fact]
    public void Items_that_are_alike_may_be_counted_together()
    {
        const int Seed = 20261121;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {Seed}");
        var random = new Random(Seed);
        for (var round = 0; round < 200; round++)
        {
            var alike = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => Item(random.Next(0, 100_000), (BillingInterval)random.Next(4), random.Next(1, 5)) with { CancelAtPeriodEnd = random.Next(2) == 0, Status = random.Next(2) == 0 ? "active" : "past_due" })
                .ToList();
            Assert.Equal(Mrr.Of(alike.SelectMany(i => Enumerable.Repeat(i with { Count = 1 }, i.Count))), Mrr.Of(alike));
        }
    }

    private static MrrPart Item(long amount, BillingInterval interval = BillingInterval.Month, int count = 1) => new("active", false, Mrr.PerMonth(new Money(amount, Usd), interval, 1), count);
}
