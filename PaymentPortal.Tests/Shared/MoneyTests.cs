using FsCheck;
using FsCheck.Fluent;
using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Shared;

public sealed class MoneyTests
{
    private static readonly Currency Usd = Currency.Parse("usd");

    [Fact]
    public void Amounts_of_two_currencies_never_mix()
    {
        var dollars = new Money(100, Usd);
        var euros = new Money(100, Currency.Parse("eur"));
        Assert.Throws<InvalidOperationException>(() => dollars + euros);
        Assert.Throws<InvalidOperationException>(() => dollars - euros);
        Assert.Throws<InvalidOperationException>(() => dollars < euros);
    }

    [Fact]
    public void A_currency_that_was_never_set_cannot_be_used() =>
        Assert.Throws<InvalidOperationException>(() => default(Money).Currency.Code);

    [Theory]
    [InlineData(24375, 1, 10, 2438)]
    [InlineData(-24375, 1, 10, -2438)]
    [InlineData(1, 1, 2, 1)]
    [InlineData(-1, 1, 2, -1)]
    [InlineData(1, -1, -3, 0)]
    [InlineData(200000, 1, 12, 16667)]
    [InlineData(long.MaxValue, 2, 2, long.MaxValue)]
    public void Fractions_round_half_away_from_zero(long minor, long numerator, long denominator, long expected) =>
        Assert.Equal(expected, new Money(minor, Usd).TimesFraction(numerator, denominator).MinorUnits);

    [Fact]
    public void Tax_of_each_line_is_rounded_by_itself()
    {
        long[] lines = [6833, 6833, 5750, 8500];
        var sum = lines.Sum(line => line + new Money(line, Usd).Percent(20m).MinorUnits);
        Assert.Equal(33500, sum);
    }

    [Fact]
    public void The_parts_of_a_split_sum_to_the_whole()
    {
        var cases = Prop.ForAll(
            ArbMap.Default.ArbFor<long>().Filter(amount => Math.Abs(amount) < 1_000_000_000_000),
            ArbMap.Default.ArbFor<NonNegativeInt[]>().Filter(weights => weights.Any(weight => weight.Get > 0)),
            (amount, weights) =>
            {
                var whole = new Money(amount, Usd);
                var parts = whole.Split([.. weights.Select(weight => (long)weight.Get)]);
                return parts.Aggregate(Money.Zero(Usd), (sum, part) => sum + part) == whole
                    && parts.All(part => part.IsZero || Math.Sign(part.MinorUnits) == Math.Sign(amount));
            });
        cases.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_overflow_is_an_error_and_never_a_wrong_amount() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, Usd) + new Money(1, Usd));

    [Theory]
    [InlineData("usd", 123450, "$1,234.50")]
    [InlineData("usd", -5, "\u2212$0.05")]
    [InlineData("jpy", 1234, "¥1,234")]
    [InlineData("kwd", 1234560, "KWD\u00a01,234.560")]
    [InlineData("isk", 123400, "ISK\u00a01,234")]
    [InlineData("zar", 99900, "R999.00")]
    public void Amounts_read_as_people_write_them(string currency, long minor, string expected) =>
        Assert.Equal(expected, MoneyFormat.Text(new Money(minor, Currency.Parse(currency))));

    [Theory]
    [InlineData("")]
    [InlineData("us")]
    [InlineData("u5d")]
    [InlineData("ußd")]
    public void A_code_that_is_not_three_letters_is_refused(string code) => Assert.False(Currency.TryParse(code, out _));
}
