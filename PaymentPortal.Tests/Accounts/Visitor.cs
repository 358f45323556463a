using System.Net;
using System.Text.RegularExpressions;

namespace PaymentPortal.Tests.Accounts;

/// <summary>Somebody with a browser that runs no script: reads pages, fills in their forms, keeps cookies.</summary>
internal sealed partial class Visitor(HttpClient client)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    public async Task<Answer> GetAsync(string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        return await Answer.OfAsync(answer);
    }

    /// <summary>Opens a page, and sends one of its forms, with the token that the page gave.</summary>
    public async Task<Answer> PostAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await ReadAsync(page)).Groups[1].Value;
        return await SendAsync(action, [.. fields, ("__RequestVerificationToken", token)]);
    }

    public async Task<Answer> SendAsync(string action, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await client.PostAsync(new Uri(action, UriKind.Relative), content, Cancellation);
        return await Answer.OfAsync(answer);
    }

    public Task<Answer> RegisterAsync(string email, string password, string name = "Ada Lovelace", string organisation = "Analytical Engines") =>
        PostAsync("/account/register", "/account/register", ("_handler", "register"), ("Input.Name", name), ("Input.Organisation", organisation), ("Input.Email", email), ("Input.Password", password));

    public Task<Answer> SignInAsync(string email, string password, string query = "") =>
        PostAsync("/account/sign-in" + query, "/account/sign-in" + query, ("_handler", "sign-in"), ("Input.Email", email), ("Input.Password", password));

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

/// <summary>What a visitor was answered.</summary>
internal sealed partial record Answer(HttpStatusCode Status, string? Location, string Text)
{
    /// <summary>The page without what differs from one reading to the next.</summary>
    public string Same => Changing().Replace(Text, "");

    public static async Task<Answer> OfAsync(HttpResponseMessage answer)
    {
        var location = answer.Headers.Location;
        var path = location is { IsAbsoluteUri: true } ? location.PathAndQuery : location?.OriginalString;
        return new Answer(answer.StatusCode, path, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"[^\"]+\"|name=\"Input.Email\"[^>]*value=\"[^\"]*\"|<!--.*?-->")]
    private static partial Regex Changing();
}
