using System.Net;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Shell;

public sealed class ThemeTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task A_chosen_theme_stays_until_the_system_is_to_decide_again()
    {
        var visitor = new Visitor(app.NewClient());
        Assert.DoesNotContain("data-theme=\"", await visitor.ReadAsync("/"), StringComparison.Ordinal);
        Assert.Equal("/account/sign-in", (await visitor.PostAsync("/account/sign-in", "/theme", ("theme", "dark"), ("returnUrl", "/account/sign-in"))).Location);
        Assert.Contains("<html lang=\"en\" data-theme=\"dark\"", await visitor.ReadAsync("/"), StringComparison.Ordinal);
        await visitor.PostAsync("/", "/theme", ("theme", "system"));
        Assert.DoesNotContain("data-theme=\"", await visitor.ReadAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theme_that_does_not_exist_is_the_systems() =>
        Assert.DoesNotContain("data-theme=\"", await AfterChoosing("\"><script>"), StringComparison.Ordinal);

    [Fact]
    public async Task The_way_back_never_leads_to_another_host() =>
        Assert.Equal("/", (await new Visitor(app.NewClient()).PostAsync("/", "/theme", ("theme", "dark"), ("returnUrl", "//elsewhere.example"))).Location);

    [Fact]
    public async Task A_form_of_another_site_cannot_choose()
    {
        using var content = new FormUrlEncodedContent([new("theme", "dark")]);
        using var answer = await app.NewClient().PostAsync(new Uri("/theme", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(value => value.StartsWith("theme=", StringComparison.Ordinal)));
    }

    private async Task<string> AfterChoosing(string theme)
    {
        var visitor = new Visitor(app.NewClient());
        await visitor.PostAsync("/", "/theme", ("theme", theme));
        return await visitor.ReadAsync("/");
    }
}
