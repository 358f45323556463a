using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace PaymentPortal.Tests.Support;

/// <summary>
/// Waits for a page's address by asking again and again: Playwright's own WaitForURLAsync looks once and then waits for a navigation, and misses one that comes in between.
/// </summary>
public static class Arrival
{
    /// <summary>Waits until the page is loaded at an address such as <c>**/billing/invoices/in_*</c>; one star stands for all but a slash.</summary>
    public static Task ArrivesAsync(this IPage page, string address) =>
        page.IsAtAsync($"^{Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal)}$");

    /// <summary>Waits until another page is loaded than that whose address holds this text.</summary>
    public static Task LeavesAsync(this IPage page, string text) => page.IsAtAsync($"^(?!.*{Regex.Escape(text)})");

    private static async Task IsAtAsync(this IPage page, string pattern)
    {
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern), new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });
        await page.WaitForFunctionAsync("() => document.readyState === 'complete'", null, new() { PollingInterval = 20 });
    }
}
