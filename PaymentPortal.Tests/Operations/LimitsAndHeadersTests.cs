using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PaymentPortal.Accounts;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.EndToEnd;
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

    [Fact]
    public async Task Paying_is_limited_for_each_address_and_for_each_user_and_for_nobody_else()
    {
        await using var portal = await PortalApp.StartAsync(new Dictionary<string, string> { ["ForwardedHeaders:KnownProxies:0"] = "127.0.0.1", ["RateLimits:Checkout"] = "3" });
        var (first, neighbour, other) = (await PayButton.OfAsync(portal), await PayButton.OfAsync(portal), await PayButton.OfAsync(portal));
        for (var press = 0; press < 3; press++)
            Assert.Equal(HttpStatusCode.OK, (await first.PressAsync("203.0.113.1")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await first.PressAsync("203.0.113.1")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await first.PressAsync("203.0.113.2")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await neighbour.PressAsync("203.0.113.1")).Status);
        for (var press = 0; press < 3; press++)
            Assert.Equal(HttpStatusCode.OK, (await other.PressAsync("203.0.113.3")).Status);
        var (_, wait, answer) = await other.PressAsync("203.0.113.3");
        Assert.InRange(wait!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal("too_many_attempts", (string?)answer["code"]);
        Assert.Equal($"These were too many attempts. Try again in {wait.Value.TotalSeconds:0} seconds.", (string?)answer["sentence"]);
    }

    [Theory]
    [InlineData("Production", true)]
    [InlineData("Development", false)]
    public async Task Browsers_are_told_to_stay_with_https_wherever_it_is_not_development(string environment, bool isTold)
    {
        await using var portal = await PortalApp.StartAsync(new Dictionary<string, string> { ["environment"] = environment, ["Stripe:Mode"] = "Sandbox", ["ForwardedHeaders:KnownProxies:0"] = "127.0.0.1" });
        var client = From(portal, "203.0.113.1");
        client.DefaultRequestHeaders.Host = "pay.example.com";
        foreach (var (path, status) in ((string, HttpStatusCode)[])[("/", HttpStatusCode.OK), ("/account/sign-in", HttpStatusCode.OK), ("/no-such-page", HttpStatusCode.NotFound)])
        {
            using var answer = await client.GetAsync(path, Cancellation);
            Assert.Equal((path, status), (path, answer.StatusCode));
            Assert.Equal(isTold, answer.Headers.Contains("Strict-Transport-Security"));
        }
        client.DefaultRequestHeaders.Remove("X-Forwarded-Proto");
        using var plain = await client.GetAsync("/", Cancellation);
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Every_answer_to_an_admin_too_has_exactly_one_content_policy()
    {
        await using var portal = await PortalApp.StartAsync();
        var admin = await Member.AddAsync(portal, Roles.Admin);
        await new Visitor(portal.Http).SignInAsync(admin.Email, Member.Password);
        portal.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (var (path, status) in ((string, int)[])[("/", 200), ("/pricing", 200), ("/no-such-page", 404), ("/error", 200), ("/css/app.css", 200), ("/_framework/blazor.web.js", 200), ("/admin", 200)])
        {
            using var answer = await portal.Http.GetAsync(path, Cancellation);
            Assert.Equal((path, status), (path, (int)answer.StatusCode));
            Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }
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

    /// <summary>The checkout page of somebody who has signed in, pressed from wherever he is.</summary>
    private sealed class PayButton(HttpClient client, string path, string token)
    {
        public static async Task<PayButton> OfAsync(PortalApp portal)
        {
            var shopper = await Shopper.ComeAsync(portal);
            var purchase = (await shopper.StartAsync("pro_month_usd")).Value;
            var client = portal.NewClient();
            var visitor = new Visitor(client);
            await visitor.SignInAsync(shopper.Email, Shopper.Password);
            var page = await visitor.ReadAsync($"/checkout/{purchase}");
            return new PayButton(client, $"/checkout/{purchase}/pay", page.Split("data-antiforgery=\"")[1].Split('"')[0]);
        }

        public async Task<(HttpStatusCode Status, TimeSpan? Wait, JsonObject Answer)> PressAsync(string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Headers = { { "X-Forwarded-For", from }, { "RequestVerificationToken", token } },
                Content = JsonContent.Create(new { billing = new Dictionary<string, string> { ["name"] = "Ada", ["country"] = "US" }, expectedAmount = 14_900 }),
            };
            using var answer = await client.SendAsync(request, Cancellation);
            return (answer.StatusCode, answer.Headers.RetryAfter?.Delta, (await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!);
        }
    }
}
