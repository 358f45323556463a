using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Billing;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>The customer's cards and details in a real browser.</summary>
public sealed class BillingPagesTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task A_plan_that_owes_offers_the_way_to_pay_first()
    {
        var account = await FailedAsync();
        await account.InvoiceAsync("open");
        var page = await SignInAsync(account.Member, "/billing");
        var foot = page.Locator(".plan-card .card-foot").First;
        await Expect(foot.GetByRole(AriaRole.Link)).ToHaveTextAsync(["Pay now", "Update card", "Cancel plan"]);
        await Expect(foot.Locator(".primary")).ToHaveTextAsync(["Pay now"]);
        await page.ShouldHaveNoAxeFindings();
        await foot.GetByRole(AriaRole.Link, new() { Name = "Pay now" }).ClickAsync();
        await page.Locator($"input[value='{account.Card}']").CheckAsync();
        await new CheckoutScreen(page).Pay.ClickAsync();
        await Expect(page.GetByText("Paid: $149.00")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Change plan or seats" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Pay now" })).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(CheckoutScreen.Pays, 0)]
    [InlineData(CheckoutScreen.Asks, 1)]
    public async Task A_new_card_pays_what_failed_at_once_and_becomes_the_default_and_its_bank_asks_once(string number, int questions)
    {
        var account = await FailedAsync();
        await account.InvoiceAsync("open");
        var page = await SignInAsync(account.Member, "/billing/payment-methods/add");
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Link, new() { Name = "Pay it with the new card" }).ClickAsync();
        var screen = new CheckoutScreen(page);
        await Expect(screen.Pay).ToHaveTextAsync("Pay $149.00");
        await page.ShouldHaveNoAxeFindings();
        await screen.FillCardAsync(number);
        await screen.Pay.ClickAsync();
        for (var i = 0; i < questions; i++)
        {
            await Expect(screen.BankAsks).ToContainTextAsync("$149.00");
            await screen.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        }

        await page.ArrivesAsync("**/billing/invoices/in_*");
        await Expect(page.GetByText("Paid: $149.00")).ToBeVisibleAsync();
        Assert.Equal(2, await App.Sandbox.SucceededChargesAsync(account.Customer));
        var subscription = await App.Sandbox.GetAsync($"subscriptions/{account.Subscription}");
        Assert.Equal("active", (string?)subscription["status"]);
        var paidBy = (string?)subscription["default_payment_method"];
        Assert.Equal((string?)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["invoice_settings"]!["default_payment_method"], paidBy);
        Assert.Equal(number[^4..], (string?)(await App.Sandbox.GetAsync($"payment_methods/{paidBy}"))["card"]!["last4"]);
    }

    [Fact]
    public async Task A_card_whose_bank_was_asked_while_it_paid_pays_the_next_renewal_while_nobody_is_there()
    {
        var account = await FailedAsync();
        var page = await SignInAsync(account.Member, $"/billing/fix?invoice={await account.InvoiceAsync("open")}");
        var screen = new CheckoutScreen(page);
        await screen.FillCardAsync("4000 0025 0000 3155");
        await screen.Pay.ClickAsync();
        await screen.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await page.ArrivesAsync("**/billing/invoices/in_*");
        account = await account.AfterAsync(TimeSpan.FromDays(31));
        await account.KnowsAsync(async context => await context.Invoices.CountAsync(i => i.CustomerId == account.Customer && i.BillingReason == "subscription_cycle" && i.Status == "paid", Cancellation) == 2);
    }

    [Fact]
    public async Task A_saved_card_pays_and_a_refused_one_is_told()
    {
        AllowDeclines();
        var account = await FailedAsync();
        var id = await account.InvoiceAsync("open");
        var page = await SignInAsync(account.Member, $"/billing/fix?invoice={id}", 390);
        var screen = new CheckoutScreen(page);
        await screen.FillCardAsync("4000 0000 0000 0341");
        await screen.Pay.ClickAsync();
        await Expect(screen.Message).ToContainTextAsync("nothing was charged");
        await page.Locator($"input[value='{account.Card}']").CheckAsync();
        await screen.Pay.ClickAsync();
        await Expect(page.GetByText("Paid: $149.00")).ToBeVisibleAsync();
        Assert.Equal(2, await App.Sandbox.SucceededChargesAsync(account.Customer));
    }

    [Fact]
    public async Task What_is_saved_belongs_to_whom_the_page_was_shown_for()
    {
        var (account, other) = (await Account.OpenAsync(App), await Account.OpenAsync(App));
        var (save, use, reader) = (App.Services.GetRequiredService<SaveBillingParty>(), App.Services.GetRequiredService<UsePaymentMethod>(), account.Member.Id);
        var shown = (await save.ReadAsync(reader, Cancellation)).Value!;
        var strange = (await save.ReadAsync(other.Member.Id, Cancellation)).Value!;
        Assert.False((await save.RunAsync(reader, strange, Cancellation)).IsDone);
        Assert.False((await use.StartAsync(reader, null, other.Customer, "", Cancellation)).IsDone);
        await ActsForAsync(account.Member, other.Member.Organisation);

        shown.Name = "Engines of before";
        Assert.True((await save.RunAsync(reader, shown, Cancellation)).IsDone);
        Assert.Equal("Engines of before", (string?)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["name"]);
        Assert.NotEqual("Engines of before", (string?)(await App.Sandbox.GetAsync($"customers/{other.Customer}"))["name"]);

        var secret = (await use.StartAsync(reader, null, account.Customer, "", Cancellation)).Value!;
        Assert.Equal(account.Customer, (string?)(await App.Sandbox.GetAsync($"setup_intents/{secret[..secret.IndexOf("_secret_", StringComparison.Ordinal)]}"))["customer"]);
        Assert.True((await use.RunAsync(reader, new MethodWish(account.Card, MakeDefault: true, ShownCustomerId: account.Customer), Cancellation)).IsDone);
        Assert.Equal("unknown_method", (await use.RunAsync(reader, new MethodWish(account.Card, MakeDefault: true), Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task A_mails_link_pays_for_the_invoices_own_organisation_and_nobody_elses_can()
    {
        var (account, other) = (await FailedAsync(), await Member.AddAsync(App));
        var id = await account.InvoiceAsync("open");
        var use = App.Services.GetRequiredService<UsePaymentMethod>();
        Assert.Equal("not_found", (await use.RunAsync(other.Id, new MethodWish(account.Card, MakeDefault: true, 14_900, id), Cancellation)).Refusal?.Code);
        Assert.Equal("not_found", (await use.StartAsync(other.Id, id, null, "", Cancellation)).Refusal?.Code);
        var colleague = await account.Member.ColleagueAsync(App);
        Assert.Equal("not_allowed", (await use.RunAsync(colleague.Id, new MethodWish(account.Card, MakeDefault: true, 14_900, id), Cancellation)).Refusal?.Code);
        var changed = (await use.RunAsync(account.Member.Id, new MethodWish(account.Card, MakeDefault: true, 14_800, id), Cancellation)).Refusal;
        Assert.Equal(("amount_changed", "The amount is now $149.00. Reload the page, then pay."), (changed?.Code, changed?.Sentence));

        await ActsForAsync(account.Member, other.Organisation);

        var page = await SignInAsync(account.Member, $"/billing/fix?invoice={id}");
        await page.Locator($"input[value='{account.Card}']").CheckAsync();
        await new CheckoutScreen(page).Pay.ClickAsync();
        await Expect(page.GetByText("Paid: $149.00")).ToBeVisibleAsync();
        Assert.Equal(2, await App.Sandbox.SucceededChargesAsync(account.Customer));
    }

    [Fact]
    public async Task Cards_are_added_made_default_and_removed_but_not_the_last_one_of_a_running_plan()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/billing/payment-methods");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Visa ending in 4242" }).ClickAsync();
        await Expect(page.GetByText("A running plan needs something to be paid by.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a payment method" }).ClickAsync();
        var screen = new CheckoutScreen(page);
        await page.GetByLabel("Pay the coming invoices with it").UncheckAsync();
        await screen.FillCardAsync("5555 5555 5555 4444");
        await screen.Pay.ClickAsync();
        await Expect(page.GetByText("The payment method is saved.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Mastercard ending in 4444")).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make default: Mastercard ending in 4444" }).ClickAsync();
        await Expect(page.GetByText("Mastercard ending in 4444 pays the coming invoices.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Visa ending in 4242" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Expect(page.GetByText("Visa ending in 4242 is removed.")).ToBeVisibleAsync();
        await Expect(page.Locator(".methods-row")).ToHaveCountAsync(1);
        Assert.Single(await App.Sandbox.ListAsync("payment_methods", ("customer", account.Customer)));
    }

    [Fact]
    public async Task Details_and_tax_id_stand_on_the_next_invoice()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/billing/details");
        await page.GetByLabel("Name on the invoice").FillAsync("Analytische Maschinen GmbH");
        await page.GetByLabel("Country").SelectOptionAsync("DE");
        await page.GetByLabel("Kind of tax id").SelectOptionAsync("eu_vat");
        var save = page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" });
        var taxId = page.GetByLabel("Tax id", new() { Exact = true });
        foreach (var wrong in new[] { "DE12", "DE 136 695 967", "FR40303265045" })
        {
            await taxId.FillAsync(wrong);
            await save.ClickAsync();
            await Expect(taxId).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(page.GetByText("This is not a VAT number of Germany: it begins with DE, and its last digits follow from the others.")).ToBeVisibleAsync();
        }
        await taxId.FillAsync("DE 136 695 976");
        await save.ClickAsync();
        await Expect(page.GetByText("Saved. Your coming invoices carry these details.")).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        account = await account.AfterAsync(TimeSpan.FromDays(32));
        var invoice = await App.Sandbox.GetAsync($"invoices/{await account.InvoiceAsync("paid")}");
        Assert.Equal("Analytische Maschinen GmbH", (string?)invoice["customer_name"]);
        Assert.Equal("DE136695976", (string?)invoice["customer_tax_ids"]![0]!["value"]);
    }

    [Fact]
    public async Task Details_that_are_too_long_are_said_and_kept()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/billing/details");
        foreach (var field in new[] { "Name on the invoice", "Street address" })
        {
            var text = new string('長', 5_000);
            await page.GetByLabel(field).FillAsync(text);
            await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
            await Expect(page.GetByText("This is longer than 200 characters. Shorten it.")).ToBeVisibleAsync();
            await Expect(page.GetByLabel(field)).ToHaveValueAsync(text);
            await page.GetByLabel(field).FillAsync("Analytical Engines");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
        await Expect(page.GetByText("Saved. Your coming invoices carry these details.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Letters_that_a_document_cannot_show_are_named_when_details_are_saved()
    {
        var page = await SignInAsync((await Account.OpenAsync(App)).Member, "/billing/details");
        var boxes = page.GetByText("Their PDF has no letters for");
        foreach (var (name, lacking) in new[] { ("Żółć & Søhne ΑΩ", (string?)null), ("長谷川長", "長谷川") })
        {
            await page.GetByLabel("Name on the invoice").FillAsync(name);
            await page.GetByRole(AriaRole.Button, new() { Name = "Save for coming invoices" }).ClickAsync();
            await Expect(page.GetByText("Saved. Your coming invoices carry these details.")).ToBeVisibleAsync();
            await Expect(boxes).ToHaveCountAsync(lacking is null ? 0 : 1);
            if (lacking is not null)
            {
                await Expect(boxes).ToContainTextAsync($"no letters for {lacking} and");
                await page.ShouldHaveNoAxeFindings();
            }
        }
    }

    [Fact]
    public async Task Details_of_who_has_bought_nothing_say_when_they_are_asked_for()
    {
        var page = await SignInAsync(await Member.AddAsync(App), "/billing/details");
        await Expect(page.GetByText("They are asked for when you first buy something, and can be changed here from then on.")).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
    }

    [Fact]
    public async Task The_parts_of_billing_stand_in_one_row_on_a_phone_with_the_open_one_in_sight()
    {
        var page = await SignInAsync((await Account.OpenAsync(App)).Member, "/billing/details", 390);
        var parts = page.Locator(".tabs a");
        await Expect(parts).ToHaveCountAsync(6);
        await Expect(page.Locator(".tabs a[aria-current=page]")).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.Equal(1, await parts.EvaluateAllAsync<int>("all => new Set(all.map(each => each.offsetTop)).size"));
        await parts.First.FocusAsync();
        await Expect(parts.First).ToBeInViewportAsync(new() { Ratio = 1 });
        await page.GotoAsync(new Uri(App.Address, "billing").AbsoluteUri);
        await Expect(parts.First).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Theory]
    [InlineData("gb_vat", "GB123456789")]
    [InlineData("eu_vat", "DE136695976")]
    [InlineData("us_ein", "12-3456789")]
    public async Task Details_show_of_what_kind_the_tax_id_is(string kind, string number)
    {
        var account = await Account.OpenAsync(App);
        await App.Sandbox.PostAsync($"customers/{account.Customer}/tax_ids", ("type", kind), ("value", number));
        var page = await SignInAsync(account.Member, "/billing/details");
        await Expect(page.GetByLabel("Tax id", new() { Exact = true })).ToHaveValueAsync(number);
        await Expect(page.GetByLabel("Kind of tax id")).ToHaveValueAsync(kind);
        await page.ShouldHaveNoAxeFindings();
    }

    [Fact]
    public async Task A_card_whose_bank_refuses_while_it_is_saved_is_said_not_to_be_saved()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/billing/payment-methods/add");
        var screen = new CheckoutScreen(page);
        await screen.FillCardAsync(CheckoutScreen.Asks);
        await screen.Pay.ClickAsync();
        await screen.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Expect(screen.Message).ToHaveTextAsync("Your bank did not confirm it, so it was not saved. Try again, or use another card.");
    }

    [Theory]
    [InlineData("/billing/payment-methods")]
    [InlineData("/billing/details")]
    [InlineData("/billing/payment-methods/add")]
    public async Task A_plain_member_may_not_change_how_the_organisation_pays(string path)
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(await account.Member.ColleagueAsync(App), path);
        await Expect(page.GetByText("wners and members with the billing role")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove" })).ToHaveCountAsync(0);
        await page.ShouldHaveNoAxeFindings();
    }

    /// <summary>Somebody whose renewal failed, and who still has the card that is good.</summary>
    private async Task<Account> FailedAsync()
    {
        var account = await Account.OpenAsync(App);
        await account.UseCardAsync("pm_card_chargeCustomerFail");
        return await account.AfterAsync(TimeSpan.FromDays(32));
    }

    /// <summary>Makes somebody an owner of another organisation, for which he acts from now on.</summary>
    private async Task ActsForAsync(Member member, OrganisationId other)
    {
        await using var context = await App.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        context.Memberships.Add(new Membership { OrganisationId = other, UserId = member.Id, Role = MembershipRole.Owner, CreatedAt = App.Services.GetRequiredService<TimeProvider>().GetUtcNow() });
        await context.SaveChangesAsync(Cancellation);
        await context.Users.Where(u => u.Id == member.Id).ExecuteUpdateAsync(set => set.SetProperty(u => u.ActsFor, other), Cancellation);
    }
}
