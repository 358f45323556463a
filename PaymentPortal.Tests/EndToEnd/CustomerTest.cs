using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>A test in which customers buy from the real app.</summary>
public abstract class CustomerTest(Browser browser, PortalApp app) : BrowserTest(browser)
{
    protected const string ProMonthly = "/checkout/new?price=pro_month_usd";

    static CustomerTest() => Assertions.SetDefaultExpectTimeout((float)Eventually.Patience.TotalMilliseconds);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var problem in App.Log.Problems)
            TestContext.Current.TestOutputHelper?.WriteLine($"{problem.Level} {problem.Category}: {problem.Message} {problem.Exception}");
        await base.DisposeAsync();
        Assert.DoesNotContain(App.Log.Problems, problem => problem.Level >= LogLevel.Error);
    }

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected PortalApp App => app;

    /// <summary>Lets the sandbox refuse a card: the browser reports its answer of 402 as it reports every one above 399.</summary>
    protected void AllowDeclines() => AllowStatus(402, "Payment Required");

    protected void AllowStatus(int status, string reason)
    {
        Allow($"answered {status}");
        Allow($"status of {status} ({reason})");
    }

    /// <summary>Signs somebody in, in a browser of his own, on the way to a page.</summary>
    private protected async Task<IPage> SignInAsync(Member member, string path, int width = 1280, ColorScheme colours = ColorScheme.Light)
    {
        var page = await OpenAsync(new Uri(App.Address, $"account/sign-in?returnUrl={Uri.EscapeDataString(path)}"), width, colours);
        await page.GetByLabel("Mail address").FillAsync(member.Email);
        await page.GetByLabel("Password").FillAsync(Member.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.LeavesAsync("/account/sign-in");
        return page;
    }

    /// <summary>Brings somebody to the checkout of Pro, monthly, in dollars.</summary>
    private protected async Task<CheckoutScreen> CheckOutAsync(Member member, int width = 1280, ColorScheme colours = ColorScheme.Light) =>
        new(await SignInAsync(member, ProMonthly, width, colours));

    /// <summary>Another tab of the same browser.</summary>
    private protected async Task<CheckoutScreen> AnotherTabAsync(CheckoutScreen checkout, string? path = null)
    {
        var page = await checkout.Page.Context.NewPageAsync();
        await page.GotoAsync(path is null ? checkout.Page.Url : new Uri(App.Address, path).AbsoluteUri);
        return new CheckoutScreen(page);
    }

    protected Task<PortalDbContext> NewContextAsync() => App.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
}
