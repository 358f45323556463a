using Microsoft.Playwright;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>The sandbox alone in a process of its own: the buyer's browser speaks with it, not with the portal's own.</summary>
public sealed class SandboxElsewhereTests(Browser browser, SandboxElsewhereTests.PortalBesideSandbox both) : CustomerTest(browser, both.App), IClassFixture<SandboxElsewhereTests.PortalBesideSandbox>
{
    [Theory]
    [InlineData(CheckoutScreen.Pays)]
    [InlineData(CheckoutScreen.Asks)]
    public async Task A_customer_pays(string card)
    {
        var checkout = await CheckOutAsync(await Member.AddAsync(App));
        await checkout.FillAsync(card);
        var before = await both.Sandbox.Api.SucceededChargesAsync();
        await checkout.Pay.ClickAsync();
        if (card == CheckoutScreen.Asks)
            await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await checkout.IsPaidAsync();
        Assert.Equal(before + 1, await both.Sandbox.Api.SucceededChargesAsync());
        Assert.Empty(await App.Sandbox.ListAsync("customers"));
    }

    [Fact]
    public async Task Where_its_script_does_not_come_the_page_says_so()
    {
        var member = await Member.AddAsync(App);
        var page = await SignInAsync(member, "/pricing");
        Allow("ERR_CONNECTION_REFUSED");
        await page.RouteAsync("**/sandbox/stripe.js", route => route.AbortAsync("connectionrefused"));
        await page.GotoAsync(new Uri(App.Address, ProMonthly).AbsoluteUri);
        var checkout = new CheckoutScreen(page);
        await Expect(checkout.Message).ToContainTextAsync("The card form could not be loaded");
        await page.UnrouteAllAsync();
        await checkout.Message.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await checkout.FillAsync();
    }

    /// <summary>The app beside a sandbox process.</summary>
    public sealed class PortalBesideSandbox : IAsyncLifetime
    {
        public SandboxProcess Sandbox { get; private set; } = null!;

        public PortalApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var address = AppProcess.FreeAddress();
            Sandbox = await SandboxProcess.StartAsync(address);
            App = await PortalApp.StartAsync(new Dictionary<string, string> { ["urls"] = address.GetLeftPart(UriPartial.Authority), ["Stripe:ApiBase"] = Sandbox.Address.AbsoluteUri });
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Sandbox.DisposeAsync();
        }
    }
}
