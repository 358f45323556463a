using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Metrics;
using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Metrics;

/// <summary>What a subscription counts a month: by its status and items, and without the tax that its prices contain.</summary>
public sealed class MovementLedgerTests
{
    private static readonly Currency Gbp = Currency.Parse("gbp");
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, long> Rates = new() { ["txr_20"] = 200_000, ["txr_19"] = 190_000, ["txr_5"] = 50_000, ["txr_qst"] = 99_750 };

    [Theory]
    [InlineData("active", 4900)]
    [InlineData("past_due", 4900)]
    [InlineData("trialing", 0)]
    [InlineData("unpaid", 0)]
    [InlineData("canceled", 0)]
    [InlineData("incomplete", 0)]
    [InlineData("incomplete_expired", 0)]
    [InlineData("paused", 0)]
    public void Only_what_is_active_or_past_due_counts(string status, long monthly) => Assert.Equal(monthly, MonthlyOf(Subscription(4900) with { Status = status }));

    [Fact]
    public void What_is_paused_metered_or_free_counts_nothing()
    {
        var plan = Subscription(4900);
        Assert.Equal(0, MonthlyOf(plan with { CollectionPaused = true }));
        Assert.Equal(0, MonthlyOf(Subscription(0)));
        Assert.Equal(4900, MonthlyOf(plan with { Items = [plan.Items[0], plan.Items[0] with { Id = "si_2", Metered = true, UnitAmount = new Money(7, Gbp) }] }));
    }

    /// <summary>9.99 with 20 % is a tax of 1.665, which Stripe rounds to 1.67: 8.32 are left.</summary>
    [Theory]
    [InlineData(11_900, "month", "txr_20", 9_917)]
    [InlineData(999, "month", "txr_20", 832)]
    [InlineData(49_000, "year", "txr_19", 3_431)]
    [InlineData(11_498, "month", "txr_5 txr_qst", 10_000)]
    [InlineData(11_900, "month", "", 11_900)]
    public void The_tax_that_a_price_contains_does_not_count(long price, string interval, string rates, long monthly) =>
        Assert.Equal(monthly, MonthlyOf(Subscription(price, interval), Charged("in_1", Begin, rates)));

    [Fact]
    public void What_is_left_and_the_taxes_are_the_whole_price()
    {
        const int Seed = 20261129;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {Seed}");
        var random = new Random(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var (price, first, second) = (new Money(random.Next(0, 1_000_000), Gbp), random.Next(0, 300_000), random.Next(0, 100_000));
            var taxes = new IncludedTaxes([Charged("in_1", Begin, "one two")], new Dictionary<string, long> { ["one"] = first, ["two"] = second });
            var whole = 1_000_000L + first + second;
            Assert.Equal(price, taxes.Without(price, "price_1", Begin) + price.TimesFraction(first, whole) + price.TimesFraction(second, whole));
        }
    }

    [Fact]
    public void Each_time_has_the_tax_of_the_invoice_before_it_and_the_beginning_that_of_the_first()
    {
        ChargedTax[] charged = [Charged("in_1", Begin.AddDays(1), "txr_20"), Charged("in_2", Begin.AddMonths(1), "txr_19"), Charged("in_3", Begin.AddMonths(2), ""), Charged("in_4", Begin.AddMonths(3), "txr_unknown")];
        foreach (var order in new[] { charged, [.. charged.Reverse()] })
        {
            var taxes = new IncludedTaxes(order, Rates);
            Assert.Equal([10_000, 10_000, 10_084, 12_000, 12_000], new[] { 0, 20, 45, 65, 120 }.Select(days => taxes.Without(new Money(12_000, Gbp), "price_1", Begin.AddDays(days)).MinorUnits));
            Assert.Equal(12_000, taxes.Without(new Money(12_000, Gbp), "price_of_another_plan", Begin).MinorUnits);
        }
    }

    [Fact]
    public void An_invoice_tells_the_inclusive_rates_of_each_price_by_its_largest_line()
    {
        var (included, onTop, none) = (Tax("txr_20", 200, inclusive: true), Tax("txr_5", 50, inclusive: false), Tax("txr_19", 0, inclusive: true));
        var told = MovementLedger.TaxesOf(Invoice(Line("il_1", "price_1", 1, [none]), Line("il_2", "price_1", -1_200, [included]), Line("il_3", "price_2", 1_000, [onTop, included]), Line("il_4", "price_3", 500, [onTop]), Line("il_5", "price_4", 0, []), Line("il_6", null, 700, [included])));
        Assert.Equal([("price_1", "txr_20"), ("price_2", "txr_20"), ("price_3", "")], told.Select(tax => (tax.PriceId, tax.TaxRateIds)));
    }

    private static long MonthlyOf(SubscriptionSnapshot subscription, params ChargedTax[] charged) =>
        Assert.Single(MovementLedger.StatesOf([new Known(Begin, subscription)], new IncludedTaxes(charged, Rates))).Monthly.MinorUnits;

    private static ChargedTax Charged(string invoice, DateTimeOffset at, string rates) => new() { InvoiceId = invoice, PriceId = "price_1", SubscriptionId = "sub_1", ChargedAt = at, TaxRateIds = rates, RatesAreKnown = true };

    private static SubscriptionSnapshot Subscription(long amount, string interval = "month") => new(
        "sub_1", "cus_1", "active", Begin, Begin, null, false, null, null, false, null, null,
        [new SubscriptionItemSnapshot("si_1", "price_1", null, new Money(amount, Gbp), 1, interval, 1, false, Begin, Begin.AddMonths(1), [])], []);

    private static InvoiceSnapshot Invoice(params InvoiceLineSnapshot[] lines)
    {
        var money = new Money(1, Gbp);
        return new InvoiceSnapshot("in_1", "cus_1", "sub_1", null, null, "open", null, money, money, money, money, money, money, Begin, null, null, null, null, new BuyerSnapshot(null, null, null, []), lines, [], true);
    }

    private static InvoiceLineSnapshot Line(string id, string? price, long amount, TaxSnapshot[] taxes) => new("", 1, null, new Money(amount, Gbp), Money.Zero(Gbp), Begin, Begin, taxes) { Id = id, PriceId = price };

    private static TaxSnapshot Tax(string rate, long amount, bool inclusive) => new(rate, new Money(amount, Gbp), new Money(amount * 5, Gbp), inclusive);
}
