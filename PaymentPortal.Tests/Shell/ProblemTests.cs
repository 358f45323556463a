using System.Net;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Shell;

public sealed class ProblemTests(PortalApp app) : IClassFixture<PortalApp>
{
    [Fact]
    public async Task A_person_reads_a_page_where_there_is_none()
    {
        var (status, text) = await GetAsync("/no-such-page", "text/html,application/xhtml+xml");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("There is no such page", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/no-such-call", "text/html")]
    [InlineData("/no-such-page", "application/json")]
    public async Task A_program_gets_the_bare_status(string path, string accept)
    {
        var (status, text) = await GetAsync(path, accept);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal("", text);
    }

    [Theory]
    [InlineData("/theme", "theme", "dark")]
    [InlineData("/account/register", "_handler", "register")]
    [InlineData("/account/sign-in", "Input.Email", "Ada\0@example.com")]
    public async Task A_form_without_its_token_is_answered_in_a_sentence(string path, string field, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new(field, value)]), Headers = { { "Accept", "text/html" } } };
        using var answer = await app.NewClient().SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("This form is out of date", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Text)> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        using var answer = await app.NewClient().SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
