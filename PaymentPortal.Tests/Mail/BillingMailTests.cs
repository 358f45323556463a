using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Inbox;
using PaymentPortal.Mail;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Mail;

/// <summary>What the customer is told by mail: once each, with amounts, days and one link.</summary>
public sealed class BillingMailTests(PortalApp app) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_renewal_brings_a_receipt_with_both_documents()
    {
        var account = await (await Account.OpenAsync(app)).AfterAsync(TimeSpan.FromDays(32));
        await account.InvoiceAsync("paid");
        var mail = Assert.Single(await account.MailsAsync("receipt"));
        Assert.Contains("$149.00", mail.Subject, StringComparison.Ordinal);
        Assert.Equal(2, mail.Attachments.Count);
        Assert.Contains("/billing/invoices/in_", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Visa ending in 4242", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renewal_that_credit_pays_brings_its_invoice_and_no_receipt()
    {
        var account = await Account.OpenAsync(app);
        await app.Sandbox.PostAsync($"customers/{account.Customer}/balance_transactions", ("amount", "-20000"), ("currency", "usd"));
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        await account.InvoiceAsync("paid");
        var mail = Assert.Single(await account.MailsAsync("$149.00, paid by your credit"));
        Assert.Single(mail.Attachments);
        Assert.Contains("Nothing was charged.", mail.Text, StringComparison.Ordinal);
        Assert.Empty(await account.MailsAsync("receipt"));
    }

    [Fact]
    public async Task Each_failed_attempt_is_told_once_with_the_way_to_pay()
    {
        var account = await Account.OpenAsync(app);
        await account.UseCardAsync("pm_card_chargeCustomerFail");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var invoice = await account.InvoiceAsync("open");
        await account.KnowsAsync(context => context.OutboxMessages.AnyAsync(m => m.Cause == invoice + ":1", Cancellation));
        var mail = Assert.Single(await account.MailsAsync("failed"));
        Assert.Contains($"/billing/fix?invoice={invoice}", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Next attempt", mail.Text, StringComparison.Ordinal);
        await ReplayAllAsync();
        Assert.Single(await account.MailsAsync("failed"));
        account = await account.AfterAsync(TimeSpan.FromDays(4));
        await account.KnowsAsync(context => context.OutboxMessages.AnyAsync(m => m.Cause == invoice + ":2", Cancellation));
        Assert.Equal(2, (await account.MailsAsync("failed")).Count);
    }

    [Fact]
    public async Task What_the_seller_changes_and_cannot_charge_is_told_too()
    {
        var account = await Account.OpenAsync(app);
        await account.UseCardAsync("pm_card_chargeCustomerFail");
        var subscription = (await app.Sandbox.ListAsync("subscriptions", ("customer", account.Customer)))[0];
        await app.Sandbox.PostAsync($"subscriptions/{(string)subscription["id"]!}", ("items[0][id]", (string)subscription["items"]!["data"]![0]!["id"]!), ("items[0][quantity]", "2"), ("proration_behavior", "always_invoice"));
        var invoice = await account.InvoiceAsync("open", "subscription_update");
        await account.KnowsAsync(context => context.OutboxMessages.AnyAsync(m => m.Cause == invoice + ":1", Cancellation));
        Assert.Contains($"/billing/fix?invoice={invoice}", Assert.Single(await account.MailsAsync("failed")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bank_that_asks_brings_a_mail_of_its_own()
    {
        var account = await Account.OpenAsync(app);
        await account.UseCardAsync("pm_card_authenticationRequired");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        await account.InvoiceAsync("open");
        Assert.Single(await account.MailsAsync("Confirm your payment of $149.00"));
        Assert.Empty(await account.MailsAsync("failed"));
    }

    [Fact]
    public async Task A_trial_that_ends_is_told_before()
    {
        var account = await Account.OpenAsync(app, "pm_card_visa", ("trial_period_days", "14"));
        Assert.Empty(await account.MailsAsync("Your trial at"));
        account = await account.AfterAsync(TimeSpan.FromDays(12));
        await account.KnowsAsync(context => context.OutboxMessages.AnyAsync(m => m.Cause.StartsWith(account.Subscription + ":TrialEnding"), Cancellation));
        var mail = Assert.Single(await account.MailsAsync("Your trial at"));
        var day = DateTimeOffset.FromUnixTimeSeconds((long)(await app.Sandbox.GetAsync($"subscriptions/{account.Subscription}"))["trial_end"]!).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"$149.00 on {day}", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Visa ending in 4242", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_names_the_day_on_which_it_ends()
    {
        var account = await Account.OpenAsync(app);
        var resumes = DateTimeOffset.FromUnixTimeSeconds(account.Now).AddDays(40);
        await app.Sandbox.PostAsync($"subscriptions/{account.Subscription}", ("pause_collection[behavior]", "void"), ("pause_collection[resumes_at]", $"{resumes.ToUnixTimeSeconds()}"));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.CollectionPaused, Cancellation));
        var mail = Assert.Single(await account.MailsAsync("is paused"));
        Assert.Contains($"is paused until {resumes.ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}.", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_pauses_and_ends_are_told_once_each()
    {
        var account = await Account.OpenAsync(app);
        var path = $"subscriptions/{account.Subscription}";
        var item = (string)(await app.Sandbox.GetAsync(path))["items"]!["data"]![0]!["id"]!;
        await app.Sandbox.PostAsync(path, ("items[0][id]", item), ("items[0][quantity]", "2"));
        await account.KnowsAsync(context => context.SubscriptionItems.AnyAsync(i => i.Id == item && i.Quantity == 2, Cancellation));
        await app.Sandbox.PostAsync(path, ("pause_collection[behavior]", "void"));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.CollectionPaused, Cancellation));
        await app.Sandbox.PostAsync(path, ("pause_collection", ""));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && !s.CollectionPaused, Cancellation));
        await app.Sandbox.PostAsync(path, ("cancel_at_period_end", "true"));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.CancelAtPeriodEnd, Cancellation));
        await app.Sandbox.PostAsync(path, ("cancel_at_period_end", "false"));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && !s.CancelAtPeriodEnd, Cancellation));
        await EndAsync(account, "");
        await ReplayAllAsync();
        foreach (var words in (string[])["was changed", "is paused", "is back", "ends on", "goes on", "has ended"])
            Assert.Single(await account.MailsAsync(words));
        Assert.DoesNotContain("Credit left", (await account.MailsAsync("has ended"))[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("create_prorations", "What the change costs or gives back stands on your next invoice", "$674.00 on")]
    [InlineData("always_invoice", "Where it cost something at once, that has a receipt of its own.", "$499.00 on")]
    public async Task A_change_is_told_with_what_is_paid_next_and_where_its_cost_stands(string prorations, string sentence, string next)
    {
        var account = await (await Account.OpenAsync(app)).AfterAsync(TimeSpan.FromSeconds(1));
        var path = $"subscriptions/{account.Subscription}";
        var item = (await app.Sandbox.GetAsync(path))["items"]!["data"]![0]!;
        var price = await account.PriceAsync("enterprise_month_usd");
        // Half of the period is over, to the second
        account = await account.AfterAsync(TimeSpan.FromSeconds((((long)item["current_period_end"]! - (long)item["current_period_start"]!) / 2) - 1));
        await app.Sandbox.PostAsync(path, ("items[0][id]", (string)item["id"]!), ("items[0][price]", price), ("proration_behavior", prorations));
        await account.KnowsAsync(context => context.SubscriptionItems.AnyAsync(i => i.SubscriptionId == account.Subscription && i.PriceId == price, Cancellation));
        var mail = Assert.Single(await account.MailsAsync("was changed"));
        Assert.Contains(sentence, mail.Text, StringComparison.Ordinal);
        Assert.Contains(next, mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_is_to_come_is_told_once_with_its_day_and_its_price()
    {
        var account = await Account.OpenAsync(app);
        var schedule = await app.Sandbox.PostAsync("subscription_schedules", ("from_subscription", account.Subscription));
        var phase = schedule["phases"]![0]!;
        var ends = (long)phase["end_date"]!;
        await app.Sandbox.PostAsync(
            $"subscription_schedules/{schedule["id"]}",
            ("phases[0][items][0][price]", (string)phase["items"]![0]!["price"]!), ("phases[0][start_date]", $"{phase["start_date"]}"), ("phases[0][end_date]", $"{ends}"),
            ("phases[1][items][0][price]", await account.PriceAsync("pilot_month_usd")), ("phases[1][duration][interval]", "month"), ("phases[1][proration_behavior]", "none"));
        await account.KnowsAsync(context => context.SubscriptionSchedules.AnyAsync(s => s.SubscriptionId == account.Subscription && s.ChangesAt != null, Cancellation));
        await ReplayAllAsync();
        var mail = Assert.Single(await account.MailsAsync("changes on"));
        var day = DateTimeOffset.FromUnixTimeSeconds(ends).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(day, mail.Subject, StringComparison.Ordinal);
        foreach (var words in (string[])["Pro, $149.00 per month", "Pilot, $49.00 per month", $"$49.00 on {day}", "you can withdraw the change"])
            Assert.Contains(words, mail.Text, StringComparison.Ordinal);
        await account.AfterAsync(TimeSpan.FromDays(32));
        await account.KnowsAsync(context => context.SubscriptionItems.AnyAsync(i => i.SubscriptionId == account.Subscription && i.LookupKey == "pilot_month_usd", Cancellation));
        Assert.Single(await account.MailsAsync("was changed"));
        Assert.Single(await account.MailsAsync("changes on"));
    }

    [Fact]
    public async Task A_debit_of_a_renewal_that_comes_back_is_told_as_one()
    {
        var account = await (await Account.OpenAsync(app)).UseCardAsync("pm_usBankAccount_insufficientFunds");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var invoice = await account.InvoiceAsync("open");
        while ((string?)(await app.Sandbox.ListAsync("charges", ("customer", account.Customer)))[0]["status"] == "pending")
            account = await account.AfterAsync(TimeSpan.FromDays(1));
        await account.KnowsAsync(context => context.OutboxMessages.AnyAsync(m => m.Effect == "mail.returned-debit" && context.Charges.Any(c => c.Id == m.Cause && c.CustomerId == account.Customer), Cancellation));
        var saved = await app.Services.GetRequiredService<PaymentMethodQueries>().OfCustomerAsync(account.Customer, Cancellation);
        Assert.Equal([("card", true), ("us_bank_account", false)], saved.Select(m => (m.Method.Type, m.IsGood)).Order());
        var mail = Assert.Single(await account.MailsAsync("Your bank returned the payment of $149.00"));
        Assert.Contains("Not enough money on the account", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"/billing/fix?invoice={invoice}", mail.Text, StringComparison.Ordinal);
        Assert.Empty(await account.MailsAsync("failed"));
    }

    [Fact]
    public async Task An_end_that_gives_something_back_names_the_credit()
    {
        var account = await (await Account.OpenAsync(app)).AfterAsync(TimeSpan.FromDays(10));
        await EndAsync(account, "?prorate=true&invoice_now=true");
        var balance = (long)(await app.Sandbox.GetAsync($"customers/{account.Customer}"))["balance"]!;
        Assert.True(balance < 0, $"The balance is {balance}.");
        var mail = Assert.Single(await account.MailsAsync("has ended"));
        var credit = MoneyFormat.Text(new Money(-balance, Currency.Parse("usd")));
        Assert.Contains($"{credit}, taken off what you buy next", mail.Text, StringComparison.Ordinal);
        var given = Assert.Single(await account.MailsAsync("Your credit from"));
        Assert.Contains($"gives you {credit} back as credit", given.Text, StringComparison.Ordinal);
        Assert.Single(given.Attachments);
    }

    [Fact]
    public async Task A_credit_note_comes_once_and_says_where_the_money_goes()
    {
        var account = await (await Account.OpenAsync(app)).AfterAsync(TimeSpan.FromDays(32));
        var invoice = await account.InvoiceAsync("paid");
        var note = await app.Sandbox.PostAsync("credit_notes", ("invoice", invoice), ("amount", "2500"), ("refund_amount", "1500"), ("credit_amount", "1000"), ("memo", "An hour of outage"));
        await account.KnowsAsync(context => context.CreditNotes.AnyAsync(n => n.InvoiceId == invoice, Cancellation));
        await ReplayAllAsync();
        var mail = Assert.Single(await account.MailsAsync("Your credit note from"));
        Assert.Contains("$25.00", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("$15.00 goes back to the card or account that paid.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("$10.00 is credit, which later invoices are paid with.", mail.Text, StringComparison.Ordinal);
        Assert.Equal($"credit-note-{note["number"]}.pdf", Assert.Single(mail.Attachments).Name);
    }

    [Fact]
    public async Task A_credit_note_on_an_old_invoice_goes_to_who_gets_the_mail_today()
    {
        var account = await (await Account.OpenAsync(app)).AfterAsync(TimeSpan.FromDays(32));
        var invoice = await account.InvoiceAsync("paid");
        await account.KnowsAsync(context => context.InvoiceDocuments.AnyAsync(d => d.InvoiceId == invoice, Cancellation));
        var (before, now) = ((await account.MailsAsync("")).Count, $"books-{account.Customer}@example.com");
        await app.Sandbox.PostAsync($"customers/{account.Customer}", ("email", now));
        await account.KnowsAsync(context => context.Customers.AnyAsync(c => c.Id == account.Customer && c.Email == now, Cancellation));
        await app.Sandbox.PostAsync("credit_notes", ("invoice", invoice), ("amount", "2500"), ("credit_amount", "2500"));
        await account.KnowsAsync(context => context.CreditNotes.AnyAsync(n => n.InvoiceId == invoice, Cancellation));
        Assert.Equal(before, (await account.MailsAsync("")).Count);
        Assert.Single(app.Services.GetRequiredService<Mailbox>().Latest(500), m => m.To.Contains(now, StringComparison.Ordinal) && m.Subject.StartsWith("Your credit note from", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_that_ended_unpaid_says_what_is_open_and_that_paying_does_not_bring_it_back()
    {
        var account = await (await Account.OpenAsync(app)).UseCardAsync("pm_card_chargeCustomerFail");
        account = await account.AfterAsync(TimeSpan.FromDays(80));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.Status == "canceled" && s.EndReason == "payment_failed", Cancellation));
        var mail = Assert.Single(await account.MailsAsync("has ended"));
        Assert.Contains("because $149.00 was not paid", mail.Text, StringComparison.Ordinal);
        Assert.Contains("paying it does not bring the plan back", mail.Text, StringComparison.Ordinal);
        var visitor = new Visitor(app.NewClient());
        await visitor.SignInAsync(account.Member.Email, Member.Password);
        const string Ended = "The plan that it was for has ended: paying does not bring that back.";
        Assert.Contains($"pays Northwind Software Ltd now. {Ended}", await visitor.ReadAsync("/billing/fix"), StringComparison.Ordinal);

        await account.UseCardAsync("pm_card_visa");
        await app.Sandbox.PostAsync("subscriptions", ("customer", account.Customer), ("items[0][price]", await account.PriceAsync("pilot_month_usd")), ("metadata[organisation]", account.Member.Organisation.ToString()));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.CustomerId == account.Customer && s.Status == "active", Cancellation));
        Assert.Contains($"now, and the coming invoices of your plan. {Ended}", await visitor.ReadAsync("/billing/fix"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_ends_soon_is_told_once_a_month()
    {
        var account = await Account.OpenAsync(app);
        // By its own clock, on which another month may have begun
        var now = DateTimeOffset.FromUnixTimeSeconds(account.Now);
        await app.Sandbox.PostAsync($"payment_methods/{account.Card}", ("card[exp_month]", $"{now.Month}"), ("card[exp_year]", $"{now.Year}"));
        await account.KnowsAsync(context => context.PaymentMethods.AnyAsync(m => m.Id == account.Card && m.ExpiryYear == now.Year && m.ExpiryMonth == now.Month, Cancellation));
        var job = app.Services.GetServices<IInboxJob>().OfType<CardsExpiring>().Single();
        var row = new InboxJob { Name = job.Name, DueAt = now };
        Assert.NotNull(await job.RunAsync(row, Cancellation));
        Assert.NotNull(await job.RunAsync(row, Cancellation));
        Assert.Single(await account.MailsAsync("expires soon"));
    }

    [Fact]
    public async Task An_invoice_to_be_paid_by_the_customer_is_sent()
    {
        var account = await Account.OpenAsync(app, "pm_card_visa", ("collection_method", "send_invoice"), ("days_until_due", "14"));
        account = await account.AfterAsync(TimeSpan.FromHours(2));
        var invoice = await account.InvoiceAsync("open", "subscription_create");
        var mail = Assert.Single(await account.MailsAsync("Invoice "));
        Assert.Contains($"/billing/fix?invoice={invoice}", mail.Text, StringComparison.Ordinal);
    }

    private static async Task EndAsync(Account account, string how)
    {
        using var http = account.App.NewClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "sk_test_sandbox");
        using var ended = await http.DeleteAsync(new Uri(account.App.Address, $"/v1/subscriptions/{account.Subscription}{how}"), Cancellation);
        Assert.True(ended.IsSuccessStatusCode);
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.Status == "canceled", Cancellation));
    }

    /// <summary>Applies everything once more, as after an interruption.</summary>
    private async Task ReplayAllAsync()
    {
        await using (var context = await app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation))
            await context.InboxEntries.Where(e => e.State == InboxState.Done).ExecuteUpdateAsync(set => set.SetProperty(e => e.State, InboxState.Pending), Cancellation);
        app.Services.GetRequiredService<InboxSignal>().Wake();
    }
}
