using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace PaymentPortal.Tests.Support;

public static partial class AccessibilityOfPages
{
    private const string Run =
        """
        coloursOnly => axe
            .run(document, { resultTypes: ['violations'], ...(coloursOnly ? { runOnly: ['color-contrast'] } : { rules: { 'document-title': { enabled: false } } }) })
            .then(found => found.violations.map(each => [`${each.id} (${each.impact}): ${each.help}`, ...each.nodes.map(node => `    ${node.html}`)].join('\n')))
        """;

    // Into each document once: the package's own run of a page opens another page to put the answers together, and takes three times as long
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>A page is left as it was opened: wide and light.</summary>
    private static readonly (int Width, ColorScheme Colours)[] Ways =
        [(390, ColorScheme.Light), (390, ColorScheme.Dark), (768, ColorScheme.Dark), (1280, ColorScheme.Dark), (768, ColorScheme.Light), (1280, ColorScheme.Light)];

    /// <summary>Fails where, at one of three widths in light or dark, axe finds anything on the page, or the page scrolls sideways.</summary>
    /// <param name="page">The page, which stands still, wide and light.</param>
    public static async Task ShouldBeUsableInEveryWay(this IPage page)
    {
        // While the circuit takes the page over its title is set anew.
        await Assertions.Expect(page).ToHaveTitleAsync(AnyTitle());
        foreach (var (width, colours) in Ways)
        {
            await page.EmulateMediaAsync(new() { ColorScheme = colours });
            await page.SetViewportSizeAsync(width, 900);
            await page.ShouldHaveNoAxeFindings(coloursOnly: colours == ColorScheme.Dark);
            var beyond = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(beyond <= 0, $"{page.Url} scrolls {beyond} pixels sideways at {width}.");
        }
    }

    /// <summary>Fails where axe finds anything on the page that keeps a person from using it.</summary>
    /// <param name="page">The page, which stands still.</param>
    /// <param name="coloursOnly">Asks for the contrast alone, where the rest was asked in other colours.</param>
    public static async Task ShouldHaveNoAxeFindings(this IPage page, bool coloursOnly = false)
    {
        // Sums are dim while they are calculated anew.
        await Assertions.Expect(page.Locator(".order[aria-busy=true]")).ToHaveCountAsync(0);
        // What fades in would be read at half its contrast, so it is taken to its end: to wait for that may last for ever where the browser draws no picture.
        await page.EvaluateAsync("() => document.getAnimations().filter(a => a.effect.getComputedTiming().endTime !== Infinity).forEach(a => a.finish())");
        foreach (var frame in page.Frames)
        {
            if (!await frame.EvaluateAsync<bool>("() => 'axe' in window"))
                await frame.EvaluateAsync(Script);
            var findings = await frame.EvaluateAsync<string[]>(Run, coloursOnly);
            Assert.True(findings.Length == 0, $"axe found on {page.Url}:\n{string.Join('\n', findings)}");
        }
        // When a page comes to life its title is taken away and set again: asked for by waiting, where axe looks once.
        await Assertions.Expect(page).ToHaveTitleAsync(AnyTitle());
    }

    [GeneratedRegex(".")]
    private static partial Regex AnyTitle();
}
