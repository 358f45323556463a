using System.Net;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Operations;

public sealed class LimitsAndHeadersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behind_a_proxy_that_is_named_each_sender_has_limits_of_his_own_and_cookies_are_secure()
    {
        await using var portal = await PortalApp.StartAsync(new Dictionary<string, string> { ["ForwardedHeaders:KnownProxies:0"] = "127.0.0.1", ["RateLimits:SignIn"] = "3", ["RateLimits:Registration"] = "2" });
        var (first, second) = (From(portal, "203.0.113.1"), From(portal, "203.0.113.2"));
        Assert.Equal([400, 400, 400, 429, 429], await PostAsync(first, "/account/sign-in", 5));
        Assert.Equal([400], await PostAsync(second, "/account/sign-in", 1));
        Assert.Equal([400, 400, 429], await PostAsync(first, "/account/register", 3));

        using var page = await second.GetAsync("/account/sign-in", Cancellation);
        var cookies = page.Headers.TryGetValues("Set-Cookie", out var set) ? set.ToList() : [];
        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie => Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.Contains("; samesite=", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_a_sender_says_of_himself_is_not_believed_where_no_proxy_is_named()
    {
        await using var portal = await PortalApp.StartAsync(new Dictionary<string, string> { ["RateLimits:SignIn"] = "3" });
        Assert.Equal([400, 400, 400], await PostAsync(From(portal, "203.0.113.1"), "/account/sign-in", 3));
        Assert.Equal([429], await PostAsync(From(portal, "203.0.113.2"), "/account/sign-in", 1));
        using var page = await portal.Http.GetAsync("/account/sign-in", Cancellation);
        Assert.False(page.Headers.Contains("Server"));
        Assert.False(page.Headers.Contains("X-Powered-By"));
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        await using var portal = await PortalApp.StartAsync();
        foreach (var path in (string[])["/account/sign-in", "/account/register", "/account/forgot", "/theme"])
            Assert.Equal(HttpStatusCode.BadRequest, (await new Visitor(portal.Http).SendAsync(path, ("theme", "dark"))).Status);
    }

    /// <summary>A client whose requests say that they come from this address by https.</summary>
    private static HttpClient From(PortalApp portal, string address)
    {
        var client = portal.NewClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        return client;
    }

    private static async Task<List<int>> PostAsync(HttpClient client, string path, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("_handler", path.Split('/')[^1])]);
            using var answer = await client.PostAsync(path, content, Cancellation);
            statuses.Add((int)answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        }
        return statuses;
    }
}
