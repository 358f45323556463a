using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Subscriptions;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>The portal, and the line between it and Stripe.</summary>
public sealed class WiredPortal : IAsyncLifetime
{
    internal Wire Wire { get; private set; } = null!;

    public PortalApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        Wire = await Wire.LayAsync(address);
        App = await PortalApp.StartAsync(new Dictionary<string, string> { ["urls"] = address.GetLeftPart(UriPartial.Authority), ["Stripe:ApiBase"] = Wire.Address.AbsoluteUri });
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Wire.DisposeAsync();
    }
}

/// <summary>A change that Stripe makes while its answer never comes: the page learns of it by its event, and says what became of it.</summary>
public sealed class UnansweredChangeTests(Browser browser, WiredPortal portal) : CustomerTest(browser, portal.App), IClassFixture<WiredPortal>
{
    [Theory]
    [InlineData("Enterprise", "Change now and pay", "/v1/subscriptions/", "Done. What you chose is yours now.")]
    [InlineData("Pilot", "Change at the end of the period", "/v1/subscription_schedules/", "Done. It changes on")]
    public async Task What_was_made_is_said_to_be_made(string plan, string press, string unanswered, string sentence)
    {
        var member = await Member.AddAsync(App);
        var tenant = await Tenant.SubscribeAsync(App, member.Organisation, member.Id, "pro_month_usd");
        var page = await SignInAsync(member, "/billing/change");
        await page.GetByRole(AriaRole.Radio, new() { Name = plan }).CheckAsync();
        var action = page.GetByRole(AriaRole.Button, new() { Name = press });
        await Expect(action).ToBeEnabledAsync();
        portal.Wire.HoldsAnswer = request => request.Method == "POST" && request.Path.Value!.StartsWith(unanswered, StringComparison.Ordinal);
        try
        {
            await action.ClickAsync();
            await tenant.UntilAsync(s => s.ScheduleId is not null || s.PlanItem?.LookupKey == "enterprise_month_usd", "changed");
            await Expect(page.GetByText(sentence)).ToBeVisibleAsync();

            // Nor does the answer that did not come take it back
            await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
            await Expect(page.GetByText(sentence)).ToBeVisibleAsync();
            await Expect(page.GetByText("This is what you have")).ToHaveCountAsync(0);
            await Expect(page.GetByText("cannot be reached")).ToHaveCountAsync(0);
        }
        finally
        {
            portal.Wire.HoldsAnswer = _ => false;
        }
    }
}
