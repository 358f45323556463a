using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Shared;

public sealed class CountriesTests
{
    [Theory]
    [InlineData("GB", "the United Kingdom")]
    [InlineData("US", "the United States")]
    [InlineData("NL", "the Netherlands")]
    [InlineData("KY", "the Cayman Islands")]
    [InlineData("DO", "the Dominican Republic")]
    [InlineData("DE", "Germany")]
    [InlineData("IE", "Ireland")]
    [InlineData("XX", "XX")]
    [InlineData(null, null)]
    public void A_country_stands_in_a_sentence_with_the_article_that_it_has(string? code, string? expected) => Assert.Equal(expected, Countries.InSentence(code));
}
