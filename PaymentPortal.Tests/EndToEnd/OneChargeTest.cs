using Microsoft.Playwright;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>What charges once whether Stripe's events arrive or not.</summary>
public abstract class OneChargeTest(Browser browser, PortalApp app) : CustomerTest(browser, app)
{
    protected const string Confirm = "**/v1/payment_intents/*/confirm";
    protected const string Prepare = "**/checkout/*/pay";

    [Theory]
    [InlineData(Prepare)]
    [InlineData(Confirm)]
    public async Task A_connection_that_is_cut_after_the_server_acted_charges_once(string request)
    {
        Allow("ERR_CONNECTION_RESET");
        var (member, checkout) = await ReadyAsync();
        var status = 0;
        await checkout.Page.RouteAsync(
            request,
            async route =>
            {
                status = (await route.FetchAsync()).Status;
                await route.AbortAsync("connectionreset");
            },
            new PageRouteOptions { Times = 1 });
        await checkout.Pay.ClickAsync();
        await Expect(checkout.Message).ToHaveTextAsync("The connection was lost. Press Pay again: you will not be charged twice.");
        Assert.Equal(200, status);
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    [Fact]
    public async Task A_tab_that_was_left_open_charges_nothing_after_the_other_paid()
    {
        var (member, checkout) = await ReadyAsync();
        var second = await AnotherTabAsync(checkout);
        await second.FillAsync();
        await checkout.Pay.ClickAsync();
        await checkout.IsPaidAsync();
        await second.Pay.ClickAsync();
        await second.IsPaidAsync();
        Assert.Equal(1, await member.ChargesAsync(App));
    }

    private protected async Task<(Member Member, CheckoutScreen Checkout)> ReadyAsync()
    {
        var member = await Member.AddAsync(App);
        var checkout = await CheckOutAsync(member);
        await checkout.FillAsync();
        return (member, checkout);
    }
}
