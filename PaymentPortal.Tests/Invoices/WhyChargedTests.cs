using PaymentPortal.Documents;
using PaymentPortal.Invoices;
using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Invoices;

/// <summary>The sentences add up to the cent, and show an arithmetic only where it is true.</summary>
public sealed class WhyChargedTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 30, 0, TimeSpan.Zero);
    private static readonly Currency Usd = Currency.Parse("usd");

    [Fact]
    public void A_period_names_its_price_and_days()
    {
        var answer = Why(Line(14_900, new InvoiceLineOrigin { ListPrice = Dollars(14_900), Interval = "month" }));
        Assert.Equal("$149.00 per month, for 1 Nov 2026 to 1 Dec 2026 (30 days).", answer.Reasons[0].Sentence);
        Assert.Equal("No tax is charged on this line.", answer.Reasons[1].Sentence);
        Sums(answer, 14_900);
    }

    [Fact]
    public void The_rest_of_a_period_names_an_amount_that_was_taken_off()
    {
        var line = Line(65_533, new InvoiceLineOrigin { Proration = true, ListPrice = Dollars(49_900), Interval = "month", DiscountAmount = Dollars(1_500) }, Start.AddDays(10), quantity: 2, description: "Remaining time on 2 × Enterprise after 11 Nov 2026");
        var answer = Why(line);
        Assert.Equal(
            "2 × Enterprise costs $998.00 per month, less a discount of $15.00 = $983.00. From 11 Nov 2026, 09:30 to 1 Dec 2026, 09:30 are 20 days of 30 days: $983.00 × 20 ÷ 30 = $655.33 is charged.",
            answer.Reasons[0].Sentence);
        Sums(answer, 65_533);
    }

    [Fact]
    public void Two_discounts_are_two_sentences_the_second_of_what_the_first_one_left()
    {
        var answer = Why(Line(14_900, new InvoiceLineOrigin { ListPrice = Dollars(14_900), Interval = "month", Discounts = [Dollars(1_490), Dollars(4_023)] }) with { Discount = Dollars(5_513) });
        Assert.Equal(["A discount takes off 10%, which is $14.90.", "Another takes off 30% of what is left, which is $40.23."], answer.Reasons.Skip(1).Take(2).Select(r => r.Sentence));
        Sums(answer, 14_900 - 5_513);
    }

    [Fact]
    public void Several_seats_are_multiplied()
    {
        var answer = Why(Line(44_700, new InvoiceLineOrigin { ListPrice = Dollars(14_900), Interval = "month" }, quantity: 3));
        Assert.StartsWith("3 × $149.00 per month, for ", answer.Reasons[0].Sentence, StringComparison.Ordinal);
        Sums(answer, 44_700);
    }

    [Fact]
    public void Time_that_was_not_used_is_counted_in_days_of_what_was_charged()
    {
        var from = Start.AddDays(13);
        var line = Line(-8_443, new InvoiceLineOrigin { Proration = true, Charged = Dollars(14_900), ChargedFrom = Start, ChargedUntil = Start.AddDays(30), ListPrice = Dollars(14_900), Interval = "month" }, from, description: "Unused time on Pro after 14 Nov 2026");
        var answer = Why(line);
        Assert.Equal(
            "Pro: $149.00 had been charged for 1 Nov 2026 to 1 Dec 2026 (30 days). From 14 Nov 2026, 09:30 on it was not used any more: 17 days of 30 days: $149.00 × 17 ÷ 30 = $84.43 is given back.",
            answer.Reasons[0].Sentence);
        Sums(answer, -8_443);
    }

    [Fact]
    public void The_rest_of_a_period_is_counted_in_days_of_the_interval()
    {
        var line = Line(28_277, new InvoiceLineOrigin { Proration = true, ListPrice = Dollars(49_900), Interval = "month" }, Start.AddDays(13), description: "Remaining time on Team after 14 Nov 2026");
        var answer = Why(line);
        Assert.Equal("Team costs $499.00 per month. From 14 Nov 2026, 09:30 to 1 Dec 2026, 09:30 are 17 days of 30 days: $499.00 × 17 ÷ 30 = $282.77 is charged.", answer.Reasons[0].Sentence);
        Sums(answer, 28_277);
    }

    [Theory]
    [InlineData(67_365, 12, "3 × Enterprise costs $1,497.00 per month, less 25% discount = $1,122.75. From 13 Nov 2026, 09:30 to 1 Dec 2026, 09:30 are 18 days of 30 days: $1,122.75 × 18 ÷ 30 = $673.65 is charged.")]
    [InlineData(89_820, 12, "3 × Enterprise costs $1,497.00 per month. From 13 Nov 2026, 09:30 to 1 Dec 2026, 09:30 are 18 days of 30 days: $1,497.00 × 18 ÷ 30 = $898.20 is charged.")]
    [InlineData(67_364, 12, "3 × Enterprise, for the rest of the period from 13 Nov 2026, 09:30 to 1 Dec 2026, 09:30 (18 days): $673.64, counted to the second.")]
    [InlineData(65_494, 12.5, "3 × Enterprise costs $1,497.00 per month, less 25% discount = $1,122.75. From 13 Nov 2026, 21:30 to 1 Dec 2026, 09:30 are 17 days 12 hours of 30 days: $1,122.75 × 1,512,000 ÷ 2,592,000 seconds = $654.94, counted to the second and rounded, is charged.")]
    public void The_rest_of_a_period_names_the_discount_that_comes_to_the_amount(long amount, double after, string sentence)
    {
        var line = Line(amount, new InvoiceLineOrigin { Proration = true, ListPrice = Dollars(49_900), Interval = "month", DiscountPercent = 25 }, Start.AddDays(after), quantity: 3, description: "Remaining time on 3 × Enterprise after 13 Nov 2026");
        var answer = Why(line);
        Assert.Equal(sentence, answer.Reasons[0].Sentence);
        Sums(answer, amount);
    }

    [Theory]
    [InlineData(33_525, 11_175, "$447.00, less 25% discount = $335.25, had been charged")]
    [InlineData(39_700, 5_000, "$447.00, less a discount of $50.00 = $397.00, had been charged")]
    public void What_is_given_back_names_the_discount_that_was_taken_off(long charged, long discount, string words)
    {
        var line = Line(-charged * 18 / 30, new InvoiceLineOrigin { Proration = true, Charged = Dollars(charged), ChargedDiscount = Dollars(discount), ChargedFrom = Start, ChargedUntil = Start.AddDays(30) }, Start.AddDays(12), quantity: 3, description: "Unused time on 3 × Pro after 13 Nov 2026");
        var answer = Why(line);
        Assert.StartsWith($"3 × Pro: {words} for 1 Nov 2026 to 1 Dec 2026 (30 days).", answer.Reasons[0].Sentence, StringComparison.Ordinal);
        Sums(answer, -charged * 18 / 30);
    }

    [Fact]
    public void A_line_without_tax_says_why()
    {
        var answer = Why(Line(14_900, new InvoiceLineOrigin { ListPrice = Dollars(14_900), Interval = "month", Untaxed = "No tax is charged: the customer is exempt from it." }));
        Assert.Equal("No tax is charged: the customer is exempt from it.", answer.Reasons[1].Sentence);
        answer = Why(Line(14_900, new InvoiceLineOrigin { ListPrice = Dollars(14_900), Interval = "month", Taxes = [new InvoiceTax("VAT", "DE", 0, false, Dollars(0), Dollars(0))] }));
        Assert.Equal("VAT (Germany), 0%: nothing is added.", answer.Reasons[1].Sentence);
    }

    [Fact]
    public void A_part_of_a_day_is_counted_in_seconds()
    {
        var line = Line(7_450, new InvoiceLineOrigin { Proration = true, ListPrice = Dollars(14_900), Interval = "month" }, Start.AddHours(12), Start.AddHours(12) + TimeSpan.FromDays(15));
        var answer = Why(line with { PeriodEnd = new DateTimeOffset(2026, 12, 1, 9, 30, 0, TimeSpan.Zero), PeriodStart = new DateTimeOffset(2026, 11, 16, 9, 30, 0, TimeSpan.Zero) });
        Assert.Contains("15 days of 30 days: $149.00 × 15 ÷ 30 = $74.50", answer.Reasons[0].Sentence, StringComparison.Ordinal);
        var odd = Why(line with { Amount = Dollars(7_457), PeriodEnd = new DateTimeOffset(2026, 12, 1, 9, 30, 0, TimeSpan.Zero), PeriodStart = new DateTimeOffset(2026, 11, 16, 9, 9, 0, TimeSpan.Zero) });
        Assert.Contains("15 days 21 minutes of 30 days: $149.00 × 1,297,260 ÷ 2,592,000 seconds = $74.57", odd.Reasons[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_arithmetic_that_does_not_come_to_the_amount_is_not_shown()
    {
        var line = Line(5_000, new InvoiceLineOrigin { Proration = true, ListPrice = Dollars(14_900), Interval = "month" }, Start.AddDays(13), description: "Remaining time on Pro after 14 Nov 2026");
        var answer = Why(line);
        Assert.DoesNotContain("÷", answer.Reasons[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("$50.00, counted to the second", answer.Reasons[0].Sentence, StringComparison.Ordinal);
        Sums(answer, 5_000);
    }

    [Fact]
    public void A_trial_says_what_comes_after()
    {
        var answer = Why(Line(0, new InvoiceLineOrigin { ListPrice = Dollars(14_900), Interval = "month" }, Start, Start.AddDays(14)));
        Assert.Equal("Nothing is charged for 1 Nov 2026 to 15 Nov 2026 (14 days): it is a trial. Afterwards it costs $149.00 per month.", answer.Reasons[0].Sentence);
        Sums(answer, 0);
    }

    [Fact]
    public void A_coupon_and_exclusive_tax_are_taken_off_and_added()
    {
        var line = Line(14_900, new InvoiceLineOrigin { ListPrice = Dollars(14_900), Interval = "month", Taxes = [new InvoiceTax("VAT", "DE", 19, false, Dollars(11_920), Dollars(2_265))] }) with { Discount = Dollars(2_980) };
        var answer = Why(line);
        Assert.Equal("A discount takes off 20%, which is $29.80.", answer.Reasons[1].Sentence);
        Assert.Equal("VAT (Germany), 19% of $119.20, is added.", answer.Reasons[2].Sentence);
        Sums(answer, 14_185);
    }

    [Fact]
    public void Tax_on_what_is_given_back_is_given_back_too()
    {
        var line = Line(-57_677, new InvoiceLineOrigin { Proration = true, Taxes = [new InvoiceTax("VAT", "GB", 20, false, Dollars(-57_677), Dollars(-11_535))] });
        var answer = Why(line);
        Assert.Equal(("VAT (United Kingdom), 20% of $576.77, is given back too.", Dollars(-11_535)), (answer.Reasons[1].Sentence, answer.Reasons[1].Amount!.Value));
        Sums(answer, -69_212);
    }

    [Fact]
    public void Inclusive_tax_is_told_and_adds_nothing()
    {
        var answer = Why(Line(11_500, new InvoiceLineOrigin { ListPrice = Dollars(11_500), Interval = "month", Taxes = [new InvoiceTax("VAT", "ZA", 15, true, Dollars(10_000), Dollars(1_500))] }));
        Assert.Equal("VAT (South Africa), 15%, is part of the price already: $15.00 of $115.00 is tax.", answer.Reasons[1].Sentence);
        Assert.Null(answer.Reasons[1].Amount);
        Sums(answer, 11_500);
    }

    [Fact]
    public void Yen_have_no_cents()
    {
        var yen = Currency.Parse("jpy");
        var line = new InvoiceLine("Unused time on Pro after 14 Nov 2026", 1, null, new Money(-8_443, yen), null, null, Start.AddDays(13), Start.AddDays(30))
        {
            Origin = new InvoiceLineOrigin { Proration = true, Charged = new Money(14_900, yen), ChargedFrom = Start, ChargedUntil = Start.AddDays(30), Taxes = [new InvoiceTax("Tax", "JP", 10, false, new Money(-8_443, yen), new Money(-844, yen))] },
        };
        var answer = Why(line);
        Assert.Contains("¥14,900 × 17 ÷ 30 = ¥8,443 is given back", answer.Reasons[0].Sentence, StringComparison.Ordinal);
        Sums(answer, -9_287);
    }

    [Fact]
    public void A_line_frozen_before_its_origin_was_kept_is_still_told()
    {
        var answer = Why(Line(14_900, null));
        Assert.Equal("$149.00, for 1 Nov 2026 to 1 Dec 2026 (30 days).", answer.Reasons[0].Sentence);
        Sums(answer, 14_900);
    }

    [Theory]
    [InlineData(120_000, 100_000, 20_000, 4_000, "0.2", "120,000 API calls were used in 1 Nov 2026 to 1 Dec 2026 (30 days). 100,000 of them are included, the 20,000 beyond cost $0.002 each: 20,000 × $0.002 = $40.00.")]
    [InlineData(100_333, 100_000, 333, 67, "0.2", "100,333 API calls were used in 1 Nov 2026 to 1 Dec 2026 (30 days). 100,000 of them are included, the 333 beyond cost $0.002 each: 333 × $0.002 = $0.666, which is rounded to $0.67.")]
    [InlineData(5, 0, 5, 250, "50", "5 API calls that are not included were used in 1 Nov 2026 to 1 Dec 2026 (30 days), at $0.50 each: 5 × $0.50 = $2.50.")]
    [InlineData(120_000, 100_000, 100_000, 0, "0", "120,000 API calls were used in 1 Nov 2026 to 1 Dec 2026 (30 days). 100,000 of them are included and cost nothing.")]
    [InlineData(7, 7, 7, 0, "0", "7 API calls were used in 1 Nov 2026 to 1 Dec 2026 (30 days). They are included and cost nothing.")]
    [InlineData(0, 0, 0, 0, "0", "No API calls were used in 1 Nov 2026 to 1 Dec 2026 (30 days).")]
    [InlineData(120_000, 100_000, 20_000, 4_100, "0.2", "20,000 API calls used in 1 Nov 2026 to 1 Dec 2026 (30 days) come to $41.00.")]
    public void What_was_used_is_counted_with_what_is_included_and_the_price_of_each(long used, long free, long quantity, long amount, string unit, string sentence)
    {
        var line = Line(amount, null, quantity: quantity) with
        {
            Origin = new InvoiceLineOrigin
            {
                Interval = "month",
                Use = new InvoiceLineUse("API calls", used, free, decimal.Parse(unit, System.Globalization.CultureInfo.InvariantCulture)),
                Taxes = [new InvoiceTax("VAT", "GB", 20, false, Dollars(amount), Dollars(amount).Percent(20))],
            },
        };
        var answer = Why(line);
        Assert.Equal(sentence, answer.Reasons[0].Sentence);
        Sums(answer, amount + Dollars(amount).Percent(20).MinorUnits);
    }

    [Fact]
    public void Random_lines_add_up()
    {
        var random = new Random(20261121);
        foreach (var code in (string[])["usd", "jpy", "kwd", "eur"])
        {
            var currency = Currency.Parse(code);
            for (var i = 0; i < 500; i++)
            {
                var amount = new Money(random.NextInt64(-1_000_000, 1_000_000), currency);
                var discount = amount.MinorUnits > 0 ? new Money(random.NextInt64(0, amount.MinorUnits), currency) : Money.Zero(currency);
                var tax = (amount - discount).Percent(19);
                var line = new InvoiceLine("Pro", random.Next(1, 5), null, amount, discount, null, Start.AddSeconds(random.Next(0, 2_000_000)), Start.AddDays(30))
                {
                    Origin = new InvoiceLineOrigin { Proration = random.Next(2) == 0, ListPrice = new Money(random.NextInt64(1, 100_000), currency), Interval = "month", Taxes = [new InvoiceTax("VAT", "DE", 19, random.Next(2) == 0, amount - discount, tax)] },
                };
                var answer = Why(line);
                Assert.Equal(answer.Total, answer.Reasons.Where(r => r.Amount is not null).Aggregate(Money.Zero(currency), (sum, reason) => sum + reason.Amount!.Value));
                Assert.Equal(amount - discount + (line.Origin.Taxes[0].Inclusive ? Money.Zero(currency) : tax), answer.Total);
            }
        }
    }

    private static InvoiceLine Line(long amount, InvoiceLineOrigin? origin, DateTimeOffset? from = null, DateTimeOffset? until = null, decimal quantity = 1, string description = "Pro") =>
        new(description, quantity, origin?.Proration == true || quantity != 1 ? null : Dollars(amount), Dollars(amount), null, null, from ?? Start, until ?? Start.AddDays(30)) { Origin = origin };

    private static Money Dollars(long cents) => new(cents, Usd);

    private static WhyChargedAnswer Why(InvoiceLine line) => WhyCharged.Of(line, TimeZoneInfo.Utc);

    private static void Sums(WhyChargedAnswer answer, long total)
    {
        Assert.Equal(total, answer.Total.MinorUnits);
        Assert.Equal(total, answer.Reasons.Sum(r => r.Amount?.MinorUnits ?? 0));
    }
}
