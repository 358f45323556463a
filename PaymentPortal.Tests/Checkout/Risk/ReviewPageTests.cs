using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Checkout.Risk;

/// <summary>Risk as buyers and admins see it.</summary>
public sealed class ReviewPageTests(Browser browser, RiskyShop shop) : CustomerTest(browser, shop.App), IClassFixture<RiskyShop>
{
    private const string EnterpriseMonthly = "/checkout/new?price=enterprise_month_usd";

    [Fact]
    public async Task A_purchase_above_the_line_waits_until_an_admin_approves_it_and_is_paid_from_the_mail()
    {
        AllowStatus(422, "Unprocessable Entity");
        AllowStatus(422, "Unprocessable Content");
        var member = await Member.AddAsync(App);
        var checkout = new CheckoutScreen(await SignInAsync(member, EnterpriseMonthly));
        await checkout.FillAsync(total: "$499.00");
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.Locator(".alert.waiting[data-hold=waiting]")).ToContainTextAsync("We look at this order before it can be paid. Nothing was charged.");
        await Expect(checkout.Message).ToBeEmptyAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $499.00");
        await Expect(checkout.Pay).ToBeDisabledAsync();
        await Expect(checkout.Name).ToHaveValueAsync("Ada Lovelace");
        await checkout.Page.GetByRole(AriaRole.Button, new() { Name = "Seats: one more" }).ClickAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $998.00");
        await Expect(checkout.Pay).ToBeEnabledAsync();
        await Expect(checkout.Page.Locator("[data-hold=waiting]")).Not.ToBeVisibleAsync();
        await checkout.Page.GetByRole(AriaRole.Button, new() { Name = "Seats: one less" }).ClickAsync();
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $499.00");
        await Expect(checkout.Pay).ToBeDisabledAsync();
        await Expect(checkout.Page.Locator("[data-calculating]")).ToHaveCountAsync(0);
        await checkout.Page.ShouldHaveNoAxeFindings();

