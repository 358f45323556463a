using Microsoft.Playwright;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>The checkout page, and the page after it, as the buyer uses them.</summary>
internal sealed class CheckoutScreen(IPage page)
{
    public const string Pays = "4242 4242 4242 4242";
    public const string Asks = "4000 0027 6000 3184";

    public IPage Page => page;

    public ILocator Pay => page.Locator("#pay-button");

    public ILocator Message => page.Locator("#pay-message");

    public ILocator Name => page.GetByLabel("Name on the invoice");

    public ILocator Country => page.GetByLabel("Country", new() { Exact = true });

    public ILocator BankAsks => page.GetByRole(AriaRole.Dialog, new() { Name = "Sandbox Bank asks" });

    /// <summary>The purchase that the page is about.</summary>
    public Guid Purchase => Guid.Parse(new Uri(page.Url).Segments[2].TrimEnd('/'));

    /// <summary>Fills in everything that paying needs.</summary>
    public async Task FillAsync(string card = Pays, string? country = null, string? total = null)
    {
        await Name.FillAsync("Ada Lovelace");
        if (country is not null)
            await Country.SelectOptionAsync(country);
        await FillCardAsync(card);
        if (total is not null)
            await Expect(Pay).ToHaveTextAsync($"Pay {total}");
        await Expect(Pay).ToBeEnabledAsync();
    }

    public async Task FillCardAsync(string card)
    {
        await page.GetByLabel("Card number").FillAsync(card);
        await page.GetByLabel("Expiry date").FillAsync("12 / 34");
        await page.GetByLabel("Security code").FillAsync("123");
    }

    /// <summary>Waits until the page after paying says that it is paid.</summary>
    public async Task IsPaidAsync()
    {
        await page.ArrivesAsync("**/complete");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Paid. The" })).ToBeVisibleAsync();
    }

    /// <summary>Waits until the press has come to an end: paid, or a sentence and a button that can be pressed again.</summary>
    public Task EndedAsync() => page.WaitForFunctionAsync(
        "() => location.pathname.endsWith('/complete') || document.querySelector('#pay-button')?.disabled === false && document.querySelector('#pay-message').textContent !== ''");

    /// <summary>Whether the page after paying is open.</summary>
    public bool HasLeft => page.Url.EndsWith("/complete", StringComparison.Ordinal);
}
