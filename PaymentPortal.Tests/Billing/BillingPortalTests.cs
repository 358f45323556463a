using Microsoft.Playwright;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Subscriptions;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

public sealed class BillingPortalTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task The_overview_says_what_is_paid_next_and_an_upgrade_is_shown_to_the_cent_before_it_is_made()
    {
        var (member, tenant) = await ComeAsync();
        var page = await SignInAsync(member, "/billing");
        await Expect(page.GetByText("you pay $149.00 with Visa ending in 4242")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change plan or seats" }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Enterprise" }).CheckAsync();
        var action = page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay" });
        await Expect(action).ToBeEnabledAsync();
        await Expect(page.Locator(".change-result")).ToContainTextAsync("of Pro not used");
        await Expect(page.Locator(".change-result")).ToContainTextAsync("Visa ending in 4242 pays it.");
        var shown = (await action.TextContentAsync())!.Split("pay ")[1];
        await action.ClickAsync();
        await Expect(page.GetByText("Done. What you chose is yours now.")).ToBeVisibleAsync();
        var invoice = await tenant.LatestInvoiceAsync();
        Assert.Equal(shown, PaymentPortal.Shared.MoneyFormat.Text(new((long)invoice["amount_paid"]!, PortalTables.Usd)));
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to billing" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Enterprise" })).ToBeVisibleAsync();
    }

    /// <summary>A press is two events: what moves between them takes it elsewhere.</summary>
    [Fact]
    public async Task The_seats_stay_under_the_hand_while_other_plans_come()
    {
        var (member, _) = await ComeAsync();
        var page = await SignInAsync(member, "/billing/change");
        var more = page.GetByRole(AriaRole.Button, new() { Name = "One seat more" });
        foreach (var width in (int[])[390, 1280])
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.GetByText("Monthly").ClickAsync();
            await Expect(page.GetByText("$499.00")).ToBeVisibleAsync();
            var before = await more.BoundingBoxAsync();
            await page.GetByText("Annual").ClickAsync();
            await Expect(page.GetByText("$4,990.00")).ToBeVisibleAsync();
            var after = await more.BoundingBoxAsync();
            Assert.Equal((before!.X, before.Y), (after!.X, after.Y));
        }
    }

    [Fact]
    public async Task What_was_chosen_on_an_earlier_visit_is_not_chosen_on_the_next()
    {
        var (member, _) = await ComeAsync();
        var page = await SignInAsync(member, "/billing/change");
        await page.GetByText("Annual").ClickAsync();
        await Expect(page.Locator(".next-sentence")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.Locator(".next-sentence")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await page.GotoAsync(new Uri(App.Address, "billing/change").AbsoluteUri);
        await Expect(page.GetByText("This is what you have")).ToBeVisibleAsync();
        await Expect(page.Locator("input[value=month]")).ToBeCheckedAsync();
        await Expect(page.Locator(".next-sentence")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Less_is_planned_shown_and_withdrawn()
    {
        var (member, tenant) = await ComeAsync();
        var page = await SignInAsync(member, "/billing/change");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Pilot" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change at the end of the period" }).ClickAsync();
        await Expect(page.GetByText("Done. It changes on")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to billing" }).ClickAsync();
        await Expect(page.GetByText("it becomes Pilot, 1 seat, $49.00 per month")).ToBeVisibleAsync();
        var paused = await tenant.Service<PauseSubscription>().RunAsync(tenant.UserId, tenant.Id, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(40), Cancellation);
        Assert.Equal("planned", paused.Refusal?.Code);
        await page.GotoAsync(new Uri(App.Address, "billing/pause").AbsoluteUri);
        await Expect(page.GetByText("A change of the plan is planned. Withdraw it in Billing first")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "billing/change").AbsoluteUri);
        await Expect(page.GetByText("Another choice takes the place of that")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Pilot" }).CheckAsync();
        await Expect(page.GetByText("This is what is planned already.")).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        // The page is drawn anew once its circuit stands, which can take a link away under a press.
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the change" })).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel plan" }).ClickAsync();
        await Expect(page.GetByText("To Pilot, 1 seat, $49.00 per month on")).ToContainTextAsync("given up, also where you change your mind");
        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the change" }).ClickAsync();
        await Expect(page.GetByText("it becomes Pilot")).ToBeHiddenAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Pro", Exact = true })).ToBeFocusedAsync();
        await tenant.UntilAsync(s => s.ScheduleId is null, "withdrawn");
    }

    [Fact]
    public async Task A_plan_is_cancelled_in_two_presses_and_kept_in_one()
    {
        var (member, tenant) = await ComeAsync();
        var page = await SignInAsync(member, "/billing");
        await page.GetByRole(AriaRole.Link, new() { Name = "Cancel plan" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel on" }).ClickAsync();
        await tenant.UntilAsync(s => s.CancelAtPeriodEnd, "set to end");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep Pro" }).ClickAsync();
        await tenant.UntilAsync(s => !s.CancelAtPeriodEnd, "kept");
        await Expect(page.GetByText("It renews by itself.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Ending_at_once_asks_once_and_the_plan_can_be_had_again()
    {
        var (member, tenant) = await ComeAsync();
        await tenant.AdvanceAsync(5);
        var page = await SignInAsync(member, "/billing/cancel");
        await page.GetByRole(AriaRole.Button, new() { Name = "It costs too much" }).ClickAsync();
        await Expect(page.GetByText("30% off for 3 months")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel now" }).ClickAsync();
        await Expect(page.GetByText("this cannot be undone")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "End Pro now" })).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End Pro now" }).ClickAsync();
        await tenant.UntilAsync(s => s is { Status: "canceled", Feedback: "too_expensive" }, "ended");
        await Expect(page.GetByText("in credit. It is taken off what you buy next.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Come back to Pro" }).ClickAsync();
        await page.ArrivesAsync("**/checkout/*");
        await Expect(page.GetByText("Paid by your credit")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_pause_ends_on_its_day_or_at_a_press()
    {
        var (member, tenant) = await ComeAsync();
        var page = await SignInAsync(member, "/billing");
        await page.GetByRole(AriaRole.Link, new() { Name = "Pause" }).ClickAsync();
        // A year is typed digit by digit
        await page.GetByLabel("Until").FillAsync("0020-01-01");
        await Expect(page.GetByText("Choose a day after today.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Until")).ToHaveValueAsync("0020-01-01");
        await page.GetByLabel("Until").FillAsync("2099-01-01");
        await Expect(page.GetByText("A plan can be paused until")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Until")).ToHaveValueAsync("2099-01-01");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true })).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "2 months" }).ClickAsync();
        await Expect(page.GetByText("A plan can be paused until")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause until" }).ClickAsync();
        await Expect(page.GetByText("Nothing is charged before; then it goes on by itself.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume now" }).ClickAsync();
        await tenant.UntilAsync(s => !s.CollectionPaused, "resumed");
    }

    [Fact]
    public async Task An_upgrade_that_the_bank_asks_about_is_asked_about_by_the_press_that_confirms_it_and_by_no_reload()
    {
        var (member, tenant) = await ComeAsync();
        await tenant.UseCardAsync("pm_card_authenticationRequired");
        var page = await SignInAsync(member, "/billing/change?plan=enterprise");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay" }).ClickAsync();
        await page.ArrivesAsync("**/billing/fix?invoice=*");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("this payment of $");
        await page.ReloadAsync();
        await Expect(page.GetByText("Your bank asks you to confirm the payment (3D Secure).")).ToBeVisibleAsync();
        var pay = page.GetByRole(AriaRole.Button, new() { Name = "Pay $" });
        await Expect(pay).ToBeEnabledAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await pay.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await page.ArrivesAsync("**/billing/invoices/*?notice=paying");
        await Expect(page.GetByText("Enterprise is yours now.")).ToBeVisibleAsync();
        await tenant.UntilAsync(s => s is { PendingUntil: null, PlanItem: { LookupKey: "enterprise_month_usd" } }, "paid and in force");
        await page.GotoAsync(new Uri(App.Address, "/billing").AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Enterprise" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_upgrade_that_was_declined_is_paid_with_another_card()
    {
        var (member, tenant) = await ComeAsync();
        await tenant.UseCardAsync("pm_card_chargeCustomerFail");
        var page = await SignInAsync(member, "/billing/change?plan=enterprise");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay" }).ClickAsync();
        await Expect(page.GetByText("The payment did not go through. Your plan stays as it was and nothing was charged")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "/billing/pause").AbsoluteUri);
        await Expect(page.GetByText("A change of the plan waits for its payment. Pay or withdraw it first.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Pay for the change" })).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "/billing/change?plan=pilot").AbsoluteUri);
        await Expect(page.GetByText("Pay or withdraw it first.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Pay for the change" }).ClickAsync();
        // A bank account would pay it when the change has lapsed
        var card = new CheckoutScreen(page);
        await page.GetByText("US bank account", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Routing number").FillAsync("110000000");
        await page.GetByLabel("Account number").FillAsync("000123456789");
        await page.GetByLabel("Account holder").FillAsync("Ada Lovelace");
        await card.Pay.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).GetByText("a bank account takes days to pay. Pay it by card.")).ToBeVisibleAsync();
        await page.GetByText("Card", new() { Exact = true }).ClickAsync();
        await card.FillCardAsync(CheckoutScreen.Pays);
        await card.Pay.ClickAsync();
        await tenant.UntilAsync(s => s is { PendingUntil: null, PlanItem: { LookupKey: "enterprise_month_usd" } }, "paid and in force");
    }

    [Fact]
    public async Task A_change_that_the_bank_declined_and_that_lapsed_says_that_it_was_tried()
    {
        var (member, tenant) = await ComeAsync();
        await tenant.UseCardAsync("pm_card_chargeCustomerFail");
        await tenant.ChangedAsync("enterprise_month_usd");
        var invoice = (string)(await tenant.LatestInvoiceAsync())["id"]!;
        await tenant.UntilAsync(s => s.PendingUntil is not null, "waiting for its payment");
        var page = await SignInAsync(member, $"/billing/invoices/{invoice}");
        await Expect(page.Locator(".alert.failed")).ToContainTextAsync("The last attempt with Visa ending in 0341 failed");
        await tenant.AdvanceAsync(1.5);
        await Expect(page.GetByText("Void", new() { Exact = true })).ToBeVisibleAsync();
        var attempt = page.Locator("section", new() { Has = page.Locator("#payments") });
        await Expect(attempt).ToContainTextAsync("Visa ending in 0341");
        await Expect(attempt).ToContainTextAsync("Failed");
        await Expect(page.GetByText("Nobody has tried to pay it yet.")).ToHaveCountAsync(0);
        await page.ShouldHaveNoAxeFindings();
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(4, false)]
    public async Task A_smaller_plan_is_offered_only_where_it_takes_the_seats(int seats, bool isOffered)
    {
        var (member, _) = await ComeAsync(seats);
        var page = await SignInAsync(member, "/billing/cancel");
        await page.GetByRole(AriaRole.Button, new() { Name = "It costs too much" }).ClickAsync();
        await Expect(page.GetByText("30% off for 3 months")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Look at Pilot" })).ToHaveCountAsync(isOffered ? 1 : 0);
        if (isOffered)
        {
            await page.GetByRole(AriaRole.Link, new() { Name = "Look at Pilot" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change at the end of the period" })).ToBeEnabledAsync();
        }
    }

    [Fact]
    public async Task Who_stays_for_the_discount_reads_that_he_has_it_how_long_and_what_he_pays()
    {
        var (member, tenant) = await ComeAsync();
        var page = await SignInAsync(member, "/billing/cancel");
        await page.GetByRole(AriaRole.Button, new() { Name = "It costs too much" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay with 30% off" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "The discount is yours, and your plan goes on." })).ToBeVisibleAsync();
        var ends = DateTimeOffset.FromUnixTimeSeconds(tenant.Now).AddMonths(3).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        await Expect(page.Locator(".plan-discount")).ToHaveTextAsync($"$104.30 with the discount: 30% off until {ends}.");
        await Expect(page.Locator(".next-sentence")).ToContainTextAsync("you pay $104.30");
        await page.ShouldHaveNoAxeFindings();
    }

    [Theory]
    [InlineData("cancel", "the plan ends with its trial")]
    [InlineData("pause", "the plan rests when its trial is over")]
    public async Task A_trial_without_a_way_to_pay_says_that_nothing_is_charged(string ends, string sentence)
    {
        var account = await Account.OpenAsync(App, "pm_card_visa", ("trial_period_days", "14"), ("trial_settings[end_behavior][missing_payment_method]", ends));
        var page = await SignInAsync(account.Member, "/billing");
        await Expect(page.Locator(".next-sentence")).ToContainTextAsync("you pay $149.00 with Visa ending in 4242");
        await App.Sandbox.PostAsync($"payment_methods/{account.Card}/detach");
        await page.ReloadAsync();
        await Expect(page.Locator(".next-sentence").First).ToContainTextAsync($"Nothing is charged: no way to pay is saved, so {sentence} on");
        await Expect(page.GetByText("will fail without one")).ToHaveCountAsync(0);
        await Expect(page.Locator(".next-card").GetByRole(AriaRole.Link, new() { Name = "Add a card" })).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
    }

    private async Task<(Member Member, Tenant Tenant)> ComeAsync(int seats = 1)
    {
        var member = await Member.AddAsync(App);
        return (member, await Tenant.SubscribeAsync(App, member.Organisation, member.Id, "pro_month_usd", seats));
    }

    [Fact]
    public async Task Credit_pays_a_change_once_and_is_no_part_of_what_a_month_costs()
    {
        var account = await Account.OpenAsync(App);
        await App.Sandbox.PostAsync($"customers/{account.Customer}", ("balance", "-20000"));
        var page = await SignInAsync(account.Member, "/billing/change?seats=2");
        await Expect(page.Locator(".change-result")).ToContainTextAsync("Your credit pays it, and nothing is charged today.");
        await Expect(page.Locator(".change-result")).ToContainTextAsync("$298.00 per month. Credit that you have by then is taken off.");
    }
}
