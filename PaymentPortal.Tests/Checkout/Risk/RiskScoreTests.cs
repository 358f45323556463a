using System.Net;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Checkout.Risk;

/// <summary>The score as a function of facts and settings alone.</summary>
public sealed class RiskScoreTests
{
    private static readonly Currency Usd = Currency.Parse("usd");
    private static readonly RiskFacts Nothing = new() { Amount = new Money(14_900, Usd), AccountAge = TimeSpan.FromDays(100), BillingCountry = "US" };

    /// <summary>Each signal just below where it counts, where it counts, and what is then said of it.</summary>
    public static TheoryData<string, string> Signals => new()
    {
        { nameof(RiskOptions.AttemptsFromAddress), "20 attempts to pay came from this address within an hour" },
        { nameof(RiskOptions.DeclinesFromAddress), "5 payments from this address were declined within an hour" },
        { nameof(RiskOptions.AttemptsByAccount), "This account tried to pay 12 times within an hour" },
        { nameof(RiskOptions.DeclinesByAccount), "4 payments of this account were declined within an hour" },
        { nameof(RiskOptions.AttemptsByOrganisation), "This organisation tried to pay 15 times within an hour" },
        { nameof(RiskOptions.DeclinesByOrganisation), "6 payments of this organisation were declined within an hour" },
        { nameof(RiskOptions.CardsTried), "4 cards were tried within an hour" },
        { nameof(RiskOptions.DeclinesOfCard), "The same card was declined 4 times within an hour" },
    };

    [Theory]
    [MemberData(nameof(Signals))]
    public void What_is_counted_counts_from_its_line_on(string signal, string sentence)
    {
        var options = new RiskOptions();
        var (_, settings) = options.Signals().Single(s => s.Key == signal);
        Assert.Empty(RiskScore.Of(With(signal, settings.From - 1), options).Reasons);
        var score = RiskScore.Of(With(signal, settings.From), options);
        Assert.Equal([new RiskReason(sentence, settings.Weight)], score.Reasons);
        Assert.Equal(settings.Weight, score.Points);
        settings.Weight = 0;
        Assert.Empty(RiskScore.Of(With(signal, settings.From), options).Reasons);
    }

    [Theory]
    [InlineData("DE", "US", "The card is from Germany, the billing address in United States")]
    [InlineData("US", "US", null)]
    [InlineData(null, "US", null)]
    [InlineData("DE", null, null)]
    public void A_card_from_another_country_than_the_billing_address_is_a_reason(string? card, string? billing, string? sentence) =>
        Assert.Equal(sentence, RiskScore.Of(Nothing with { CardCountry = card, BillingCountry = billing }, new RiskOptions()).Reasons.SingleOrDefault()?.Sentence);

    [Theory]
    [InlineData("usd", 299_999, false)]
    [InlineData("usd", 300_000, true)]
    [InlineData("jpy", 100_000_000, false)]
    public void An_amount_is_large_from_the_line_of_its_currency_on(string currency, long amount, bool isLarge)
    {
        var options = new RiskOptions { LargeAmounts = { ["usd"] = 300_000 } };
        var reasons = RiskScore.Of(Nothing with { Amount = new Money(amount, Currency.Parse(currency)) }, options).Reasons;
        Assert.Equal(isLarge ? ["$3,000.00 is a large amount"] : [], reasons.Select(r => r.Sentence));
    }

    [Fact]
    public void What_the_bank_and_Stripe_say_are_reasons()
    {
        var score = RiskScore.Of(Nothing with { BillingAddressIsWrong = true, StripeRisk = "highest", AccountAge = TimeSpan.FromMinutes(59) }, new RiskOptions());
        Assert.Equal(["The bank knows the card by another address", "Stripe blocked the last attempt as too risky", "The account is younger than an hour"], score.Reasons.Select(r => r.Sentence));
        Assert.Equal(score.Reasons.Sum(r => r.Weight), score.Points);
    }

    [Fact]
    public void Who_has_paid_before_is_trusted_more_and_no_score_is_below_nothing()
    {
        var options = new RiskOptions();
        Assert.Empty(RiskScore.Of(Nothing with { HasPaidBefore = true }, options).Reasons);
        var trusted = RiskScore.Of(Nothing with { HasPaidBefore = true, BillingAddressIsWrong = true }, options);
        Assert.Equal(0, trusted.Points);
        Assert.Equal([10, -20], trusted.Reasons.Select(r => r.Weight));
        Assert.Equal(trusted.Reasons, RiskScore.ReadReasons(trusted.ReasonsText));
    }

    [Fact]
    public void Three_declined_cards_of_somebody_new_ask_the_bank_for_nothing_yet()
    {
        var options = new RiskOptions();
        var three = Nothing with { AttemptsByAccount = 4, AttemptsByOrganisation = 4, AttemptsFromAddress = 4, DeclinesByAccount = 3, DeclinesByOrganisation = 3, DeclinesFromAddress = 3, CardsTried = 3, AccountAge = TimeSpan.Zero };
        Assert.True(RiskScore.Of(three, options).Points < options.ThreeDSecureAt);
        var five = three with { DeclinesByAccount = 5, DeclinesByOrganisation = 5, DeclinesFromAddress = 5, CardsTried = 5 };
        Assert.InRange(RiskScore.Of(five, options).Points, options.ThreeDSecureAt, options.HoldAt - 1);
        Assert.True(RiskScore.Of(five with { DeclinesByOrganisation = 6 }, options).Points >= options.HoldAt);
    }

    [Theory]
    [InlineData("Window", "Risk:Window is 00:00:01.")]
    [InlineData("Lines", "Risk:ThreeDSecureAt is 50 and Risk:HoldAt is 50.")]
    [InlineData("Stop", "Risk:StopAfterDeclines is 0.")]
    [InlineData("Signal", "Risk:CardsTried counts from 0 on and weighs -1.")]
    [InlineData("Amount", "Risk:LargeAmounts:euros is 5.")]
    public void A_setting_that_cannot_be_is_named_with_the_remedy(string which, string begins)
    {
        var options = new RiskOptions();
        Assert.True(new RiskOptionsValidator().Validate(null, options).Succeeded);
        switch (which)
        {
            case "Window": options.Window = TimeSpan.FromSeconds(1); break;
            case "Lines": (options.ThreeDSecureAt, options.HoldAt) = (50, 50); break;
            case "Stop": options.StopAfterDeclines = 0; break;
            case "Signal": options.CardsTried = new RiskSignal(0, -1); break;
            default: options.LargeAmounts["euros"] = 5; break;
        }
        Assert.StartsWith(begins, Assert.Single(new RiskOptionsValidator().Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::ffff", "2001:db8:1:2::/64")]
    [InlineData("::1", "::1")]
    public void Addresses_are_counted_by_network_where_a_device_chooses_the_rest_itself(string address, string counted) => Assert.Equal(counted, NetworkAddress.Of(IPAddress.Parse(address)));

    private static RiskFacts With(string signal, int number)
    {
        var facts = Nothing with { };
        typeof(RiskFacts).GetProperty(signal)!.SetValue(facts, number);
        return facts;
    }
}
