using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Documents;
using PaymentPortal.Invoices;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Documents;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>The customer's invoices and what comes next, in a real browser.</summary>
public sealed class InvoicePagesTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task An_upgrade_in_the_middle_of_a_period_is_explained_to_the_cent_and_its_document_is_two_presses_away()
    {
        var account = await (await Account.OpenAsync(App)).AfterAsync(TimeSpan.FromDays(10));
        var item = (string)(await App.Sandbox.GetAsync($"subscriptions/{account.Subscription}"))["items"]!["data"]![0]!["id"]!;
        await App.Sandbox.PostAsync($"subscriptions/{account.Subscription}", ("items[0][id]", item), ("items[0][price]", await account.PriceAsync("enterprise_month_usd")), ("proration_behavior", "always_invoice"));
        var id = await account.InvoiceAsync("paid", "subscription_update");
        var page = await SignInAsync(account.Member, "/billing");
        await page.GetByRole(AriaRole.Link, new() { Name = "Invoices" }).First.ClickAsync();
        await Expect(page.Locator($"a[href='/billing/invoices/{id}/pdf']")).ToBeVisibleAsync();
        await page.Locator($"a[href='/billing/invoices/{id}']").ClickAsync();
        foreach (var why in await page.GetByText("Why was I charged this?", new() { Exact = true }).And(page.Locator("summary")).AllAsync())
            await why.ClickAsync();
        await Expect(page.Locator(".line-reasons")).ToHaveCountAsync(2);
        await Expect(page.Locator(".line-reasons").First).ToContainTextAsync("$149.00 had been charged for");
        await page.ShouldHaveNoAxeFindings();

        var file = await App.Services.GetRequiredService<InvoiceDocuments>().EnsureAsync(id, Cancellation);
        var document = InvoiceDocument.FromJson(file.Value!.Content);
        var answers = document.Lines.Select(line => WhyCharged.Of(line, TimeZoneInfo.Utc)).ToList();
        Assert.Equal(document.Total.MinorUnits, answers.Sum(a => a.Total.MinorUnits));
        Assert.Equal(document.Total.MinorUnits, (long)(await App.Sandbox.GetAsync($"invoices/{id}"))["total"]!);
        Assert.All(answers, answer => Assert.Contains("÷", answer.Reasons[0].Sentence, StringComparison.Ordinal));
        var receipt = await page.Context.APIRequest.GetAsync(new Uri(App.Address, $"billing/invoices/{id}/receipt").AbsoluteUri);
        Assert.Contains("Receipt", PdfTool.Text(await receipt.BodyAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoices_are_filtered_by_address_and_a_stranger_sees_none()
    {
        var account = await (await Account.OpenAsync(App)).AfterAsync(TimeSpan.FromDays(32));
        var id = await account.InvoiceAsync("paid");
        var page = await SignInAsync(account.Member, "/billing/invoices?q=149.00");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.GotoAsync(new Uri(App.Address, "billing/invoices?state=open").AbsoluteUri);
        await Expect(page.GetByText("No invoice fits")).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        await App.Sandbox.PostAsync("credit_notes", ("invoice", id), ("amount", "1000"), ("credit_amount", "1000"), ("memo", "An hour of outage"));
        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await Expect(page.Locator("tbody tr").Filter(new() { HasText = "Credit note" })).ToContainTextAsync("−$10.00");
        await page.GotoAsync(new Uri(App.Address, $"billing/invoices/{id}").AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Credit notes" })).ToBeVisibleAsync();
        var address = await page.Locator("a[href^='/billing/credit-notes/']").GetAttributeAsync("href");
        var note = PdfTool.Text(await (await page.Context.APIRequest.GetAsync(new Uri(App.Address, address).AbsoluteUri)).BodyAsync());
        Assert.Contains("Credit note", note, StringComparison.Ordinal);
        Assert.Contains("$10.00 credited", note, StringComparison.Ordinal);
        Assert.Contains("An hour of outage", note, StringComparison.Ordinal);
        Assert.Contains("$10.00 is credit, which later invoices are paid with.", note, StringComparison.Ordinal);
        var bare = (string)(await App.Sandbox.PostAsync("credit_notes", ("invoice", id), ("amount", "500"), ("refund_amount", "500")))["id"]!;
        await Expect(page.Locator($"a[href='/billing/credit-notes/{bare}/pdf']")).ToBeVisibleAsync();
        var refunded = PdfTool.Text(await (await page.Context.APIRequest.GetAsync(new Uri(App.Address, $"billing/credit-notes/{bare}/pdf").AbsoluteUri)).BodyAsync());
        Assert.Contains("Credit on invoice ", refunded, StringComparison.Ordinal);
        Assert.Contains("$5.00 goes back to the card or account that paid.", refunded, StringComparison.Ordinal);

        AllowStatus(404, "Not Found");
        var stranger = await SignInAsync(await Member.AddAsync(App), "/billing/invoices");
        await Expect(stranger.GetByText("No invoices yet")).ToBeVisibleAsync();
        Assert.Equal(404, (await stranger.Context.APIRequest.GetAsync(new Uri(App.Address, address).AbsoluteUri)).Status);
        Assert.Equal(404, (await stranger.Context.APIRequest.GetAsync(new Uri(App.Address, $"billing/invoices/{id}/receipt").AbsoluteUri)).Status);
    }

    [Fact]
    public async Task The_number_of_an_order_that_was_changed_before_it_was_paid_stands_among_the_void_ones()
    {
        var checkout = await CheckOutAsync(await Member.AddAsync(App));
        await checkout.FillAsync(CheckoutScreen.Asks, "US", "$149.00");
        await checkout.Pay.ClickAsync();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(checkout.Message).ToContainTextAsync("Your bank did not confirm the payment");
        await checkout.Page.GetByRole(AriaRole.Button, new() { Name = "Seats: one more" }).ClickAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $298.00");
        await checkout.FillCardAsync(CheckoutScreen.Pays);
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await checkout.Page.GotoAsync(new Uri(App.Address, "billing/invoices?state=void").AbsoluteUri);
        await Expect(checkout.Page.Locator("tbody tr")).ToContainTextAsync(["$149.00"]);
        var pdf = await checkout.Page.Locator("tbody a[download]").GetAttributeAsync("href");
        Assert.True((await checkout.Page.Context.APIRequest.GetAsync(new Uri(App.Address, pdf).AbsoluteUri)).Ok);
        await checkout.Page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await Expect(checkout.Page.Locator("tbody tr")).ToContainTextAsync(["$298.00"]);
    }

    [Fact]
    public async Task Invoices_of_one_second_stand_in_the_order_of_their_numbers_the_newest_first()
    {
        var account = await Account.OpenAsync(App);
        for (var made = 0; made < 5; made++)
        {
            await App.Sandbox.PostAsync("invoiceitems", ("customer", account.Customer), ("amount", "100"), ("currency", "usd"));
            var draft = await App.Sandbox.PostAsync("invoices", ("customer", account.Customer), ("pending_invoice_items_behavior", "include"), ("metadata[organisation]", account.Member.Organisation.ToString()));
            await App.Sandbox.PostAsync($"invoices/{(string)draft["id"]!}/finalize");
        }

        await account.KnowsAsync(async context => await context.Invoices.CountAsync(i => i.CustomerId == account.Customer && i.Number != null, Cancellation) == 6);
        var page = await SignInAsync(account.Member, "/billing/invoices");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(6);
        var numbers = await page.Locator("tbody tr a[href^='/billing/invoices/in_']:not([download])").AllTextContentsAsync();
        Assert.Equal(numbers.OrderDescending(StringComparer.Ordinal), numbers);
    }

    [Theory]
    [InlineData("enterprise_month_usd", "needs_card")]
    [InlineData("pilot_month_usd", null)]
    public async Task A_trial_goes_on_without_a_card_only_with_a_plan_that_is_tried_without_one(string wanted, string? refusal)
    {
        var account = await Account.OpenAsync(App, "pm_card_visa", ("trial_period_days", "14"));
        var change = App.Services.GetRequiredService<PreviewChange>();
        Assert.Null((await change.RunAsync(account.Member.Id, account.Subscription, wanted, 1, Cancellation)).Refusal);
        await App.Sandbox.PostAsync($"payment_methods/{account.Card}/detach");
        Assert.Equal(refusal, (await change.RunAsync(account.Member.Id, account.Subscription, wanted, 1, Cancellation)).Refusal?.Code);
        if (refusal is not null)
        {
            var page = await SignInAsync(account.Member, $"/billing/change?plan={wanted.Split('_')[0]}");
            await Expect(page.GetByText("Enterprise needs a way to pay before your trial goes on with it.")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Add a card" }).ClickAsync();
            await Expect(page.Locator("#payment")).ToHaveAttributeAsync("data-complete-url", $"/billing/change?plan={wanted.Split('_')[0]}&interval=month&seats=1");
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Change plan" })).ToBeVisibleAsync();
            foreach (var elsewhere in (string[])["https://example.com/billing/change", "//example.com", "/billing/changes", "/billing/change/../../account"])
            {
                await page.GotoAsync(new Uri(App.Address, $"billing/payment-methods/add?then={Uri.EscapeDataString(elsewhere)}").AbsoluteUri);
                await Expect(page.Locator("#payment")).ToHaveAttributeAsync("data-complete-url", "/billing/payment-methods?notice=saved");
            }
        }
    }

    [Fact]
    public async Task A_trial_that_was_to_end_does_not_go_on_without_the_card_that_its_plan_needs()
    {
        var account = await Account.OpenAsync(App, "pm_card_visa", ("trial_period_days", "14"));
        var path = $"subscriptions/{account.Subscription}";
        var item = (string)(await App.Sandbox.GetAsync(path))["items"]!["data"]![0]!["id"]!;
        await App.Sandbox.PostAsync(path, ("items[0][id]", item), ("items[0][price]", await account.PriceAsync("enterprise_month_usd")), ("cancel_at_period_end", "true"));
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == account.Subscription && s.CancelAtPeriodEnd, Cancellation));
        await App.Sandbox.PostAsync($"payment_methods/{account.Card}/detach");
        var page = await SignInAsync(account.Member, "/billing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep Enterprise" }).ClickAsync();
        await Expect(page.GetByText("Enterprise needs a way to pay before your trial goes on with it.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Alert).GetByRole(AriaRole.Link, new() { Name = "Add a card" }).ClickAsync();
        await page.ArrivesAsync("**/billing/payment-methods/add");
        Assert.True((bool)(await App.Sandbox.GetAsync(path))["cancel_at_period_end"]!);
    }

    [Fact]
    public async Task An_invoice_that_is_given_up_shows_what_was_tried_and_asks_for_nothing()
    {
        var account = await (await Account.OpenAsync(App)).UseCardAsync("pm_card_chargeCustomerFail");
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var id = await account.InvoiceAsync("open");
        await App.Sandbox.PostAsync($"invoices/{id}/mark_uncollectible");
        await account.InvoiceAsync("uncollectible");
        var page = await SignInAsync(account.Member, $"/billing/invoices/{id}");
        await Expect(page.GetByText("is not collected any more")).ToBeVisibleAsync();
        await Expect(page.Locator(".page-title .badge")).ToHaveTextAsync("Not collected");
        await Expect(page.GetByText("Nobody has tried to pay it yet.")).ToHaveCountAsync(0);
        await Expect(page.Locator(".list-row").First).ToContainTextAsync("Visa ending in");
        await page.ShouldHaveNoAxeFindings();

        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await Expect(page.Locator(".plan-sentence")).ToContainTextAsync("The invoice of this period was not paid, and nobody asks for it any more.");
    }

    [Fact]
    public async Task What_a_credit_note_takes_off_an_open_invoice_stands_in_its_sums_and_in_the_documents_of_its_payment()
    {
        var (account, id) = await OpenInvoiceAsync();
        var page = await SignInAsync(account.Member, $"/billing/invoices/{id}");
        await Expect(page.Locator(".invoice-sums dt")).ToHaveTextAsync(["Subtotal", "Total", "Paid by your credit"]);
        var issued = await FileAsync("pdf");
        await App.Sandbox.PostAsync("credit_notes", ("invoice", id), ("amount", "6000"));
        await Expect(page.Locator(".invoice-sums dt")).ToHaveTextAsync(["Subtotal", "Total", "Paid by your credit", "Taken off by credit notes", "To pay"]);
        await Expect(page.Locator(".invoice-sums dd")).ToHaveTextAsync(["$149.00", "$149.00", "−$30.00", "−$60.00", "$59.00"]);
        await Expect(page.GetByText("The PDF shows the invoice as it was issued. The credit notes below came after it.")).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        Assert.Equal(issued, await FileAsync("pdf"));

        await App.Sandbox.PostAsync($"invoices/{id}/pay", ("payment_method", "pm_card_visa"));
        await Expect(page.Locator(".invoice-sums dt")).ToHaveTextAsync(["Subtotal", "Total", "Paid by your credit", "Taken off by credit notes", "Paid"]);
        await Expect(page.Locator(".invoice-sums dd")).ToHaveTextAsync(["$149.00", "$149.00", "−$30.00", "−$60.00", "$59.00"]);
        await Expect(page.GetByText("The PDF shows the invoice as it was issued.")).ToHaveCountAsync(0);
        foreach (var kind in (string[])["pdf", "receipt"])
        {
            var rows = PdfTool.Text(await FileAsync(kind)).Split('\n').Select(row => string.Join(' ', row.Split([' ', ' '], StringSplitOptions.RemoveEmptyEntries))).ToList();
            var total = rows.IndexOf("Total $149.00");
            Assert.Equal(["Paid by your credit −$30.00", "Taken off by credit notes −$60.00", "Amount paid −$59.00", "Amount due $0.00"], rows.Skip(total + 1).Where(row => row.Length > 0).Take(4));
        }

        async Task<byte[]> FileAsync(string kind) => await (await page.Context.APIRequest.GetAsync(new Uri(App.Address, $"billing/invoices/{id}/{kind}").AbsoluteUri)).BodyAsync();
    }

    [Fact]
    public async Task A_failed_attempt_stays_on_the_page_whatever_credit_notes_take_off_since()
    {
        var (account, id) = await OpenInvoiceAsync();
        var page = await SignInAsync(account.Member, $"/billing/invoices/{id}");
        await HasAttemptAsync();
        foreach (var (amount, left) in ((string, string)[])[("6000", "$59.00"), ("900", "$50.00")])
        {
            await App.Sandbox.PostAsync("credit_notes", ("invoice", id), ("amount", amount));
            await Expect(page.Locator(".invoice-sums dd").Last).ToHaveTextAsync(left);
            await HasAttemptAsync();
            await Expect(page.GetByText("The last attempt with Visa ending in 0341 failed")).ToBeVisibleAsync();
        }
        await App.Sandbox.PostAsync("credit_notes", ("invoice", id), ("amount", "5000"));
        await Expect(page.Locator(".page-title .badge")).ToHaveTextAsync("Paid");
        await HasAttemptAsync();

        async Task HasAttemptAsync()
        {
            var attempt = page.Locator("section[aria-labelledby=payments] .list-row");
            await Expect(attempt).ToContainTextAsync(["Visa ending in 0341"]);
            await Expect(attempt).ToContainTextAsync(["$119.00"]);
        }
    }

    /// <summary>A renewal of $149.00 that $30.00 of credit pay a part of, and a card that fails.</summary>
    private async Task<(Account Account, string Invoice)> OpenInvoiceAsync()
    {
        var account = await (await Account.OpenAsync(App)).UseCardAsync("pm_card_chargeCustomerFail");
        await App.Sandbox.PostAsync($"customers/{account.Customer}/balance_transactions", ("amount", "-3000"), ("currency", "usd"));
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        return (account, await account.InvoiceAsync("open"));
    }

    [Fact]
    public async Task A_next_payment_that_credit_pays_is_said_to_cost_nothing()
    {
        var account = await Account.OpenAsync(App);
        await App.Sandbox.PostAsync($"customers/{account.Customer}/balance_transactions", ("amount", "-20000"), ("currency", "usd"));
        var page = await SignInAsync(account.Member, "/billing");
        await Expect(page.Locator(".next-sentence")).ToHaveTextAsync(new Regex(@"^On \d+ \w+ \d{4} your credit pays the next period, and nothing is charged\.$"));
        await Expect(page.Locator(".next-card .sums-total dd")).ToHaveTextAsync("$0.00");
    }
}