        var admin = await SignInAsync(await Member.AddAsync(App, Roles.Admin), "/admin");
        var entry = admin.Locator("a.rail-link[href='/admin/review']");
        await Expect(entry).ToContainTextAsync("waiting");
        var before = await entry.InnerTextAsync();
        await entry.ClickAsync();
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "Review", Level = 1 })).ToBeVisibleAsync();
        await Expect(admin.GetByRole(AriaRole.Row, new() { Name = member.Email })).ToContainTextAsync("$499.00");
        await admin.ShouldHaveNoAxeFindings();
        await admin.GetByRole(AriaRole.Row, new() { Name = member.Email }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(admin.GetByRole(AriaRole.Heading, new() { Name = "Enterprise plan", Level = 1 })).ToBeVisibleAsync();
        await Expect(admin.GetByText("$499.00 is a large amount")).ToBeVisibleAsync();
        await Expect(admin.GetByText("Held for review")).ToBeVisibleAsync();
        await admin.ShouldHaveNoAxeFindings();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(admin.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Nothing is charged by approving.");
        await admin.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(admin.GetByText("Approved. The buyer gets a mail")).ToBeVisibleAsync();
        await Expect(entry).Not.ToHaveTextAsync(before);

        var mail = Assert.Single(await RiskyShop.MailsAsync(App, member.Email));
        var link = mail.Text.Split('\n', ' ').First(word => word.Contains("/checkout/", StringComparison.Ordinal)).Trim();
        await Expect(checkout.Page.Locator("[data-hold=approved]")).ToContainTextAsync("you can pay it now");
        await Expect(checkout.Pay).ToBeEnabledAsync();
        var billing = await SignInAsync(member, "/billing", 390);
        var approved = billing.Locator(".alert", new() { HasText = "$499.00 for the Enterprise plan can be paid now." });
        await billing.ShouldHaveNoAxeFindings();
        Assert.EndsWith(await approved.GetByRole(AriaRole.Link, new() { Name = "Pay $499.00" }).GetAttributeAsync("href") ?? "?", link, StringComparison.Ordinal);

        var paying = new CheckoutScreen(await SignInAsync(member, new Uri(link).AbsolutePath, 390));
        await Expect(paying.Page.Locator("[data-hold=approved]")).ToContainTextAsync("you can pay it now");
        await paying.FillAsync(RiskyShop.Optional3ds, total: "$499.00");
        await paying.Pay.ClickAsync();
        await paying.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await paying.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
        await Expect(admin.GetByText("The buyer has paid it since.")).ToBeVisibleAsync();

        await admin.GetByRole(AriaRole.Link, new() { Name = "Analytical Engines" }).ClickAsync();
        var timeline = admin.GetByRole(AriaRole.Region, new() { Name = "What happened" });
        await Expect(timeline).ToContainTextAsync("Tried to pay $499.00. Held for review");
        await Expect(timeline).ToContainTextAsync("Tried to pay $499.00. Paid");
        await Expect(timeline).ToContainTextAsync("Began a checkout: Enterprise plan");
    }

    [Fact]
    public async Task A_refused_buyer_reads_why_on_the_page_and_support_only_looks()
    {
        AllowStatus(422, "Unprocessable Entity");
        AllowStatus(422, "Unprocessable Content");
        var member = await Member.AddAsync(App);
        var checkout = new CheckoutScreen(await SignInAsync(member, EnterpriseMonthly, 390, ColorScheme.Dark));
        await checkout.FillAsync();
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Page.Locator("[data-hold=waiting]")).ToContainTextAsync("Nothing was charged.");

        var support = await SignInAsync(await Member.AddAsync(App, Roles.Support), "/admin/review?status=waiting", 390);
        await support.GetByRole(AriaRole.Row, new() { Name = member.Email }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(support.GetByText("Held for review")).ToBeVisibleAsync();
        await Expect(support.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        var admin = await SignInAsync(await Member.AddAsync(App, Roles.Admin), new Uri(support.Url).AbsolutePath, 390, ColorScheme.Dark);
        await admin.GetByRole(AriaRole.Button, new() { Name = "Refuse" }).ClickAsync();
        var dialog = admin.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Refuse" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say why.");
        await dialog.GetByLabel("Reason").FillAsync("Your card and your address do not belong together.");
        await admin.ShouldHaveNoAxeFindings();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Refuse" }).ClickAsync();
        await Expect(admin.GetByText("Refused. The buyer gets a mail with the reason.")).ToBeVisibleAsync();
        await Expect(admin.GetByText("Refused: Your card and your address do not belong together.")).ToBeVisibleAsync();
        await Expect(support.GetByText("Refused: Your card and your address do not belong together.")).ToBeVisibleAsync();

        await Expect(checkout.Page.Locator("[data-hold=refused]")).ToContainTextAsync("The reason: Your card and your address do not belong together.");
        await Expect(checkout.Pay).ToBeDisabledAsync();
        Assert.Contains("Your order", Assert.Single(await RiskyShop.MailsAsync(App, member.Email)).Subject, StringComparison.Ordinal);
        Assert.Equal(0, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task Card_testing_is_stopped_with_the_time_to_come_back_while_another_customer_pays()
    {
        AllowDeclines();
        AllowStatus(422, "Unprocessable Entity");
        AllowStatus(422, "Unprocessable Content");
        var (tester, customer) = (await Member.AddAsync(App), await Member.AddAsync(App));
        var checkout = await CheckOutFromAsync(tester, RiskyShop.NewAddress());
        string[] cards = ["4000 0000 0000 0002", "4000 0000 0000 9995", "4000 0000 0000 0069"];
        foreach (var (at, card) in cards.Index())
        {
            await checkout.FillAsync(card);
            await checkout.Pay.ClickAsync();
            await checkout.EndedAsync();
            await Expect(checkout.Message).ToContainTextAsync(at == 2 ? "expired" : "nothing was charged");
            await RiskyShop.DeclinedAsync(App, tester.Id, at + 1);
        }

        await checkout.FillAsync();
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Message).ToContainTextAsync("Too many cards were declined");
        await Expect(checkout.Message).ToContainTextAsync("Try again in");
        Assert.Equal(0, await tester.ChargesAsync(App));

        var other = await CheckOutFromAsync(customer, RiskyShop.NewAddress());
        await other.FillAsync();
        await other.Pay.ClickAsync();
        await other.IsPaidAsync();
        Assert.Equal(1, await customer.ChargesAsync(App));
    }

    private async Task<CheckoutScreen> CheckOutFromAsync(Member member, string address)
    {
        var page = await SignInAsync(member, "/account");
        await page.Context.SetExtraHTTPHeadersAsync([KeyValuePair.Create("X-Forwarded-For", address)]);
        await page.GotoAsync(new Uri(App.Address, ProMonthly).AbsoluteUri);
        return new CheckoutScreen(page);
    }
}
