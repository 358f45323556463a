using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Checkout;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Metrics;

/// <summary>The funnel as an admin sees it of visitors who came with a browser.</summary>
public sealed class FunnelPageTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task Who_looked_left_and_paid_stands_on_the_dashboard_and_leads_to_the_checkout_that_was_left()
    {
        await OpenAsync(new Uri(App.Address, "pricing"));
        var left = await CheckOutAsync(await Member.AddAsync(App));
        await Expect(left.Pay).ToHaveTextAsync("Pay $149.00");
        var paying = await CheckOutAsync(await Member.AddAsync(App));
        await paying.FillAsync();
        await paying.Pay.ClickAsync();
        await paying.IsPaidAsync();
        await AgeAsync(left.Purchase, TimeSpan.FromHours(2));

        var admin = await SignInAsync(await Member.AddAsync(App, Roles.Admin), "/admin");
        var funnel = admin.GetByRole(AriaRole.Region, new() { Name = "1 of 3 visitors paid in the last 30 days" });
        await Expect(funnel.GetByRole(AriaRole.Row, new() { Name = "Saw the prices" })).ToContainTextAsync("3");
        await Expect(funnel.GetByRole(AriaRole.Row, new() { Name = "Began a checkout" })).ToContainTextAsync("66.7 %");
        await Expect(funnel.GetByRole(AriaRole.Row, new() { Name = "Tried to pay" })).ToContainTextAsync("50 %");
        await Expect(funnel.GetByRole(AriaRole.Row, new() { Name = "Paid", Exact = false }).Last).ToContainTextAsync("100 %");
        await admin.GetByRole(AriaRole.Link, new() { Name = "7 days" }).ClickAsync();
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "1 of 3 visitors paid in the last 7 days" })).ToBeVisibleAsync();
        Assert.EndsWith("?days=7", admin.Url, StringComparison.Ordinal);
        await Expect(admin.GetByRole(AriaRole.Link, new() { Name = "7 days" })).ToHaveAttributeAsync("aria-current", "true");
        await admin.GetByText("How this is counted").ClickAsync();
        await Expect(admin.GetByText("A visitor is a browser")).ToBeVisibleAsync();
        await admin.ShouldHaveNoAxeFindings();

        var abandoned = admin.GetByRole(AriaRole.Region, new() { Name = "Abandoned checkouts" }).Locator("tbody tr");
        await Expect(abandoned).ToHaveCountAsync(1);
        await Expect(abandoned).ToContainTextAsync("Pro, 1 seat, per month");
        await Expect(abandoned).ToContainTextAsync("Left before paying");
        await Expect(abandoned).ToContainTextAsync("$149.00");
        await abandoned.GetByRole(AriaRole.Link, new() { Name = "Pro plan" }).ClickAsync();
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "Pro plan", Level = 1 })).ToBeVisibleAsync();
        Assert.EndsWith($"/admin/checkouts/{left.Purchase}", admin.Url, StringComparison.Ordinal);
        await Expect(admin.GetByText("Not paid")).ToBeVisibleAsync();
        await Expect(admin.GetByRole(AriaRole.Region, new() { Name = "What happened" })).ToContainTextAsync("Began the checkout");
        await Expect(admin.GetByText("Nobody has pressed Pay yet.")).ToBeVisibleAsync();
        await admin.ShouldHaveNoAxeFindings();
        await admin.GotoAsync(new Uri(App.Address, $"admin/checkouts/{paying.Purchase}").AbsoluteUri);
        await Expect(admin.GetByRole(AriaRole.Region, new() { Name = "What happened" })).ToContainTextAsync("Went on to pay");
        await Expect(admin.GetByRole(AriaRole.Link, new() { Name = "Analytical Engines" })).ToBeVisibleAsync();
        foreach (var path in (string[])["admin?days=90", $"admin/checkouts/{left.Purchase}"])
        {
            await admin.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await Expect(admin.GetByRole(AriaRole.Link, new() { Name = "Pro plan" }).Or(admin.GetByRole(AriaRole.Heading, new() { Name = "Pro plan" }))).ToBeVisibleAsync();
            foreach (var (width, colours) in ((int, ColorScheme)[])[(390, ColorScheme.Dark), (768, ColorScheme.Light)])
            {
                await admin.EmulateMediaAsync(new() { ColorScheme = colours });
                await admin.SetViewportSizeAsync(width, 900);
                await admin.ShouldHaveNoAxeFindings();
                Assert.True(await admin.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0);
            }
        }
    }

    [Fact]
    public async Task A_checkout_that_does_not_exist_is_not_found()
    {
        AllowStatus(404, "Not Found");
        var admin = await SignInAsync(await Member.AddAsync(App, Roles.Admin), "/admin");
        await admin.GotoAsync(new Uri(App.Address, $"admin/checkouts/{Guid.Empty}").AbsoluteUri);
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no such page");
    }

    /// <summary>What happened with a checkout, as if it had been so long ago.</summary>
    private async Task AgeAsync(Guid purchase, TimeSpan by)
    {
        await using var context = await NewContextAsync();
        var steps = await context.FunnelEvents.Where(e => e.PurchaseId == PurchaseId.From(purchase)).ToListAsync(Cancellation);
        steps.ForEach(step => step.At -= by);
        await context.SaveChangesAsync(Cancellation);
    }
}
