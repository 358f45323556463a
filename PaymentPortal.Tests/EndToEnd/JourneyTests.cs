using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Checkout;
using PaymentPortal.Mail;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Documents;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

[Collection(nameof(Measured))]
public sealed class JourneyTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    private static readonly TimeSpan LongestPayment = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestNews = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Somebody_new_chooses_a_plan_registers_pays_and_holds_the_invoice()
    {
        const string email = "grace@example.com";
        var page = await OpenAsync(new Uri(App.Address, "pricing"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose Pro" }).ClickAsync();
        await RegisterAsync(page, email);
        await page.ArrivesAsync("**/checkout/*");
        var checkout = new CheckoutScreen(page);
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $149.00");
        var started = Stopwatch.GetTimestamp();
        await checkout.FillAsync(country: "GB", total: "$178.80");
        await checkout.Name.FillAsync("Grace Hopper");
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        var took = Stopwatch.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine($"Paying took {took.TotalSeconds:0.0} s");
        Assert.True(took < LongestPayment);
        await Expect(page.GetByText("You paid $178.80.")).ToBeVisibleAsync();
        var purchase = checkout.Purchase;

        await using var context = await NewContextAsync();
        var subscriptionId = await context.Purchases.Where(each => each.Id == PurchaseId.From(purchase)).Select(each => each.SubscriptionId).SingleAsync(Cancellation);
        var subscription = await App.Sandbox.GetAsync($"subscriptions/{subscriptionId}");
        Assert.Equal("active", (string?)subscription["status"]);
        Assert.Single(await App.Sandbox.ListAsync("subscriptions", ("customer", (string)subscription["customer"]!)));
        var invoice = await App.Sandbox.GetAsync($"invoices/{subscription["latest_invoice"]}");
        Assert.Equal((14900, 2980, 17880), ((long)invoice["subtotal"]!, (long)invoice["total_taxes"]![0]!["amount"]!, (long)invoice["total"]!));
        await page.GetByRole(AriaRole.Link, new() { Name = "Open billing" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pro", Exact = true })).ToBeVisibleAsync();
        var next = DateTimeOffset.FromUnixTimeSeconds((long)subscription["items"]!["data"]![0]!["current_period_end"]!);
        await Expect(page.GetByText($"Paid until {next.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}. It renews by itself.")).ToBeVisibleAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = (string)invoice["number"]! });
        await Expect(row).ToContainTextAsync("$178.80");
        var download = await page.RunAndWaitForDownloadAsync(() => row.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        var pdf = await File.ReadAllBytesAsync(await download.PathAsync(), Cancellation);
        PdfTool.Check(pdf);
        var text = PdfTool.Text(pdf);
        string[] expected =
        [
            (string)invoice["number"]!, "Grace Hopper", "United Kingdom", email,
            .. invoice["lines"]!["data"]!.AsArray().Select(line => MoneyFormat.Text(new Money((long)line!["amount"]!, Currency.Parse("usd")))),
            "$149.00", "20", "$29.80", "$178.80",
        ];
        Assert.All(expected, part => Assert.Contains(part, text, StringComparison.Ordinal));

        var mailbox = App.Services.GetRequiredService<Mailbox>();
        await Eventually.TrueAsync(() => Thanks(mailbox, email).Count > 0, "No confirmation arrived.");
        var mail = Assert.Single(Thanks(mailbox, email));
        Assert.Contains((string)invoice["number"]!, mail.Text, StringComparison.Ordinal);
        Assert.Contains("$178.80", mail.Text, StringComparison.Ordinal);
        Assert.Contains("$178.80", mail.Html, StringComparison.Ordinal);
        Assert.Equal(pdf, Assert.Single(mail.Attachments).Content.ToArray());

        var steps = await context.FunnelEvents.Where(step => step.PurchaseId == PurchaseId.From(purchase)).ToListAsync(Cancellation);
        Assert.Equal([FunnelStep.CheckoutStarted, FunnelStep.PaymentAttempted, FunnelStep.Paid], steps.OrderBy(step => step.At).Select(step => step.Step));
        var visitor = Assert.Single(steps.Select(step => step.VisitorId).Distinct());
        Assert.Equal(1, await context.FunnelEvents.CountAsync(step => step.VisitorId == visitor && step.Step == FunnelStep.PricingViewed, Cancellation));
    }

    [Fact]
    public async Task The_open_dashboard_shows_a_payment_within_two_seconds()
    {
        var admin = await SignInAsync(await Member.AddAsync(App, Roles.Admin), "/admin");
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "Dashboard" })).ToBeVisibleAsync();
        await PayAsync();
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "Latest payments" })).ToBeVisibleAsync();
        var before = await admin.Locator("main table").Last.GetByRole(AriaRole.Row).CountAsync();
        var shown = admin.WaitForFunctionAsync("before => [...document.querySelectorAll('main table')].at(-1).rows.length > before", before);
        var paid = await PayAsync();
        await shown;
        var took = Stopwatch.GetElapsedTime(paid);
        TestContext.Current.TestOutputHelper?.WriteLine($"The dashboard followed after {took.TotalMilliseconds:0} ms");
        Assert.True(took < LongestNews, $"The dashboard followed after {took}.");
    }

    private static List<ReceivedMail> Thanks(Mailbox mailbox, string email) =>
        [.. mailbox.Latest(100).Where(mail => mail.To.Contains(email, StringComparison.Ordinal) && mail.Subject.StartsWith("Your purchase", StringComparison.Ordinal))];

    private static async Task RegisterAsync(IPage page, string email)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Create an account" }).ClickAsync();
        await page.GetByLabel("Your name").FillAsync("Grace Hopper");
        await page.GetByLabel("Organisation").FillAsync("Grace Hopper");
        await page.GetByLabel("Mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Member.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Open the sandbox's mailbox" }).ClickAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await page.ReloadAsync();
                return await page.GetByRole(AriaRole.Row).Filter(new() { HasText = email }).CountAsync() == 1;
            },
            () => "No mail to confirm the address arrived.");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = email }).GetByRole(AriaRole.Link).ClickAsync();
        await page.Locator("main a[href*='/account/confirm']").ClickAsync();
        await Expect(page.GetByText("Your address is confirmed.")).ToBeVisibleAsync();
        await page.GetByLabel("Mail address").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(Member.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>A customer pays; answers when Stripe had said so to the browser.</summary>
    private async Task<long> PayAsync()
    {
        var checkout = await CheckOutAsync(await Member.AddAsync(App));
        await checkout.FillAsync();
        await checkout.Page.RunAndWaitForResponseAsync(() => checkout.Pay.ClickAsync(), answer => answer.Url.EndsWith("/confirm", StringComparison.Ordinal));
        var paid = Stopwatch.GetTimestamp();
        await checkout.IsPaidAsync();
        return paid;
    }
}
