using PaymentPortal.Checkout;

namespace PaymentPortal.Tests.Checkout;

/// <summary>Tax ids by form and check digit: real ones of well-known companies and the authorities' own examples pass, and no digit of them can be another.</summary>
public sealed class TaxIdsTests
{
    [Theory]
    [InlineData("AT", "ATU13585627", "eu_vat")]
    [InlineData("BE", "BE0428759497", "eu_vat")]
    [InlineData("DE", "de 136 695 976", "eu_vat")]
    [InlineData("DK", "DK13585628", "eu_vat")]
    [InlineData("EE", "EE100931558", "eu_vat")]
    [InlineData("ES", "ESA13585625", "eu_vat")]
    [InlineData("FI", "FI20774740", "eu_vat")]
    [InlineData("FR", "FR40303265045", "eu_vat")]
    [InlineData("GR", "EL094259216", "eu_vat")]
    [InlineData("HU", "HU12892312", "eu_vat")]
    [InlineData("IE", "IE6433435F", "eu_vat")]
    [InlineData("IT", "IT00743110157", "eu_vat")]
    [InlineData("LU", "LU15027442", "eu_vat")]
    [InlineData("NL", "NL004495445B01", "eu_vat")]
    [InlineData("PL", "PL8567346215", "eu_vat")]
    [InlineData("PT", "PT501964843", "eu_vat")]
    [InlineData("RO", "RO18547290", "eu_vat")]
    [InlineData("SE", "SE123456789701", "eu_vat")]
    [InlineData("SI", "SI50223054", "eu_vat")]
    [InlineData("SK", "SK2022749619", "eu_vat")]
    [InlineData("HR", "HR33392005961", "eu_vat")]
    [InlineData("GB", "GB 980 7806 84", "gb_vat")]
    [InlineData("CH", "CHE-100.155.212 MWST", "ch_vat")]
    [InlineData("NO", "NO 995 525 828 MVA", "no_vat")]
    [InlineData("AU", "51 824 753 556", "au_abn")]
    [InlineData("ZA", "4012345678", "za_vat")]
    [InlineData("US", "123456789", null)]
    [InlineData("GB", "<script>alert(1)</script>", null)]
    public void An_id_is_known_by_its_form_and_its_digits(string country, string typed, string? type)
    {
        var (id, refusal) = TaxIds.Read(country, typed);
        Assert.Equal(type, id?.Type);
        Assert.Equal(type is null, refusal is { Field: "tax_id" });
    }

    [Theory]
    [InlineData("DE", "136695976")]
    [InlineData("IT", "00743110157")]
    [InlineData("NO", "995525828")]
    [InlineData("AU", "51824753556")]
    [InlineData("PL", "8567346215")]
    public void One_wrong_digit_is_noticed(string country, string number)
    {
        Assert.Null(TaxIds.Read(country, number).Refusal);
        for (var at = 0; at < number.Length; at++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                var wrong = number[..at] + digit + number[(at + 1)..];
                Assert.Equal(wrong == number, TaxIds.Read(country, wrong).Refusal is null);
            }
        }
    }

    [Fact]
    public void An_empty_field_is_no_id() => Assert.Equal((null, null), TaxIds.Read("DE", " "));
}
