using System.Collections.Concurrent;
using Microsoft.Playwright;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>What the browser has to fetch to pay, with an empty cache: everything that the portal serves, as it is sent, beside Stripe's own script and what that fetches.</summary>
public sealed class PageWeightTests(Browser browser, PortalApp app) : CustomerTest(browser, app), IClassFixture<PortalApp>
{
    private const long Most = 130_000;

    [Fact]
    public async Task The_checkout_page_weighs_less_than_130_KB()
    {
        var checkout = await CheckOutAsync(await Member.AddAsync(App));
        await ShouldBeLightAsync(checkout.Page, () => Expect(checkout.Pay).ToHaveTextAsync("Pay $149.00"));
    }

    [Fact]
    public async Task The_page_that_saves_a_card_weighs_less_than_130_KB()
    {
        var account = await Account.OpenAsync(App);
        var page = await SignInAsync(account.Member, "/billing/payment-methods/add");
        await ShouldBeLightAsync(page, () => Expect(page.GetByLabel("Card number")).ToBeVisibleAsync());
    }

    private async Task ShouldBeLightAsync(IPage page, Func<Task> isReady)
    {
        await isReady();
        var fetched = new ConcurrentBag<IRequest>();
        page.RequestFinished += (_, request) => fetched.Add(request);
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.clearBrowserCache");
        await page.GotoAsync(page.Url);
        await isReady();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var (total, lines) = (0L, new List<string>());
        foreach (var request in fetched.Where(r => r.Frame == page.MainFrame && r.Url.StartsWith(App.Address.AbsoluteUri, StringComparison.Ordinal) && !IsStripes(r)))
        {
            var sizes = await request.SizesAsync();
            total += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
            lines.Add($"{sizes.ResponseBodySize + sizes.ResponseHeadersSize} {new Uri(request.Url).PathAndQuery}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{total} bytes in {lines.Count} requests:\n{string.Join('\n', lines)}");
        Assert.Contains(lines, line => line.Contains("/js/", StringComparison.Ordinal));
        Assert.True(total < Most, $"{total} bytes:\n{string.Join('\n', lines)}");
    }

    /// <summary>The sandbox stands in for Stripe's own addresses.</summary>
    private static bool IsStripes(IRequest request) => new Uri(request.Url).AbsolutePath is var path && (path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith("/sandbox/", StringComparison.Ordinal));
}
