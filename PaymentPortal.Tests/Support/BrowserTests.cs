using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace PaymentPortal.Tests.Support;

public sealed class BrowserTests(Browser browser) : IAsyncLifetime
{
    private const string Policy = "default-src 'self'; script-src 'self'; base-uri 'self'; form-action 'self'";

    private readonly WebApplication site = MakeSite();

    private Uri Address => new(site.Urls.Single());

    public async ValueTask InitializeAsync() => await site.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task A_page_that_reports_nothing_passes()
    {
        var person = new Person(browser);
        Assert.Equal("Plans", await (await person.GoAsync(new Uri(Address, "/good"))).TitleAsync());
        await person.DisposeAsync();
    }

    [Theory]
    [InlineData("/console", "Out of order")]
    [InlineData("/throws", "noSuchFunction")]
    [InlineData("/missing", "answered 404")]
    [InlineData("/blocked", "Content Security Policy")]
    public async Task What_a_page_reports_fails_its_test(string page, string expected)
    {
        var person = new Person(browser);
        await person.GoAsync(new Uri(Address, page));
        await Eventually.TrueAsync(() => person.Reported.Any(problem => problem.Contains(expected, StringComparison.Ordinal)), $"{page} reported nothing of the kind.");
        Assert.Contains(expected, (await Record.ExceptionAsync(async () => await person.DisposeAsync()))?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_test_allows_passes()
    {
        var person = new Person(browser, "Out of order");
        await person.GoAsync(new Uri(Address, "/console"));
        await person.DisposeAsync();
    }

    [Fact]
    public async Task Two_people_share_no_cookie()
    {
        var person = new Person(browser);
        var first = await person.GoAsync(new Uri(Address, "/good"));
        await first.EvaluateAsync("() => document.cookie = 'who=first'");
        var second = await person.GoAsync(new Uri(Address, "/good"));
        Assert.Equal("", await second.EvaluateAsync<string>("() => document.cookie"));
        await person.DisposeAsync();
    }

    [Fact]
    public async Task Axe_finds_what_a_person_cannot_use_even_under_a_strict_policy_of_content()
    {
        var person = new Person(browser);
        await (await person.GoAsync(new Uri(Address, "/good"))).ShouldHaveNoAxeFindings();
        var page = await person.GoAsync(new Uri(Address, "/unlabelled"));
        Assert.Contains("label", (await Record.ExceptionAsync(() => page.ShouldHaveNoAxeFindings()))?.Message, StringComparison.Ordinal);
        await person.DisposeAsync();
    }

    [Fact]
    public void The_browser_is_the_first_that_the_path_holds()
    {
        using var folder = new TemporaryFolder();
        var program = Path.Combine(folder.Path, "google-chrome");
        File.WriteAllText(program, "");
        Assert.Equal(program, Browser.Find(["chromium", "google-chrome"], $"{Path.Combine(folder.Path, "empty")}{Path.PathSeparator}{folder.Path}"));
        Assert.Null(Browser.Find(["chromium"], folder.Path));
        Assert.Null(Browser.Find(["chromium"], null));
    }

    private static WebApplication MakeSite()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        site.Use((request, next) =>
        {
            request.Response.Headers.ContentSecurityPolicy = Policy;
            return next(request);
        });
        site.MapGet("/good", () => Page("<p>All plans</p>"));
        site.MapGet("/unlabelled", () => Page("<input type=text>"));
        site.MapGet("/console", () => Page("<script src=/console.js></script>"));
        site.MapGet("/console.js", () => Results.Text("console.error('Out of order')", "text/javascript"));
        site.MapGet("/throws", () => Page("<script src=/throws.js></script>"));
        site.MapGet("/throws.js", () => Results.Text("noSuchFunction()", "text/javascript"));
        site.MapGet("/missing", () => Page("<img src=/none.png alt=''>"));
        site.MapGet("/blocked", () => Page("<script>document.title = 'Changed'</script>"));
        site.MapGet("/favicon.ico", () => Results.NoContent());
        return site;

        static IResult Page(string body) =>
            Results.Text($"<!doctype html><html lang=en><head><title>Plans</title></head><body><main><h1>Plans</h1>{body}</main></body></html>", "text/html");
    }

    private sealed class Person : BrowserTest
    {
        public Person(Browser browser, string? allowed = null)
            : base(browser)
        {
            if (allowed is not null)
                Allow(allowed);
        }

        public IReadOnlyList<string> Reported => Problems();

        public Task<Microsoft.Playwright.IPage> GoAsync(Uri address) => OpenAsync(address);
    }
}
