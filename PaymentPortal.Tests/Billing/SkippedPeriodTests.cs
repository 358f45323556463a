using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Inbox;
using PaymentPortal.Subscriptions;
using PaymentPortal.Subscriptions.Access;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>Periods that nobody paid for: skipped by a pause, or left open when the plan is ended. They are neither used for nothing nor given back.</summary>
public sealed class SkippedPeriodTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    private async Task<Account> PausedAsync(int days, params (string Name, string Value)[] more)
    {
        var account = await Account.OpenAsync(App, "pm_card_visa", more);
        await App.Sandbox.PostAsync(
            $"subscriptions/{account.Subscription}", ("pause_collection[behavior]", "void"), ("pause_collection[resumes_at]", (account.Now + days * 86_400L).ToString(CultureInfo.InvariantCulture)));
        return account;
    }

    private async Task<List<string>> InvoicesAsync(Account account) =>
        [.. (await App.Sandbox.ListAsync("invoices", ("customer", account.Customer))).Select(i => $"{i["status"]} {i["total"]}")];

    [Fact]
    public async Task Who_resumes_after_a_payment_was_skipped_begins_a_new_period_and_pays_for_it()
    {
        var rate = (string)(await App.Sandbox.PostAsync("tax_rates", ("display_name", "VAT"), ("percentage", "20"), ("inclusive", "false")))["id"]!;
        var account = await PausedAsync(60, ("default_tax_rates[0]", rate));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.CollectionPaused, Cancellation));
        var page = await SignInAsync(account.Member, "/billing");
        await Expect(page.Locator(".plan-sentence")).ToContainTextAsync("and can be used until then.");
        account = await account.AfterAsync(TimeSpan.FromDays(33));
        await account.InvoiceAsync("void");
        await Expect(page.GetByText("Resume, and a new period begins that day: $178.80 is charged at once.")).ToBeVisibleAsync();
        await Expect(page.Locator(".plan-sentence")).Not.ToContainTextAsync("can be used");
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume now and pay $178.80" }).ClickAsync();
        await account.InvoiceAsync("paid", "subscription_update");
        Assert.Equal(["paid 17880", "void 17880", "paid 17880"], await InvoicesAsync(account));
        var subscription = await App.Sandbox.GetAsync($"subscriptions/{account.Subscription}");
        Assert.Equal(account.Now, (long)subscription["items"]!["data"]![0]!["current_period_start"]!);
        Assert.Single(await account.MailsAsync("Your plan at"), m => m.Text.Contains("a new period begins today and is charged at once", StringComparison.Ordinal));
        await Expect(page.GetByText("It renews by itself.")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, $"billing/invoices/{await account.InvoiceAsync("paid", "subscription_update")}").AbsoluteUri);
        await Expect(page.GetByText("A new period of your plan")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_pause_that_ends_by_itself_after_a_skipped_payment_begins_a_new_period_too()
    {
        var account = await (await PausedAsync(40)).AfterAsync(TimeSpan.FromDays(33));
        var page = await SignInAsync(account.Member, "/billing");
        await Expect(page.GetByText("a new period begins, and you pay $149.00 for it.")).ToBeVisibleAsync();
        account = await account.AfterAsync(TimeSpan.FromDays(8));
        await account.InvoiceAsync("paid", "subscription_update");
        Assert.Equal(["paid 14900", "void 14900", "paid 14900"], await InvoicesAsync(account));
        Assert.Equal(AccessReason.Running, (await App.Services.GetRequiredService<Entitlements>().OfAsync(account.Member.Organisation, Cancellation)).Reason);
    }

    [Fact]
    public async Task A_paused_plan_whose_payment_was_skipped_ends_at_once_and_gives_nothing_back()
    {
        var account = await (await PausedAsync(60)).AfterAsync(TimeSpan.FromDays(33));
        await account.InvoiceAsync("void");
        var later = await App.Services.GetRequiredService<CancelSubscription>().RunAsync(account.Member.Id, account.Subscription, atOnce: false, null, null, Cancellation);
        Assert.Equal("skipped", later.Refusal?.Code);
        var page = await SignInAsync(account.Member, "/billing/cancel");
        await Expect(page.GetByText("It is paused: nothing of this period was paid or can be used")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "At the end of the period" })).ToHaveCountAsync(0);
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel now" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End Pro now" }).ClickAsync();
        await page.ArrivesAsync("**/billing");
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.Status == "canceled", Cancellation));
        Assert.Equal(0, (long)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["balance"]!);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Come back to Pro" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Resume, and a new period begins")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_change_that_was_withdrawn_does_not_make_a_paid_period_a_skipped_one()
    {
        var account = await (await Account.OpenAsync(App)).UseCardAsync("pm_card_chargeCustomerFail");
        var path = $"subscriptions/{account.Subscription}";
        var item = (string)(await App.Sandbox.GetAsync(path))["items"]!["data"]![0]!["id"]!;
        var waiting = await App.Sandbox.PostAsync(
            path, ("items[0][id]", item), ("items[0][price]", await account.PriceAsync("enterprise_month_usd")), ("proration_behavior", "always_invoice"), ("payment_behavior", "pending_if_incomplete"));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.PendingPriceId != null, Cancellation));
        Assert.Null((await App.Services.GetRequiredService<WithdrawChange>().RunAsync(account.Member.Id, account.Subscription, Cancellation)).Refusal);
        Assert.Equal((string?)waiting["latest_invoice"], await account.InvoiceAsync("void", "subscription_update"));
        await App.Sandbox.PostAsync(path, ("pause_collection[behavior]", "void"));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.CollectionPaused && s.PendingPriceId == null && s.LatestInvoiceId == (string?)waiting["latest_invoice"], Cancellation));

        var preview = (await App.Services.GetRequiredService<PreviewCancel>().RunAsync(account.Member.Id, account.Subscription, Cancellation)).Value!;
        Assert.False(preview.IsSkipped);
        Assert.True(preview.Final!.Credit.MinorUnits > 0, "What is paid and not used is not given back.");
        var cancel = App.Services.GetRequiredService<CancelSubscription>();
        Assert.Null((await cancel.RunAsync(account.Member.Id, account.Subscription, atOnce: true, null, null, Cancellation)).Refusal);
        Assert.Equal(-preview.Final.Credit.MinorUnits, (long)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["balance"]!);
    }

    [Fact]
    public async Task A_period_whose_invoice_was_given_up_is_neither_given_back_nor_traded_in()
    {
        var account = await (await Account.OpenAsync(App)).UseCardAsync("pm_card_chargeCustomerFail");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        await App.Sandbox.PostAsync($"invoices/{await account.InvoiceAsync("open")}/mark_uncollectible");
        await account.InvoiceAsync("uncollectible");
        await account.UseCardAsync("pm_card_visa");
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.Status == "active", Cancellation));
        var more = await App.Services.GetRequiredService<PreviewChange>().RunAsync(account.Member.Id, account.Subscription, "enterprise_month_usd", 1, Cancellation);
        Assert.Equal("given_up", more.Refusal?.Code);
        Assert.Null((await App.Services.GetRequiredService<PreviewChange>().RunAsync(account.Member.Id, account.Subscription, "pilot_month_usd", 1, Cancellation)).Refusal);
        var page = await SignInAsync(account.Member, "/billing/change?plan=enterprise");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The invoice of this period was not paid");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "To billing" })).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        await page.GotoAsync(new Uri(App.Address, "billing/cancel").AbsoluteUri);
        await Expect(page.GetByText("Nothing: the period that runs was not paid")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel now" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End Pro now" }).ClickAsync();
        await page.ArrivesAsync("**/billing");
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.Status == "canceled", Cancellation));
        Assert.Equal(0, (long)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["balance"]!);
    }

    [Fact]
    public async Task Nothing_is_ended_by_what_an_older_invoice_says()
    {
        var account = await (await Account.OpenAsync(App)).AfterAsync(TimeSpan.FromDays(32));
        var renewal = await account.InvoiceAsync("paid");
        await account.KnowsAsync(async context => !await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending, Cancellation));
        await account.KnowsAsync(async context => await context.Subscriptions.Where(s => s.Id == account.Subscription && s.LatestInvoiceId == renewal)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LatestInvoiceId, "in_before"), Cancellation) == 1);
        var cancel = App.Services.GetRequiredService<CancelSubscription>();
        Assert.Equal(CancelSubscription.Outdated, (await cancel.RunAsync(account.Member.Id, account.Subscription, atOnce: true, null, null, Cancellation)).Refusal?.Code);
        Assert.Equal("active", (string?)(await App.Sandbox.GetAsync($"subscriptions/{account.Subscription}"))["status"]);
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.LatestInvoiceId == renewal, Cancellation));
        Assert.Null((await cancel.RunAsync(account.Member.Id, account.Subscription, atOnce: true, null, null, Cancellation)).Refusal);
    }

    [Fact]
    public async Task A_plan_that_was_not_sold_here_is_left_to_who_sold_it()
    {
        var account = await Account.OpenAsync(App);
        var price = await account.PriceAsync("pro_month_usd");
        var elsewhere = (string)(await App.Sandbox.PostAsync("subscriptions", ("customer", account.Customer), ("items[0][price]", price), ("metadata[organisation]", "")))["id"]!;
        await App.Sandbox.PostAsync($"subscriptions/{elsewhere}", ("pause_collection[behavior]", "void"));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == elsewhere && s.CollectionPaused && s.OrganisationId == null, Cancellation));
        await App.Sandbox.PostAsync($"subscriptions/{elsewhere}", ("pause_collection", ""));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == elsewhere && !s.CollectionPaused, Cancellation));
        await using var context = await App.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        Assert.Empty(await context.OutboxMessages.Where(m => m.Cause.StartsWith(elsewhere)).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_pause_within_what_is_paid_costs_nothing_when_it_ends()
    {
        var account = await PausedAsync(20);
        var page = await SignInAsync(account.Member, "/billing");
        await Expect(page.Locator(".plan-sentence")).ToContainTextAsync("and can be used all along.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume now", Exact = true }).ClickAsync();
        await Expect(page.GetByText("It renews by itself.")).ToBeVisibleAsync();
        Assert.Single(await account.MailsAsync("is back"));
        Assert.Equal(["paid 14900"], await InvoicesAsync(account));
    }

    [Fact]
    public async Task Who_ends_a_plan_whose_period_is_not_paid_gets_nothing_back_and_owes_nothing()
    {
        var account = await (await Account.OpenAsync(App)).UseCardAsync("pm_card_chargeCustomerFail");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var open = await account.InvoiceAsync("open");
        var page = await SignInAsync(account.Member, "/billing/cancel");
        await Expect(page.GetByText("Nothing: the period that runs was not paid. Its invoice of $149.00 is withdrawn")).ToBeVisibleAsync();
        await Expect(page.GetByText(", if the open $149.00 is paid")).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel now" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End Pro now" }).ClickAsync();
        await page.ArrivesAsync("**/billing");
        await account.KnowsAsync(context => context.Invoices.AnyAsync(i => i.Id == open && i.Status == "void", Cancellation));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.Status == "canceled", Cancellation));
        Assert.Equal(0, (long)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["balance"]!);
    }

    [Fact]
    public async Task Money_that_is_on_its_way_is_not_given_back_before_it_is_there()
    {
        var account = await (await Account.OpenAsync(App)).UseCardAsync("pm_usBankAccount_success");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var open = await account.InvoiceAsync("open");
        var page = await SignInAsync(account.Member, "/billing");
        foreach (var path in new[] { "billing", "billing/invoices", $"billing/invoices/{open}" })
        {
            await page.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await Expect(page.Locator(".badge", new() { HasText = "On its way" }).First).ToBeVisibleAsync();
        }

        await page.GotoAsync(new Uri(App.Address, "billing/cancel").AbsoluteUri);
        await Expect(page.GetByText("Not possible yet: $149.00 for this period is on its way from your bank.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel now" })).ToHaveCountAsync(0);
        await page.ShouldHaveNoAxeFindings();
        var refused = await App.Services.GetRequiredService<CancelSubscription>().RunAsync(account.Member.Id, account.Subscription, atOnce: true, null, null, Cancellation);
        Assert.Equal("on_its_way", refused.Refusal?.Code);
        await account.AfterAsync(TimeSpan.FromDays(9));
        await account.KnowsAsync(context => context.Invoices.AnyAsync(n => n.CustomerId == account.Customer && n.Status == "paid" && n.BillingReason == "subscription_cycle", Cancellation));
    }

    [Fact]
    public async Task Time_that_a_credit_note_has_given_back_is_not_given_back_again()
    {
        var account = await CreditedAsync("14900");
        var page = await SignInAsync(account.Member, "/billing/change?plan=enterprise");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The $149.00 of this period were given back by a credit note, so more can be had from the next period on.");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "To billing" })).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "billing/cancel").AbsoluteUri);
        await Expect(page.GetByText("Nothing more: the $149.00 of this period were given back by a credit note")).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel now" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End Pro now" }).ClickAsync();
        await page.ArrivesAsync("**/billing");
        Assert.Equal(-14900, (long)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["balance"]!);
    }

    [Fact]
    public async Task A_credit_note_for_a_part_takes_nothing_off_the_time_that_is_not_used()
    {
        var account = await CreditedAsync("3000");
        var preview = (await App.Services.GetRequiredService<PreviewCancel>().RunAsync(account.Member.Id, account.Subscription, Cancellation)).Value!;
        Assert.Null(preview.GivenBack);
        Assert.Null((await App.Services.GetRequiredService<CancelSubscription>().RunAsync(account.Member.Id, account.Subscription, atOnce: true, null, null, Cancellation)).Refusal);
        Assert.InRange(preview.Final!.Credit.MinorUnits, 1, 14900);
        Assert.Equal(-3000 - preview.Final.Credit.MinorUnits, (long)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["balance"]!);
    }

    /// <summary>Of the running period so much was given back as credit.</summary>
    private async Task<Account> CreditedAsync(string amount)
    {
        var account = await Account.OpenAsync(App);
        var note = (string)(await App.Sandbox.PostAsync("credit_notes", ("invoice", await account.InvoiceAsync("paid", "subscription_create")), ("amount", amount), ("credit_amount", amount)))["id"]!;
        await account.KnowsAsync(context => context.CreditNotes.AnyAsync(n => n.Id == note, Cancellation));
        return account;
    }
}
