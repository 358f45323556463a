using PaymentPortal.Billing;
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

    [Theory]
    [InlineData("eu_vat", "DE136695976", null)]
    [InlineData("eu_vat", "DE136695967", "This is not a VAT number of Germany: it begins with DE, and its last digits follow from the others. Check it, or leave the field empty.")]
    [InlineData("eu_vat", "el 094259216", null)]
    [InlineData("eu_vat", "XI980780684", null)]
    [InlineData("eu_vat", "136695976", "A VAT number of the European Union begins with the letters of its country, such as DE. Check it, or leave the field empty.")]
    [InlineData("gb_vat", "GB980780684", null)]
    [InlineData("gb_vat", "GBGD001", null)]
    [InlineData("gb_vat", "GBGD501", "This is not a VAT number of the United Kingdom: it is written as GB 980 7806 84. Check it, or leave the field empty.")]
    [InlineData("gb_vat", "GB980780648", "This is not a VAT number of the United Kingdom: it is written as GB 980 7806 84. Check it, or leave the field empty.")]
    [InlineData("ch_vat", "CHE-100.155.212 MWST", null)]
    [InlineData("no_vat", "995525828MVA", null)]
    [InlineData("au_abn", "12345678912", "This is not an ABN of Australia: it has eleven digits. Check it, or leave the field empty.")]
    [InlineData("za_vat", "4012345678", null)]
    [InlineData("us_ein", "12-3456789", null)]
    public void An_id_that_is_entered_by_its_kind_is_held_to_the_same(string type, string typed, string? sentence) => Assert.Equal(sentence, TaxIds.FaultOf(type, typed, null)?.Sentence);

    [Theory]
    [InlineData("DE", "FR40303265045")]
    [InlineData("PL", "DE136695976")]
    [InlineData("DE", "DE136695976")]
    [InlineData("GR", "EL094259216")]
    [InlineData("US", "FR40303265045")]
    public void An_id_of_the_Union_is_one_of_the_country_of_the_address_as_at_checkout(string country, string typed) =>
        Assert.Equal(country == "US" ? null : TaxIds.Read(country, typed).Refusal, TaxIds.FaultOf("eu_vat", typed, country));

    [Fact]
    public void Each_example_beside_the_field_is_an_id_of_its_kind() => Assert.All(TaxIdKinds.All, kind =>
    {
        Assert.Null(TaxIds.FaultOf(kind.Type, kind.Example, null));
        Assert.NotNull(TaxIdKinds.Read(kind.Type, kind.Example));
    });

    [Fact]
    public void An_empty_field_is_no_id() => Assert.Equal((null, null), TaxIds.Read("DE", " "));
}
