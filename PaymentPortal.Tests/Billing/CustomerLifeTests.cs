using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>A whole life in a real browser, on the sandbox's clock: at every step the pages, the invoices, their reasons and documents say what the sandbox holds, to the cent.</summary>
public sealed partial class CustomerLifeTests(Browser browser, AheadPortal portal) : CustomerTest(browser, portal.App), IClassFixture<AheadPortal>
{
    /// <summary>The mails of this life, each once.</summary>
    private static readonly string[] Told =
    [
        "Your trial of Pro has begun",
        "Your trial at Northwind Software Ltd ends on #",
        "Your card at Northwind Software Ltd expires soon",
        "Your receipt from Northwind Software Ltd: #",
        "Your plan at Northwind Software Ltd was changed",
        "Your receipt from Northwind Software Ltd: #",
        "Your plan at Northwind Software Ltd was changed",
        "Your receipt from Northwind Software Ltd: #",
        "Your payment of # to Northwind Software Ltd failed",
        "Your receipt from Northwind Software Ltd: #",
        "Your plan at Northwind Software Ltd changes on #",
        "Your plan at Northwind Software Ltd stays as it is",
        "Your plan at Northwind Software Ltd is paused",
        "Your plan at Northwind Software Ltd is back",
        "Your receipt from Northwind Software Ltd: #",
        "Your plan at Northwind Software Ltd ends on #",
        "Your plan at Northwind Software Ltd has ended",
        "Your purchase of Enterprise: invoice #",
    ];

    private CustomerLife life = null!;

