using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Subscriptions.Usage;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>Use beyond a plan, from the sentence before it is bought to the line on the invoice.</summary>
public sealed class MeteredBillingTests(Browser browser, AheadPortal portal) : CustomerTest(browser, portal.App), IClassFixture<AheadPortal>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Use_is_priced_before_it_is_bought_foretold_while_it_grows_and_billed_to_the_cent(int width, ColorScheme colours)
    {
        var life = await CustomerLife.BeginAsync(portal);
        var page = await SignInAsync(life.Member, ProMonthly, width, colours);
        var checkout = new CheckoutScreen(page);
        await Expect(page.Locator("[data-metered=api_calls]")).ToHaveTextAsync("100,000 API calls a month included, then $2.00 per 1,000. What is used beyond is billed after each month, before tax.");
        await checkout.FillAsync(country: "GB", total: "$178.80");
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await life.AdvanceAsync(10);

        page = await SignInAsync(life.Member, "/billing/usage", width, colours);
        await Expect(page.GetByText("0 of 100,000 used (0%).")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-use-cost='0']")).ToBeVisibleAsync();
        for (var times = 0; times < 2; times++)
        {
            var noted = await App.Services.GetRequiredService<RecordUsage>().RunAsync(life.Member.Organisation, "api_calls", 120_000, "one", portal.Time.GetUtcNow(), Cancellation);
            Assert.True(noted.IsDone, noted.Refusal?.Sentence);
        }

        // The open page counts it, and asks what it costs as soon as Stripe knows
        await Expect(page.GetByText("120,000 of 100,000 used: 20,000 more than the plan includes.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Beyond the plan")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-use-cost='4000']")).ToBeVisibleAsync();
        await Expect(page.GetByText("20,000 API calls more, at $0.002 each")).ToBeVisibleAsync();
        await Expect(page.GetByText("is on its way to the payment service")).ToHaveCountAsync(0);
        await page.ShouldHaveNoAxeFindings();
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0);

        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await Expect(page.GetByText("100,000 API calls a month included, then $2.00 per 1,000")).ToBeVisibleAsync();
        await Expect(page.Locator(".next-sentence")).ToContainTextAsync("you pay $226.80");
        await life.NextPaymentAgreesAsync(page);
        await page.ShouldHaveNoAxeFindings();

        await life.AdvanceAsync(22);
        page = await SignInAsync(life.Member, "/billing/invoices", width, colours);
        var invoice = await life.InvoicesAgreeAsync(page);
        Assert.Equal(("paid", "subscription_cycle", 22_680L), ((string?)invoice["status"], (string?)invoice["billing_reason"], (long)invoice["amount_paid"]!));
        await page.GotoAsync(new Uri(App.Address, $"billing/invoices/{(string)invoice["id"]!}").AbsoluteUri);
        var line = page.Locator(".line-reasons").Filter(new() { HasText = "20,000 API calls more, at $0.002 each" });
        await line.GetByText("Why was I charged this?").ClickAsync();
        await Expect(line.GetByText("100,000 of them are included, the 20,000 beyond cost $0.002 each: 20,000 × $0.002 = $40.00.")).ToBeVisibleAsync();
        await Expect(line.Locator(".sums-total")).ToContainTextAsync("$48.00");
        await page.ShouldHaveNoAxeFindings();
        await page.GotoAsync(new Uri(App.Address, "billing/usage").AbsoluteUri);
        await Expect(page.Locator("[data-use-cost='0']")).ToBeVisibleAsync();
    }
}
