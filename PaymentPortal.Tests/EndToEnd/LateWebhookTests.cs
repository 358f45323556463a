using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>Stripe's events do not come at all: what the buyer sees, and what is charged, does not depend on them.</summary>
public sealed class LateWebhookTests(Browser browser, LateWebhookTests.PortalWithoutEvents portal) : OneChargeTest(browser, portal.App), IClassFixture<LateWebhookTests.PortalWithoutEvents>
{
    [Fact]
    public async Task The_page_after_paying_says_processing_and_then_paid_by_asking_Stripe_itself()
    {
        var (member, checkout) = await ReadyAsync();
        var arrived = await checkout.Page.RunAndWaitForResponseAsync(() => checkout.Pay.ClickAsync(), answer => answer.Url.EndsWith("/complete", StringComparison.Ordinal));
        var first = await arrived.TextAsync();
        Assert.Contains("Processing your payment", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Paid. The", first, StringComparison.Ordinal);
        await checkout.IsPaidAsync();
        await Expect(checkout.Page.GetByText("You paid $149.00.")).ToBeVisibleAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
        Assert.Empty(await App.Sandbox.ListAsync("webhook_endpoints"));
    }

    [Fact]
    public async Task A_second_tab_that_pays_before_anybody_has_asked_Stripe_charges_nothing()
    {
        var (member, checkout) = await ReadyAsync();
        var second = await AnotherTabAsync(checkout);
        await second.FillAsync();
        // Paid, and the page after paying never opens: the portal has heard nothing of it
        await checkout.Page.RouteAsync("**/complete", route => route.AbortAsync("aborted"));
        await checkout.Page.RunAndWaitForRequestAsync(() => checkout.Pay.ClickAsync(), asked => asked.Url.EndsWith("/complete", StringComparison.Ordinal));
        Assert.Equal(1, await member.ChargesAsync(App));
        await second.Pay.ClickAsync();
        await second.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    /// <summary>The app with a sandbox that sends its events to nobody.</summary>
    public sealed class PortalWithoutEvents : IAsyncLifetime
    {
        public PortalApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await PortalApp.StartAsync(new Dictionary<string, string> { ["Sandbox:WebhookUrl"] = "none" });

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