    [Fact]
    public async Task From_a_trial_through_a_card_that_expired_to_coming_back_every_amount_agrees()
    {
        life = await CustomerLife.BeginAsync(portal);
        var page = await ComeAsync("/pricing");
        await page.GetByRole(AriaRole.Link, new() { Name = "Try Pro for 14 days" }).ClickAsync();
        var checkout = new CheckoutScreen(page);
        await checkout.Country.SelectOptionAsync("GB");
        await checkout.Name.FillAsync("Analytical Engines");
        await Expect(checkout.Pay).ToHaveTextAsync("Start the trial");
        await checkout.Pay.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your trial of the" })).ToBeVisibleAsync();
        await OverviewAsync(page, "Your trial runs until", "$178.80");

        await life.AdvanceAsync(12);
        page = await ComeAsync(await LinkInMailAsync("Your trial at"));
        var expires = life.Now.AddDays(2);
        await FillCardAsync(page, expires.ToString("MM '/' yy", CultureInfo.InvariantCulture));
        await Expect(page.GetByText("The payment method is saved.")).ToBeVisibleAsync();
        await life.AdvanceAsync(2.2);
        page = await ComeAsync("/billing");
        await OverviewAsync(page, "It renews by itself.", "$178.80");
        await ShouldHavePaidAsync(page, 17_880, "subscription_cycle");

        await life.AdvanceAsync(8);
        page = await ComeAsync("/billing/change?plan=enterprise");
        await ShouldHavePaidAsync(page, await ChangeNowAsync(page), "subscription_update");
        await OverviewAsync(page, "It renews by itself.");
        await life.AdvanceAsync(4);
        page = await ComeAsync("/billing/change");
        await page.GetByRole(AriaRole.Button, new() { Name = "One seat more" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "One seat more" }).ClickAsync();
        await Expect(page.GetByText("with 3 seats is yours at once")).ToBeVisibleAsync();
        await ShouldHavePaidAsync(page, await ChangeNowAsync(page), "subscription_update");
        await OverviewAsync(page, "It renews by itself.");

        await life.AdvanceAsync(20);
        page = await ComeAsync("/billing");
        await Expect(page.GetByText("The last payment failed. You can use the plan until")).ToBeVisibleAsync();
        var open = await life.InvoicesAgreeAsync(page);
        Assert.Equal(("open", "subscription_cycle", 1), ((string?)open["status"], (string?)open["billing_reason"], (int)open["attempt_count"]!));
        page = await ComeAsync(await LinkInMailAsync("failed"));
        await Expect(page.GetByText("expired").First).ToBeVisibleAsync();
        await FillCardAsync(page, "12 / 49");
        await Expect(page.GetByText($"Paid: {CustomerLife.Text((long)open["amount_due"]!)}")).ToBeVisibleAsync();
        await ShouldHavePaidAsync(page, (long)open["amount_due"]!, "subscription_cycle");
        await OverviewAsync(page, "It renews by itself.", CustomerLife.Text((long)open["amount_due"]!));

        await page.GotoAsync(new Uri(App.Address, "billing/change").AbsoluteUri);
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = ProPlan() }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "One seat less" }).ClickAsync();
        await Expect(page.GetByText("Then it becomes Pro with 2 seats.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change at the end of the period" }).ClickAsync();
        await Expect(page.GetByText("Done. It changes on")).ToBeVisibleAsync();
        await OverviewAsync(page, "it becomes Pro, 2 seats, $298.00 per month", "$357.60");
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the change" }).ClickAsync();
        await Expect(page.GetByText("it becomes Pro")).ToBeHiddenAsync();
        await OverviewAsync(page, "It renews by itself.", CustomerLife.Text((long)open["amount_due"]!));

        await page.GetByRole(AriaRole.Link, new() { Name = "Pause" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "2 months" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause until" }).ClickAsync();
        await Expect(page.GetByText("Nothing is charged before; then it goes on by itself.")).ToBeVisibleAsync();
        await life.AdvanceAsync(30);
        page = await ComeAsync("/billing");
        await life.InvoicesAgreeAsync(page);
        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await Expect(page.Locator(".next-card")).ToContainTextAsync(CustomerLife.Text((long)open["amount_due"]!));
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume now and pay" }).ClickAsync();
        await Expect(page.GetByText("It renews by itself.")).ToBeVisibleAsync();
        await ShouldHavePaidAsync(page, (long)open["amount_due"]!, "subscription_update");
        await OverviewAsync(page, "It renews by itself.", CustomerLife.Text((long)open["amount_due"]!));

        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel plan" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It costs too much" }).ClickAsync();
        await page.GetByLabel("Anything you want to add").FillAsync("We are <three> & small.\nUntil later!");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel on" }).ClickAsync();
        await Expect(page.GetByText("Nothing more is charged but what is used beyond the plan.").First).ToBeVisibleAsync();
        await Expect(page.GetByText("None is planned.")).ToBeVisibleAsync();
        var ending = await life.SubscriptionAsync();
        Assert.Equal((true, "We are <three> & small.\nUntil later!"), ((bool)ending["cancel_at_period_end"]!, (string?)ending["cancellation_details"]!["comment"]));
        await life.AdvanceAsync(31);
        page = await ComeAsync("/billing");
        await Expect(page.GetByText("It ended on")).ToBeVisibleAsync();
        await life.InvoicesAgreeAsync(page);

        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await page.GetByRole(AriaRole.Link, new() { Name = "Come back to Enterprise" }).ClickAsync();
        checkout = new CheckoutScreen(page);
        await Expect(checkout.Name).ToHaveValueAsync("Analytical Engines");
        await Expect(page.GetByRole(AriaRole.Radio, new() { NameRegex = SavedCard() })).ToBeCheckedAsync();
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Expired" })).ToBeDisabledAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $1,796.40");
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await ShouldHavePaidAsync(page, 179_640, "subscription_create");
        await OverviewAsync(page, "It renews by itself.", "$1,796.40");
        Assert.Equal(Told.Order(), (await life.MailsAsync()).Select(mail => Changing().Replace(mail.Subject, "#")).Order());
    }

    private async Task<IPage> ComeAsync(string path) => await SignInAsync(life.Member, path);

    /// <summary>Opens the overview, waits for its sentence and what is paid next, and compares the payment line by line.</summary>
    private async Task OverviewAsync(IPage page, string sentence, string? next = null)
    {
        await life.SettledAsync();
        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await Expect(page.GetByText(sentence)).ToBeVisibleAsync();
        if (next is not null)
            await Expect(page.Locator(".next-sentence")).ToContainTextAsync($"you pay {next}");
        await life.NextPaymentAgreesAsync(page);
    }

    /// <summary>Presses the change that is shown, and gives what it said that it costs: its lines come to that.</summary>
    private static async Task<long> ChangeNowAsync(IPage page)
    {
        var action = page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay" });
        await Expect(action).ToBeEnabledAsync();
        var shown = await CustomerLife.AmountsAsync(page.Locator(".change-result .forecast .money"));
        Assert.Equal(shown[^1], shown.SkipLast(1).Sum());
        await Expect(action).ToHaveTextAsync($"Change now and pay {CustomerLife.Text(shown[^1])}");
        await action.ClickAsync();
        await Expect(page.GetByText("Done. What you chose is yours now.")).ToBeVisibleAsync();
        return shown[^1];
    }

    private async Task ShouldHavePaidAsync(IPage page, long amount, string reason)
    {
        var invoice = await life.InvoicesAgreeAsync(page);
        Assert.Equal((amount, "paid", reason), ((long)invoice["amount_paid"]!, (string?)invoice["status"], (string?)invoice["billing_reason"]));
    }

    private static async Task FillCardAsync(IPage page, string expires)
    {
        var screen = new CheckoutScreen(page);
        await screen.FillCardAsync(CheckoutScreen.Pays);
        await page.GetByLabel("Expiry date").FillAsync(expires);
        await screen.Pay.ClickAsync();
    }

    /// <summary>The way that the latest mail with these words in its subject leads.</summary>
    private async Task<string> LinkInMailAsync(string words)
    {
        var mail = (await life.MailsAsync()).Last(each => each.Subject.Contains(words, StringComparison.Ordinal));
        return new Uri(Link().Match(mail.Text).Value).PathAndQuery;
    }

    [GeneratedRegex("^Pro ")]
    private static partial Regex ProPlan();

    [GeneratedRegex("Visa ending in 4242 Expires")]
    private static partial Regex SavedCard();

    [GeneratedRegex(@"\$[\d,.]+|\d+ \w+ \d{4}|[A-Z0-9]+-\d{4}")]
    private static partial Regex Changing();

    [GeneratedRegex(@"http://\S+/billing/\S+")]
    private static partial Regex Link();
}
