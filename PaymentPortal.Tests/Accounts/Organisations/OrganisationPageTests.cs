using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Mail;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Accounts.Organisations;

/// <summary>What members do on the organisation's page, and how the invited come.</summary>
public sealed partial class OrganisationPageTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task An_owner_invites_somebody_new_who_joins_from_the_mail_and_both_see_it()
    {
        var owner = await Member.AddAsync(App);
        var page = await SignInAsync(owner, "/organisation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Invite somebody" });
        await Expect(dialog.GetByLabel("Mail address")).ToBeFocusedAsync();
        await dialog.GetByLabel("Mail address").FillAsync("no address");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
        await Expect(dialog.Locator("#invite-email-error")).ToContainTextAsync("Enter a whole mail address");
        await Expect(dialog.GetByLabel("Mail address")).ToBeFocusedAsync();
        await Expect(dialog.GetByLabel("Mail address")).ToHaveAccessibleDescriptionAsync("Enter a whole mail address, such as ada@example.com.");
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await dialog.GetByLabel("Mail address").FillAsync("grace@example.com");
        await dialog.Locator("input[value=Billing]").CheckAsync();
        await page.ShouldHaveNoAxeFindings();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "grace@example.com" })).ToContainTextAsync("Invited");
        var guest = await OpenAsync(await LinkInMailAsync("grace@example.com"));
        await Expect(guest.GetByRole(AriaRole.Heading, new() { Name = "Join Analytical Engines" })).ToBeVisibleAsync();
        await guest.ShouldHaveNoAxeFindings();
        await guest.GetByLabel("Your name").FillAsync("Grace Hopper");
        await guest.GetByLabel("Password").FillAsync(Member.Password);
        await guest.GetByRole(AriaRole.Button, new() { Name = "Create account and join" }).ClickAsync();
        await Expect(guest.GetByRole(AriaRole.Row, new() { Name = "Grace Hopper (you)" })).ToContainTextAsync("Billing");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "Grace Hopper" })).ToBeVisibleAsync();
        await Expect(guest.GetByRole(AriaRole.Button, new() { Name = "Invite" })).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Who_has_a_seat_is_seen_on_a_phone_too()
    {
        var owner = await Member.AddAsync(App);
        var colleague = await owner.ColleagueAsync(App);
        var page = await SignInAsync(owner, "/organisation", 390);
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Seat" })).ToBeVisibleAsync();
        var row = page.GetByRole(AriaRole.Row, new() { Name = owner.Email });
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Give a seat" }).ClickAsync();
        await Expect(row.Locator(".seat")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = colleague.Email }).GetByText("None")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0);
        await page.ShouldHaveNoAxeFindings();
    }

    [Fact]
    public async Task Somebody_with_an_account_signs_in_to_accept_and_may_switch_back()
    {
        var (owner, guest) = (await Member.AddAsync(App), await Member.AddAsync(App));
        await RenameAsync(guest.Organisation, "Difference Engines");
        Assert.True((await App.Services.GetRequiredService<InviteMember>().RunAsync(owner.Id, owner.Organisation, guest.Email, MembershipRole.Member, Cancellation)).IsDone);
        var page = await OpenAsync(await LinkInMailAsync(guest.Email));
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in to accept" }).ClickAsync();
        await page.GetByLabel("Mail address").FillAsync(guest.Email);
        await page.GetByLabel("Password").FillAsync(Member.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Join as Ada Lovelace" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Analytical Engines" })).ToBeVisibleAsync();
        await page.Locator("summary", new() { HasText = "Account of" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Difference Engines" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Difference Engines" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_owner_changes_a_role_gives_the_seat_and_removes_after_being_asked_once()
    {
        var owner = await Member.AddAsync(App);
        var colleague = await owner.ColleagueAsync(App);
        var page = await SignInAsync(owner, "/organisation");
        var row = page.GetByRole(AriaRole.Row, new() { Name = colleague.Email });
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Give a seat" }).ClickAsync();
        await Expect(row.Locator(".seat")).ToBeVisibleAsync();
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Change the role" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Locator("input[value=Owner]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save role" }).ClickAsync();
        await Expect(row).ToContainTextAsync("Owner");
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(row.Locator("summary")).ToBeFocusedAsync();
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove member" }).ClickAsync();
        await Expect(row).ToBeHiddenAsync();
        await Expect(page.GetByText("You are its only member and owner")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_was_removed_is_led_to_where_he_can_open_an_organisation_of_his_own()
    {
        var owner = await Member.AddAsync(App);
        var page = await SignInAsync(await owner.ColleagueAsync(App), "/billing");
        await Expect(page.GetByText("No plan yet")).ToBeVisibleAsync();
        await using (var context = await App.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation))
        {
            var colleague = await context.Memberships.SingleAsync(m => m.OrganisationId == owner.Organisation && m.UserId != owner.Id, Cancellation);
            Assert.True((await App.Services.GetRequiredService<RemoveMember>().RunAsync(owner.Id, owner.Organisation, colleague.UserId, Cancellation)).IsDone);
        }

        await page.ArrivesAsync("**/organisation");
        foreach (var path in new[] { "billing", "billing/invoices", "billing/credits", "billing/usage", "billing/payment-methods", "billing/change" })
        {
            await page.GotoAsync(new Uri(App.Address, path).AbsoluteUri);
            await Expect(page.GetByText("You do not belong to an organisation")).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Both_are_told_by_mail_when_an_organisation_changes_hands()
    {
        var owner = await Member.AddAsync(App);
        var colleague = await owner.ColleagueAsync(App);
        Assert.True((await App.Services.GetRequiredService<TransferOwnership>().RunAsync(owner.Id, owner.Organisation, colleague.Id, Cancellation)).IsDone);
        var mailbox = App.Services.GetRequiredService<Mailbox>();
        foreach (var (address, words) in new[] { (owner.Email, "You have made "), (colleague.Email, "has made you the owner of ") })
        {
            ReceivedMail? mail = null;
            await Eventually.TrueAsync(() => (mail = mailbox.Latest(500).FirstOrDefault(m => m.To.Contains(address, StringComparison.Ordinal))) is not null, $"No mail to {address}.");
            Assert.Contains(words, mail!.Text, StringComparison.Ordinal);
            Assert.Contains("/organisation", mail.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task More_seats_than_were_bought_are_refused_with_a_way_to_buy_more()
    {
        var account = await Account.OpenAsync(App);
        var colleague = await account.Member.ColleagueAsync(App);
        var page = await SignInAsync(account.Member, "/organisation");
        await GiveSeatAsync(page, colleague.Email);
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = colleague.Email }).Locator(".seat")).ToBeVisibleAsync();
        await GiveSeatAsync(page, account.Member.Email);
        var refused = page.GetByRole(AriaRole.Alert);
        await Expect(refused).ToHaveTextAsync("The only seat is taken. Take it back from its member. Or buy more seats.");
        await page.ShouldHaveNoAxeFindings();
        await refused.GetByRole(AriaRole.Link, new() { Name = "Buy more seats" }).ClickAsync();
        await Expect(page.GetByLabel("Seats", new() { Exact = true })).ToHaveValueAsync("2");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change now and pay $149.00" }).ClickAsync();
        await Expect(page.GetByText("Done. What you chose is yours now.")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "organisation").AbsoluteUri);
        await Expect(page.GetByText("1 of 2 seats used")).ToBeVisibleAsync();
        await GiveSeatAsync(page, account.Member.Email);
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = account.Member.Email }).Locator(".seat")).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, "billing/usage").AbsoluteUri);
        await Expect(page.GetByText("up to 2")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_has_left_is_offered_an_organisation_of_his_own()
    {
        var owner = await Member.AddAsync(App);
        var page = await SignInAsync(await owner.ColleagueAsync(App), "/organisation");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave organisation" }).ClickAsync();
        await Expect(page.GetByText("You do not belong to an organisation")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open an organisation" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("<b>Looms & Söhne</b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open organisation", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "<b>Looms & Söhne</b>" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_pages_can_be_used_by_everybody(int width, ColorScheme colours)
    {
        var owner = await Member.AddAsync(App);
        await owner.ColleagueAsync(App);
        Assert.True((await App.Services.GetRequiredService<InviteMember>().RunAsync(owner.Id, owner.Organisation, $"guest{width}@example.com", MembershipRole.Member, Cancellation)).IsDone);
        var page = await SignInAsync(owner, "/organisation", width, colours);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Invitations" })).ToBeVisibleAsync();
        await page.ShouldHaveNoAxeFindings();
        Assert.True(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0);
        var guest = await OpenAsync(new Uri(App.Address, "account/join?code=nothing"), width, colours);
        await guest.ShouldHaveNoAxeFindings();
    }

    private static async Task GiveSeatAsync(IPage page, string email)
    {
        var row = page.GetByRole(AriaRole.Row, new() { Name = email });
        await row.Locator("summary").ClickAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Give a seat" }).ClickAsync();
    }

    private async Task RenameAsync(OrganisationId id, string name)
    {
        await using var context = await NewContextAsync();
        await context.Organisations.Where(o => o.Id == id).ExecuteUpdateAsync(set => set.SetProperty(o => o.Name, name), Cancellation);
    }

    private async Task<Uri> LinkInMailAsync(string to)
    {
        var mailbox = App.Services.GetRequiredService<Mailbox>();
        await Eventually.TrueAsync(() => mailbox.Latest(20).Any(mail => mail.To == to), $"No mail came to {to}.");
        return new Uri(JoinLink().Match(mailbox.Latest(20).First(mail => mail.To == to).Text).Value);
    }

    [GeneratedRegex(@"http://\S+/account/join\?code=\S+")]
    private static partial Regex JoinLink();
}
