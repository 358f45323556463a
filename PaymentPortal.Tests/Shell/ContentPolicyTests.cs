using PaymentPortal.Shell;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Shell;

public sealed class ContentPolicyTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/pricing")]
    [InlineData("/account/sign-in")]
    [InlineData("/no-such-page")]
    [InlineData("/error")]
    [InlineData("/admin")]
    [InlineData("/css/app.css")]
    [InlineData("/api/no-such-call")]
    public async Task Every_answer_carries_exactly_one_policy_and_the_protecting_headers(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" } } };
        using var answer = await app.NewClient().SendAsync(request, TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(
            "default-src 'self'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
            policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(answer.Headers.Contains("X-Frame-Options"));
        Assert.True(answer.Headers.Contains("Referrer-Policy"));
        Assert.True(answer.Headers.Contains("Permissions-Policy"));
    }

    [Theory]
    [InlineData("/checkout")]
    [InlineData("/checkout/pro-monthly")]
    public void The_payment_page_of_live_mode_admits_Stripe_and_nothing_inline(string path)
    {
        var policy = ContentPolicy.For(path, takesLivePayments: true);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self' https://js.stripe.com https://*.js.stripe.com;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com;", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self' https://api.stripe.com;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/billing", true)]
    [InlineData("/checkouts", true)]
    [InlineData("/checkout", false)]
    public void Every_other_page_admits_this_portal_alone(string path, bool takesLivePayments) =>
        Assert.DoesNotContain("stripe", ContentPolicy.For(path, takesLivePayments), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void The_payment_page_admits_the_sandbox_that_it_speaks_with_and_other_pages_do_not()
    {
        var sandbox = new Uri("http://localhost:5001/");
        Assert.Equal(ContentPolicy.For("/billing", takesLivePayments: false), ContentPolicy.For("/billing", takesLivePayments: false, sandbox));
        var policy = ContentPolicy.For("/checkout/1", takesLivePayments: false, sandbox);
        foreach (var directive in (string[])["script-src", "style-src-elem", "connect-src"])
            Assert.Contains($"{directive} 'self' http://localhost:5001;", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("localhost", ContentPolicy.For("/checkout/1", takesLivePayments: true, sandbox), StringComparison.Ordinal);
    }
}
