using System.Text;
using Microsoft.Playwright;

namespace PaymentPortal.Tests.EndToEnd;

/// <summary>Somebody who has a keyboard and no mouse: he gets anywhere by Tab, sees where he is, and never goes in a circle.</summary>
internal sealed class Keys(IPage page)
{
    private const int MostSteps = 70;

    private const string WhereAmI =
        """
        async () => {
          // What glides in is there with the next pictures; a browser that draws none is not waited for
          const drawn = (async () => { for (let picture = 0; picture < 2; picture++) await new Promise(requestAnimationFrame); })();
          await Promise.race([drawn, new Promise(resolve => setTimeout(resolve, 2000))]);
          const here = document.activeElement;
          const marked = [here, here.closest('label'), here.nextElementSibling, ...here.labels ?? []].filter(Boolean);
          const seen = here.tabIndex < 0 || here === document.body || marked.some(each => { const style = getComputedStyle(each); return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'; });
          const box = (here.closest('label') ?? here).getBoundingClientRect();
          return { name: here.outerHTML.slice(0, 120), seen, inSight: here === document.body || (box.width > 0 && box.bottom > 0 && box.top < innerHeight), tabIndex: here.tabIndex };
        }
        """;

    /// <summary>Tabs to a control.</summary>
    public async Task GoToAsync(ILocator control)
    {
        await control.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var passed = new StringBuilder();
        for (var step = 0; step < MostSteps && !await IsHereAsync(control); step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var here = await page.EvaluateAsync<Place>(WhereAmI);
            passed.AppendLine(here.Name);
            Assert.True(here.Seen, $"Nobody sees that the focus is on {here.Name}");
            Assert.True(here.InSight, $"The focus is out of sight on {here.Name}");
            Assert.True(here.TabIndex <= 0, $"The order is made by hand: {here.Name}");
        }
        Assert.True(await IsHereAsync(control), $"Tab never came to {control}, but to:\n{passed}");
    }

    /// <summary>Tabs to a control and presses a key there.</summary>
    public async Task PressAsync(ILocator control, string key = "Enter")
    {
        await GoToAsync(control);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Tabs to a field and types in place of what stands there.</summary>
    public async Task TypeAsync(ILocator field, string text)
    {
        await GoToAsync(field);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }

    private static Task<bool> IsHereAsync(ILocator control) => control.EvaluateAsync<bool>("control => control === document.activeElement");

    private sealed record Place
    {
        public string Name { get; init; } = "";

        public bool Seen { get; init; }

        public bool InSight { get; init; }

        public int TabIndex { get; init; }
    }
}
