using PaymentPortal.Shell;

namespace PaymentPortal.Tests.Shell;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/billing?tab=invoices#last")]
    [InlineData("/a//b")]
    public void A_path_of_this_portal_is_followed(string path) => Assert.Equal(path, LocalPath.Or(path, "/start"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("billing")]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("/\n/elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    public void What_could_lead_elsewhere_is_not(string? path) => Assert.Equal("/start", LocalPath.Or(path, "/start"));
}
