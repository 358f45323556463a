using PaymentPortal.Settings;

namespace PaymentPortal.Tests.Settings;

public sealed class HeadOfficeTests
{
    [Theory]
    [InlineData("1 Harbour Street|Bristol BS1 4QA|United Kingdom", "1 Harbour Street", null, "Bristol", null, "BS1 4QA", "GB")]
    [InlineData("Hauptstraße 5|10115 Berlin|Germany", "Hauptstraße 5", null, "Berlin", null, "10115", "DE")]
    [InlineData("Damrak 1|2. Etage|1012 LG Amsterdam|NL", "Damrak 1", "2. Etage", "Amsterdam", null, "1012 LG", "NL")]
    [InlineData("510 Townsend St|San Francisco, CA 94103-1234|United States", "510 Townsend St", null, "San Francisco", "CA", "94103-1234", "US")]
    [InlineData("100 King St W|Toronto, ON M5X 1A9|canada", "100 King St W", null, "Toronto", "ON", "M5X 1A9", "CA")]
    [InlineData("5 Long Street|Cape Town 8001|South Africa", "5 Long Street", null, "Cape Town", null, "8001", "ZA")]
    [InlineData("1 Main Road|Dublin|Ireland", "1 Main Road", null, "Dublin", null, null, "IE")]
    [InlineData(" |Germany| ", null, null, null, null, null, "DE")]
    public void The_lines_of_an_invoice_tell_where_the_seller_sits(string lines, string? line1, string? line2, string? city, string? state, string? postalCode, string country) =>
        Assert.Equal(new HeadOffice(line1, line2, city, state, postalCode, country), HeadOffice.Read(lines.Split('|')));

    [Theory]
    [InlineData("")]
    [InlineData("1 Harbour Street|Bristol BS1 4QA")]
    [InlineData("Ireland|1 Main Road")]
    public void Where_no_country_stands_last_nothing_is_told(string lines) => Assert.Null(HeadOffice.Read(lines.Split('|')));
}
