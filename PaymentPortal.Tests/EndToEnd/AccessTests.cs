using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Sessions;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>What was bought is given to those who belong to the buyer, and by Stripe's word alone.</summary>
public sealed partial class AccessTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task The_page_after_paying_gives_nothing_to_who_has_not_paid()
    {
        AllowDeclines();
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        await ShouldGiveNothingAsync(await AnotherTabAsync(checkout, $"/checkout/{checkout.Purchase}/complete"));
        await checkout.FillAsync("4000 0000 0000 0002");
        await checkout.Pay.ClickAsync();
        await checkout.EndedAsync();
        await ShouldGiveNothingAsync(await AnotherTabAsync(checkout, $"/checkout/{checkout.Purchase}/complete?redirect_status=succeeded"));
        Assert.Equal(0, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task What_is_pressed_on_an_open_page_does_nothing_once_its_session_was_ended_elsewhere()
    {
        var account = await Account.OpenAsync(App);
        var isPressed = false;
        for (var attempt = 0; attempt < 5 && !isPressed; attempt++)
        {
            var page = await SignInAsync(account.Member, "/billing/pause");
            await page.GetByLabel("Until").FillAsync(DateTimeOffset.FromUnixTimeSeconds(account.Now).AddDays(20).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            await page.Keyboard.PressAsync("Tab");
            await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Pause until") })).ToBeEnabledAsync();
            await App.Services.GetRequiredService<SessionList>().EndOthersAsync(null, account.Member.Id, Cancellation);
            // A page that reads meanwhile leaves by itself: then there is nothing left to press, and it is tried again.
            isPressed = await page.EvaluateAsync<bool>("() => { const button = [...document.querySelectorAll('button')].find(each => each.textContent.startsWith('Pause until')); button?.click(); return Boolean(button); }");
            await page.ArrivesAsync("**/account/sign-in**");
        }

        Assert.True(isPressed, "The page left before it could be pressed, each time.");
        Assert.Null((await App.Sandbox.GetAsync($"subscriptions/{account.Subscription}"))["pause_collection"]);
    }

    [Fact]
    public async Task Members_see_what_their_organisation_bought_and_others_the_same_as_for_what_does_not_exist()
    {
        AllowStatus(404, "Not Found");
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        await checkout.FillAsync();
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        var invoice = new Uri(App.Address, (await checkout.Page.GetByRole(AriaRole.Link, new() { Name = "Download the invoice" }).GetAttributeAsync("href"))!);
        string[] paths = [$"/checkout/{checkout.Purchase}", $"/checkout/{checkout.Purchase}/complete", invoice.AbsolutePath];
        foreach (var (role, orders) in new[] { (MembershipRole.Member, 404), (MembershipRole.Billing, 200) })
        {
            var colleague = await SignInAsync(await member.ColleagueAsync(App, role), "/billing");
            await Expect(colleague.GetByRole(AriaRole.Heading, new() { Name = "Pro", Exact = true })).ToBeVisibleAsync();
            foreach (var path in paths)
                Assert.Equal(path == invoice.AbsolutePath ? 200 : orders, (await colleague.APIRequest.GetAsync(new Uri(App.Address, path).AbsoluteUri)).Status);
        }
        var stranger = await SignInAsync(await Member.AddAsync(App), "/billing");
        await Expect(stranger.GetByText("No plan yet")).ToBeVisibleAsync();
        var nowhere = new Dictionary<string, string> { [paths[0]] = $"/checkout/{Guid.Empty}", [paths[1]] = $"/checkout/{Guid.Empty}/complete", [paths[2]] = "/billing/invoices/in_nothing/pdf" };
        foreach (var path in paths)
        {
            var (others, none) = (await AnswerAsync(stranger, path), await AnswerAsync(stranger, nowhere[path]));
            Assert.Equal(404, others.Status);
            Assert.Equal(none, others);
        }
    }

    [Fact]
    public async Task Somebody_elses_order_cannot_be_paid_for()
    {
        AllowStatus(404, "Not Found");
        var checkout = await CheckOutAsync(await Member.AddAsync(App));
        var stranger = await CheckOutAsync(await Member.AddAsync(App));
        var answers = new List<string>();
        foreach (var id in (Guid[])[checkout.Purchase, Guid.Empty])
        {
            answers.Add(await stranger.Page.EvaluateAsync<string>(
                """
                async id => {
                  const token = document.getElementById('payment').dataset.antiforgery;
                  const answer = await fetch(`/checkout/${id}/pay`, { method: 'POST', headers: { 'Content-Type': 'application/json', RequestVerificationToken: token },
                    body: JSON.stringify({ billing: { name: 'Mallory', country: 'US' }, expectedAmount: 14900 }) });
                  return `${answer.status} ${await answer.text()}`;
                }
                """,
                id.ToString("D")));
        }
        Assert.StartsWith("404", answers[0], StringComparison.Ordinal);
        Assert.Equal(answers[1], answers[0]);
    }

    [Fact]
    public async Task Strangers_are_asked_to_sign_in_and_customers_stay_out_of_the_console()
    {
        AllowStatus(403, "Forbidden");
        foreach (var path in (string[])[$"checkout/{Guid.Empty}", $"checkout/{Guid.Empty}/complete", "checkout/new?price=pro_month_usd", "billing", "billing/invoices/in_1/pdf", "admin"])
        {
            using var answer = await App.NewClient().GetAsync(new Uri(App.Address, path), Cancellation);
            Assert.Equal(302, (int)answer.StatusCode);
            Assert.StartsWith("/account/sign-in", answer.Headers.Location!.IsAbsoluteUri ? answer.Headers.Location.AbsolutePath : answer.Headers.Location.OriginalString, StringComparison.Ordinal);
        }
        var customer = await SignInAsync(await Member.AddAsync(App), "/admin");
        await Expect(customer.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        Assert.Contains("/account/denied", customer.Url, StringComparison.Ordinal);
    }

    private static async Task ShouldGiveNothingAsync(CheckoutScreen complete)
    {
        await Expect(complete.Page.GetByRole(AriaRole.Heading, new() { Name = "The payment did not go through" })).ToBeVisibleAsync();
        await complete.Page.GotoAsync(new Uri(new Uri(complete.Page.Url), "/billing").AbsoluteUri);
        await Expect(complete.Page.GetByText("No plan yet")).ToBeVisibleAsync();
    }

    /// <summary>What the address answers, without what differs from one reading to the next.</summary>
    private async Task<(int Status, string Page)> AnswerAsync(IPage page, string path)
    {
        var answer = await page.APIRequest.GetAsync(new Uri(App.Address, path).AbsoluteUri);
        return (answer.Status, Changing().Replace(await answer.TextAsync(), "").Replace(path, "", StringComparison.Ordinal));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]+\"|<!--.*?-->|returnUrl=[^\"&]*|name=\"[^\"]*\" value=\"/[^\"]*\"")]
    private static partial Regex Changing();
}
