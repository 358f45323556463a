using System.Text.RegularExpressions;
using PaymentPortal.Shell;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Shell;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout.Live;

/// <summary>The checkout page of Live mode as it is rendered: its scripts, and those that they import.</summary>
public sealed partial class LiveScriptsTests(LivePortal live) : IClassFixture<LivePortal>
{
    [Fact]
    public async Task The_payment_page_of_live_mode_names_the_scripts_of_the_list_and_no_other()
    {
        var member = await Member.AddAsync(live.App);
        var visitor = new Visitor(live.App.NewClient());
        await visitor.SignInAsync(member.Email, Member.Password);
        var started = await visitor.GetAsync("/checkout/new?price=pro_month_usd");
        var page = await visitor.ReadAsync(started.Location!);
        var scripts = Scripts().Matches(page).Select(match => match.Value).ToList();
        Assert.All(scripts, script => Assert.Matches("src=\"|type=\"[^\"]*json\"", script));
        var sources = scripts.Select(script => Source().Match(script)).Where(match => match.Success).Select(match => Address(match.Groups[1].Value)).ToList();
        foreach (var own in sources.Where(source => source.StartsWith("/js/", StringComparison.Ordinal)).ToList())
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "PaymentPortal", "wwwroot", own[1..]), TestContext.Current.CancellationToken);
            sources.AddRange(Imported().Matches(text).Select(match => "/js/" + match.Groups[1].Value));
        }
        Assert.Equal(PaymentScriptsTests.Named(PaymentScripts.Checkout, "https://js.stripe.com/dahlia/stripe.js").Order(), sources.Distinct().Order());
    }

    private static string Address(string source) => source.StartsWith("https:", StringComparison.Ordinal) ? source : PaymentScriptsTests.Bare("/" + source.TrimStart('/'));

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Scripts();

    [GeneratedRegex("src=\"([^\"]+)\"")]
    private static partial Regex Source();

    [GeneratedRegex(@"(?:from|import)\s*\(?'\./([\w.-]+)'")]
    private static partial Regex Imported();
}
