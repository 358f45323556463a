using Microsoft.Playwright;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>What a customer does, by Tab, Enter, Space and the arrows alone.</summary>
public sealed class KeyboardJourneysTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    private IPage page = null!;
    private Keys keys = null!;

    [Theory]
    [InlineData("Registers")]
    [InlineData("Signs in")]
    [InlineData("Skips to the content and chooses dark")]
    [InlineData("Begins a trial with two seats")]
    [InlineData("Goes to another plan")]
    [InlineData("Adds a seat")]
    [InlineData("Pauses and resumes")]
    [InlineData("Cancels with a reason and keeps the plan")]
    [InlineData("Asks why an invoice was charged")]
    [InlineData("Looks for an invoice")]
    [InlineData("Saves another card and removes the first")]
    [InlineData("Changes the billing details")]
    [InlineData("Invites somebody")]
    [InlineData("Gives a member another role")]
    [InlineData("Changes the name and signs out")]
    public async Task A_journey_needs_no_mouse(string journey)
    {
        await (journey switch
        {
            "Registers" => RegistersAsync(),
            "Signs in" => SignsInAsync(),
            "Skips to the content and chooses dark" => ChoosesDarkAsync(),
            "Begins a trial with two seats" => BeginsATrialAsync(),
            "Goes to another plan" => ChangesAsync(),
            "Adds a seat" => AddsASeatAsync(),
            "Pauses and resumes" => PausesAsync(),
            "Cancels with a reason and keeps the plan" => CancelsAsync(),
            "Asks why an invoice was charged" => AsksWhyAsync(),
            "Looks for an invoice" => LooksForAnInvoiceAsync(),
            "Saves another card and removes the first" => SavesACardAsync(),
            "Changes the billing details" => ChangesDetailsAsync(),
            "Invites somebody" => InvitesAsync(),
            "Gives a member another role" => GivesARoleAsync(),
            "Changes the name and signs out" => SignsOutAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(journey)),
        });
    }

    private async Task RegistersAsync()
    {
        await OpenAsync("account/register");
        await Expect(page.GetByLabel("Your name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Grace Hopper");
        await keys.TypeAsync(page.GetByLabel("Organisation"), "Compilers");
        await keys.TypeAsync(page.GetByLabel("Mail address"), "grace.by.keyboard@example.com");
        await keys.TypeAsync(page.GetByLabel("Password"), "short");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Password")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Member.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.ArrivesAsync("**/account/check-mail");
    }

    private async Task SignsInAsync()
    {
        var member = await Member.AddAsync(App);
        await OpenAsync("account/sign-in");
        await keys.TypeAsync(page.GetByLabel("Mail address"), member.Email);
        await keys.TypeAsync(page.GetByLabel("Password"), Member.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.ArrivesAsync("**/billing");
    }

    private async Task ChoosesDarkAsync()
    {
        await ComeAsync(await Member.AddAsync(App), "/pricing");
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" }));
        await Expect(page.Locator("#content")).ToBeFocusedAsync();
        await page.ReloadAsync();
        await keys.PressAsync(page.Locator("summary.account-button"));
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Dark" }));
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("summary.account-button")).ToBeFocusedAsync();
        await Expect(page.Locator(".account-button + .menu-panel")).ToBeHiddenAsync();
    }

    private async Task BeginsATrialAsync()
    {
        await ComeAsync(await Member.AddAsync(App), "/pricing");
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Try Pilot for 14 days" }));
        var checkout = new CheckoutScreen(page);
        await Expect(checkout.Pay).ToBeEnabledAsync();
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Seats: one more" }));
        await Expect(page.GetByLabel("Seats", new() { Exact = true })).ToHaveValueAsync("2");
        await keys.TypeAsync(page.GetByLabel("Promotion code"), "NOTHING");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("There is no such code.")).ToBeVisibleAsync();
        await keys.TypeAsync(checkout.Name, "Compilers");
        await keys.PressAsync(checkout.Pay);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your trial of the" })).ToBeVisibleAsync();
    }

    private async Task ChangesAsync()
    {
        await ComeAsync((await Account.OpenAsync(App)).Member, "/billing");
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Change plan or seats" }));
        await keys.GoToAsync(page.Locator("input[name=plan]:checked"));
        await page.Keyboard.PressAsync("ArrowDown");
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay" }));
        await Expect(page.GetByText("Done. What you chose is yours now.")).ToBeVisibleAsync();
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Back to billing" }));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Enterprise" })).ToBeVisibleAsync();
    }

    private async Task AddsASeatAsync()
    {
        await ComeAsync((await Account.OpenAsync(App)).Member, "/billing/change");
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "One seat more" }), "Space");
        await Expect(page.GetByText("with 2 seats is yours at once")).ToBeVisibleAsync();
        await keys.TypeAsync(page.GetByLabel("Seats", new() { Exact = true }), "3");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("with 3 seats is yours at once")).ToBeVisibleAsync();
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay" }), "Space");
        await Expect(page.GetByText("Done. What you chose is yours now.")).ToBeVisibleAsync();
    }

    private async Task PausesAsync()
    {
        await ComeAsync((await Account.OpenAsync(App)).Member, "/billing");
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Pause" }));
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "2 months" }), "Space");
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Pause until" }));
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Resume now" }));
        await Expect(page.GetByText("It renews by itself.")).ToBeVisibleAsync();
    }

    private async Task CancelsAsync()
    {
        await ComeAsync((await Account.OpenAsync(App)).Member, "/billing");
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Cancel plan" }));
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "It costs too much" }), "Space");
        await keys.TypeAsync(page.GetByLabel("Anything you want to add"), "More than I earn.");
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Cancel on" }));
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Keep Pro" }));
        await Expect(page.GetByText("It renews by itself.")).ToBeVisibleAsync();
    }

    private async Task AsksWhyAsync()
    {
        await ComeAsync((await Account.OpenAsync(App)).Member, "/billing/invoices");
        await keys.PressAsync(page.Locator("td a.cell-main").First);
        await keys.PressAsync(page.GetByText("Why was I charged this?"), "Space");
        await Expect(page.GetByText("$149.00 per month, for")).ToBeVisibleAsync();
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Billing", Exact = true }).First);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Billing" })).ToBeVisibleAsync();
    }

    private async Task LooksForAnInvoiceAsync()
    {
        await ComeAsync((await Account.OpenAsync(App)).Member, "/billing");
        await keys.PressAsync(page.GetByRole(AriaRole.Navigation, new() { Name = "Billing" }).GetByRole(AriaRole.Link, new() { Name = "Invoices" }));
        await keys.TypeAsync(page.GetByRole(AriaRole.Searchbox), "149.00");
        await page.Keyboard.PressAsync("Enter");
        await page.ArrivesAsync("**q=149.00");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Open", Exact = true }));
        await Expect(page.GetByText("No invoice fits")).ToBeVisibleAsync();
    }

    private async Task SavesACardAsync()
    {
        await ComeAsync((await Account.OpenAsync(App)).Member, "/billing/payment-methods");
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Add a payment method" }));
        await keys.TypeAsync(page.GetByLabel("Card number"), "5555555555554444");
        await keys.TypeAsync(page.GetByLabel("Expiry date"), "1234");
        await keys.TypeAsync(page.GetByLabel("Security code"), "123");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("The payment method is saved.")).ToBeVisibleAsync();
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Remove Visa ending in 4242" }));
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }));
        await Expect(page.GetByText("Visa ending in 4242 is removed.")).ToBeVisibleAsync();
    }

    private async Task ChangesDetailsAsync()
    {
        var account = await Account.OpenAsync(App);
        await ComeAsync(account.Member, "/billing/details");
        await keys.TypeAsync(page.GetByLabel("City"), "Athens");
        await keys.GoToAsync(page.GetByLabel("Kind of tax id"));
        await keys.TypeAsync(page.GetByLabel("Mail address for invoices"), "nobody");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Enter the mail address to which invoices go")).ToBeVisibleAsync();
        await keys.TypeAsync(page.GetByLabel("Mail address for invoices"), "accounts@example.com");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Saved. Your coming invoices carry these details.")).ToBeVisibleAsync();
        Assert.Equal("Athens", (string?)(await App.Sandbox.GetAsync($"customers/{account.Customer}"))["address"]!["city"]);
    }

    private async Task InvitesAsync()
    {
        await ComeAsync(await Member.AddAsync(App), "/organisation");
        var invite = page.GetByRole(AriaRole.Button, new() { Name = "Invite" });
        await keys.PressAsync(invite);
        await Expect(page.GetByLabel("Mail address")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(invite).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Mail address")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("by.keyboard@example.com");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("ArrowUp");
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }));
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "by.keyboard@example.com" })).ToContainTextAsync("Invited");
        await Expect(invite).ToBeFocusedAsync();
    }

    private async Task GivesARoleAsync()
    {
        var owner = await Member.AddAsync(App);
        var colleague = await owner.ColleagueAsync(App);
        await ComeAsync(owner, "/organisation");
        var row = page.GetByRole(AriaRole.Row, new() { Name = colleague.Email });
        await keys.PressAsync(row.Locator("summary"), "Space");
        await keys.PressAsync(row.GetByRole(AriaRole.Button, new() { Name = "Change the role" }));
        await keys.GoToAsync(page.Locator("dialog input:checked"));
        await page.Keyboard.PressAsync("ArrowUp");
        var chosen = await page.Locator("dialog input:checked").GetAttributeAsync("value");
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Save role" }));
        await Expect(row).ToContainTextAsync(chosen!);
        await Expect(row.Locator("summary")).ToBeFocusedAsync();
    }

    private async Task SignsOutAsync()
    {
        await ComeAsync(await Member.AddAsync(App), "/billing");
        await keys.PressAsync(page.Locator("summary.account-button"));
        await keys.PressAsync(page.GetByRole(AriaRole.Link, new() { Name = "Account", Exact = true }));
        await keys.TypeAsync(page.GetByLabel("Your name"), "Augusta King");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Your name is saved.")).ToBeVisibleAsync();
        await keys.PressAsync(page.Locator("summary.account-button"));
        await keys.PressAsync(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).Or(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).First).ToBeVisibleAsync();
    }

    private async Task OpenAsync(string path)
    {
        page = await OpenAsync(new Uri(App.Address, path));
        keys = new Keys(page);
    }

    private async Task ComeAsync(Member member, string path)
    {
        page = await SignInAsync(member, path);
        keys = new Keys(page);
    }
}
