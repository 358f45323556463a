using Microsoft.Playwright;
using PaymentPortal.Accounts;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>However somebody tries to pay twice, one charge goes through: counted at the sandbox, not at the portal.</summary>
public sealed class PayingTwiceTests(Browser browser, PortalApp app) : OneChargeTest(browser, app), IClassFixture<PortalApp>
{
    [Fact]
    public async Task A_double_click_charges_once()
    {
        var (member, checkout) = await ReadyAsync();
        await checkout.Pay.DblClickAsync();
        await checkout.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task A_page_that_was_asked_for_before_the_payment_and_opens_after_it_learns_that_it_is_paid()
    {
        var (member, checkout) = await ReadyAsync();
        var other = await AnotherTabAsync(checkout);
        var paid = new TaskCompletionSource();
        await other.Page.RouteAsync("**/_blazor/negotiate**", async route =>
        {
            await paid.Task;
            await route.ContinueAsync();
        });
        await other.Page.ReloadAsync();
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        paid.SetResult();
        await other.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task Submits_within_one_tick_and_Enter_meanwhile_charge_once()
    {
        var (member, checkout) = await ReadyAsync();
        var asked = 0;
        checkout.Page.Request += (_, request) =>
        {
            if (request.Method == "POST" && request.Url.EndsWith("/pay", StringComparison.Ordinal))
                Interlocked.Increment(ref asked);
        };
        await checkout.Page.EvaluateAsync("""
            () => {
              const form = document.getElementById('payment-form');
              form.requestSubmit();
              form.requestSubmit();
              for (const type of ['keydown', 'keyup']) document.getElementById('billing-name').dispatchEvent(new KeyboardEvent(type, { key: 'Enter', bubbles: true, cancelable: true }));
            }
            """);
        await checkout.IsPaidAsync();
        Assert.Equal(1, asked);
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Theory]
    [InlineData(Prepare)]
    [InlineData(Confirm)]
    public async Task A_reload_in_the_middle_of_the_payment_charges_once(string request)
    {
        var (member, checkout) = await ReadyAsync();
        var (acted, reloaded) = (new TaskCompletionSource(), new TaskCompletionSource());
        checkout.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await checkout.Page.RouteAsync(
            request,
            async route =>
            {
                // The server acts; the page is gone before it hears of it
                await route.FetchAsync();
                acted.SetResult();
                await reloaded.Task;
                await Record.ExceptionAsync(() => route.AbortAsync());
            },
            new PageRouteOptions { Times = 1 });
        await checkout.Pay.ClickAsync();
        await acted.Task.WaitAsync(Eventually.Patience, Cancellation);
        await checkout.Page.ReloadAsync();
        reloaded.SetResult();
        await PayUntilPaidAsync(checkout);
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task Going_back_after_paying_leads_to_what_was_bought()
    {
        var member = await Member.AddAsync(App);
        var page = await SignInAsync(member, "/pricing");
        await page.GetByRole(AriaRole.Link, new() { Name = "Choose Pro" }).ClickAsync();
        await page.ArrivesAsync("**/checkout/*");
        var checkout = new CheckoutScreen(page);
        var address = page.Url;
        await checkout.FillAsync();
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await page.GoBackAsync();
        await page.ArrivesAsync("**/pricing");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Your plan" })).ToBeVisibleAsync();
        await page.GotoAsync(new Uri(App.Address, ProMonthly).AbsoluteUri);
        await Expect(page.GetByText("Your organisation already has a running plan. Nothing was ordered again.")).ToBeVisibleAsync();
        await page.GotoAsync(address);
        await checkout.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task Two_tabs_with_one_order_charge_once()
    {
        AllowRefusals();
        var (member, checkout) = await ReadyAsync();
        var second = await AnotherTabAsync(checkout);
        await second.FillAsync();
        await PressBothAsync(checkout, second);
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task Two_tabs_with_different_countries_charge_once()
    {
        AllowRefusals();
        var (member, checkout) = await ReadyAsync();
        var second = await AnotherTabAsync(checkout);
        await second.FillAsync(country: "GB", total: "$178.80");
        await PressBothAsync(checkout, second);
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task Changing_the_country_while_the_bank_asks_in_another_tab_leaves_one_order_to_pay()
    {
        var (member, checkout, second) = await AskedWithAnotherTabAsync();
        await second.FillAsync(country: "GB", total: "$178.80");
        await second.Pay.ClickAsync();
        await second.IsPaidAsync();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await checkout.EndedAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
        Assert.Equal(17880, (long)(await App.Sandbox.ListAsync("charges")).First(charge => (string?)charge["status"] == "succeeded")["amount"]!);
    }

    [Fact]
    public async Task What_the_bank_asked_in_one_tab_while_another_paid_the_order_is_followed_to_its_end()
    {
        var (member, checkout, second) = await AskedWithAnotherTabAsync();
        await second.FillAsync();
        await second.Pay.ClickAsync();
        await second.IsPaidAsync();
        await checkout.BankAsks.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await checkout.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task Two_members_who_pay_at_once_are_charged_once()
    {
        AllowRefusals();
        var (member, checkout) = await ReadyAsync();
        var second = await CheckOutAsync(await member.ColleagueAsync(App, MembershipRole.Billing));
        await second.FillAsync();
        Assert.Equal(checkout.Purchase, second.Purchase);
        await PressBothAsync(checkout, second);
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task Another_plan_in_a_tab_that_was_left_open_is_not_sold_beside_the_running_one()
    {
        AllowRefusals();
        var (member, checkout) = await ReadyAsync();
        var second = await AnotherTabAsync(checkout, "/checkout/new?price=pilot_month_usd");
        await second.FillAsync();
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await second.Pay.ClickAsync();
        await Expect(second.Message).ToContainTextAsync("already has a running plan");
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    /// <summary>The bank asks in one tab, and the same order is open in another.</summary>
    private async Task<(Member Member, CheckoutScreen Asked, CheckoutScreen Second)> AskedWithAnotherTabAsync()
    {
        AllowRefusals();
        var member = await Member.AddAsync(App);
        var asked = await CheckOutAsync(member);
        await asked.FillAsync(CheckoutScreen.Asks);
        await asked.Pay.ClickAsync();
        await Expect(asked.BankAsks).ToBeVisibleAsync();
        return (member, asked, await AnotherTabAsync(asked));
    }

    /// <summary>Both press at the same time; who is not through presses again until he is.</summary>
    private static async Task PressBothAsync(CheckoutScreen first, CheckoutScreen second)
    {
        await Task.WhenAll(first.Pay.ClickAsync(), second.Pay.ClickAsync());
        foreach (var checkout in (CheckoutScreen[])[first, second])
        {
            await checkout.EndedAsync();
            for (var press = 0; press < 3 && !checkout.HasLeft; press++)
            {
                // A page that learns meanwhile that it is paid leaves by itself.
                await Task.WhenAny(checkout.IsPaidAsync(), checkout.Pay.ClickAsync());
                await checkout.EndedAsync();
            }
            await checkout.IsPaidAsync();
        }
    }

    private static async Task PayUntilPaidAsync(CheckoutScreen checkout)
    {
        await Expect(checkout.Pay.Or(checkout.Page.Locator(".outcome")).First).ToBeVisibleAsync();
        // A page that learns meanwhile that it is paid leaves by itself.
        await Task.WhenAny(checkout.IsPaidAsync(), PayAsync());
        await checkout.IsPaidAsync();

        async Task PayAsync()
        {
            // A card that was charged meanwhile is saved, and chosen already.
            if (await checkout.Page.Locator(".saved-methods").CountAsync() == 0)
                await checkout.FillAsync();
            await checkout.Pay.ClickAsync();
        }
    }

    private void AllowRefusals()
    {
        AllowStatus(400, "Bad Request");
        AllowStatus(422, "Unprocessable Entity");
        AllowDeclines();
    }
}
