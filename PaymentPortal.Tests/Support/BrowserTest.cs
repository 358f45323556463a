using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace PaymentPortal.Tests.Support;

/// <summary>
/// A test in the browser. Each page that it opens is another person's: a profile of its own. The test fails where a page wrote an error to its console,
/// threw, or could not load something, unless the test allows it; of a test that fails, every page is kept as a picture in TestResults.
/// </summary>
public abstract class BrowserTest(Browser browser) : IAsyncLifetime
{
    /// <summary>Several times what the longest of them takes. What asks a page has no bound of its own in Playwright.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly List<IBrowserContext> contexts = [];
    private readonly ConcurrentQueue<string> problems = new();
    private readonly List<string> allowed = [];
    private Timer? watch;

    public ValueTask InitializeAsync()
    {
        watch = new Timer(_ => _ = GiveUpAsync(), null, Patience, Timeout.InfiniteTimeSpan);
        return ValueTask.CompletedTask;
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await (watch?.DisposeAsync() ?? ValueTask.CompletedTask);
        try
        {
            var found = Problems();
            if (TestContext.Current.TestState?.Result == TestResult.Failed || found.Count > 0)
                await KeepPicturesAsync();
            Assert.True(found.Count == 0, $"The browser reported:\n{string.Join('\n', found)}");
        }
        finally
        {
            foreach (var context in contexts)
                await Browser.CloseAsync(context);
        }
    }

    /// <summary>Opens a page as somebody who has not been here before.</summary>
    /// <param name="address">The address of the page.</param>
    /// <param name="width">The width of the window; 390 is a phone.</param>
    /// <param name="colours">Light or dark, as the person's system says.</param>
    protected async Task<IPage> OpenAsync(Uri address, int width = 1280, ColorScheme colours = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = colours,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-US",
            TimezoneId = "UTC",
            AcceptDownloads = true,
        });
        contexts.Add(context);
        context.Page += (_, page) => Watch(page);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.AbsoluteUri);
        return page;
    }

    /// <summary>Lets the pages of this test report what contains this text.</summary>
    protected void Allow(string text) => allowed.Add(text);

    /// <summary>What the pages have reported so far and may not.</summary>
    protected IReadOnlyList<string> Problems() => [.. problems.Where(problem => !allowed.Any(text => problem.Contains(text, StringComparison.Ordinal)))];

    /// <summary>Whatever the test still waits for in its pages fails, and with it the test alone.</summary>
    private async Task GiveUpAsync()
    {
        problems.Enqueue($"The test did not end within {Patience.TotalMinutes} minutes, so its pages were closed.");
        foreach (var context in contexts.ToList())
            await Browser.CloseAsync(context);
    }

    private void Watch(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                problems.Enqueue($"{page.Url}: console: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => problems.Enqueue($"{page.Url}: {error}");
        page.RequestFailed += (_, request) =>
        {
            // What a page still loads when it is left, or what becomes a download, is ended by the browser itself
            if (request.Failure != "net::ERR_ABORTED")
                problems.Enqueue($"{page.Url}: {request.Method} {request.Url}: {request.Failure}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400)
                problems.Enqueue($"{page.Url}: {response.Request.Method} {response.Url} answered {response.Status}");
        };
    }

    private async Task KeepPicturesAsync()
    {
        var name = string.Concat((TestContext.Current.Test?.TestDisplayName ?? GetType().Name).Select(letter => char.IsLetterOrDigit(letter) ? letter : '_'));
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults", "pages")).FullName;
        foreach (var (number, page) in contexts.SelectMany(context => context.Pages).Index())
        {
            var picture = Path.Combine(folder, $"{name[..Math.Min(name.Length, 150)]}-{number + 1}.png");
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = picture, FullPage = true });
            TestContext.Current.TestOutputHelper?.WriteLine($"{page.Url} is kept as {picture}");
        }
    }
}
