using Microsoft.Playwright;

namespace PaymentPortal.Tests.Support;

public sealed class AccessibilityOfPagesTests(Browser browser) : BrowserTest(browser)
{
    [Theory]
    [InlineData("<p>Nobody can read <span style='color: #bbb'>this</span>.</p>", ColorScheme.Light, "color-contrast")]
    [InlineData("<p>Nobody can read <span style='color: light-dark(#000, #333)'>this</span>.</p>", ColorScheme.Dark, "color-contrast")]
    [InlineData("<p>What is <input> for?</p>", ColorScheme.Light, "label")]
    [InlineData("<iframe title='Letter' srcdoc=\"<html lang='en'><title>Letter</title><main><h1>Letter</h1><img src='data:,'></main></html>\"></iframe>", ColorScheme.Light, "image-alt")]
    [InlineData("<div style='width: 1000px; height: 1px'></div>", null, "scrolls 610 pixels sideways at 390")]
    public async Task What_keeps_a_person_from_using_a_page_is_found(string content, ColorScheme? only, string finding)
    {
        var page = await OpenAsync(new Uri("about:blank"));
        await page.SetContentAsync($"<!doctype html><html lang='en'><head><title>Page</title><style>:root {{ color-scheme: light dark }} body {{ margin: 0; background: light-dark(#fff, #000); color: light-dark(#000, #fff) }}</style></head><body><main><h1>Page</h1>{content}</main></body></html>");
        var found = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(page.ShouldBeUsableInEveryWay);
        Assert.Contains(finding, found.Message, StringComparison.Ordinal);
        if (only is { } colours)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => page.ShouldHaveNoAxeFindings());
        }
    }
}
