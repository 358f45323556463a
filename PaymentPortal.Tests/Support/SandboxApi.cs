using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Support;

/// <summary>The sandbox as somebody sees it who has the secret key: Stripe's API over HTTP.</summary>
public sealed class SandboxApi : IDisposable
{
    private readonly HttpClient http;

    public SandboxApi(Uri portal, string secretKey = "sk_test_sandbox")
    {
        http = new HttpClient { BaseAddress = new Uri(portal, "/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secretKey);
    }

    /// <summary>An object, or the answer to any other question.</summary>
    /// <param name="path">The path below <c>/v1/</c>, with the query.</param>
    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    /// <summary>Posts a form and gives the answer.</summary>
    /// <param name="path">The path below <c>/v1/</c>.</param>
    /// <param name="form">The fields, named as in Stripe's forms: <c>items[0][price]</c>.</param>
    public async Task<JsonObject> PostAsync(string path, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    /// <summary>Deletes an object, or cancels a subscription.</summary>
    /// <param name="path">The path below <c>/v1/</c>.</param>
    public async Task<JsonObject> DeleteAsync(string path)
    {
        using var answer = await http.DeleteAsync(path, TestContext.Current.CancellationToken);
        return await ReadAsync(answer);
    }

    /// <summary>Every object of a list, page after page, newest first.</summary>
    /// <param name="path">The path of the list below <c>/v1/</c>, without a query.</param>
    /// <param name="filter">Fields of the query, such as <c>("customer", "cus_1")</c>.</param>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(string path, params (string Name, string Value)[] filter)
    {
        var all = new List<JsonObject>();
        while (true)
        {
            var query = filter.Append(("limit", "100")).Concat(all.Count > 0 ? [("starting_after", (string)all[^1]["id"]!)] : []);
            var page = await GetAsync($"{path}?{string.Join('&', query.Select(field => $"{Uri.EscapeDataString(field.Item1)}={Uri.EscapeDataString(field.Item2)}"))}");
            all.AddRange(page["data"]!.AsArray().Select(item => item!.AsObject()));
            if (!(bool)page["has_more"]!)
                return all;
        }
    }

    /// <summary>Sends a test clock to a time, as far at once as Stripe lets it go, and waits until it is there.</summary>
    /// <param name="clock">The clock.</param>
    /// <param name="to">The time, in seconds since 1970 (UTC).</param>
    public async Task AdvanceAsync(string clock, long to)
    {
        var at = (long)(await GetAsync($"test_helpers/test_clocks/{clock}"))["frozen_time"]!;
        for (var step = to - at; at < to;)
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("frozen_time", $"{Math.Min(at + step, to)}")]);
            using var answer = await http.PostAsync($"test_helpers/test_clocks/{clock}/advance", content, TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.BadRequest && step > 1)
            {
                step /= 2;
                continue;
            }
            await ReadAsync(answer);
            at = Math.Min(at + step, to);
            await Eventually.TrueAsync(async () => (string?)(await GetAsync($"test_helpers/test_clocks/{clock}"))["status"] == "ready", () => "The clock does not arrive.");
        }
    }

    /// <summary>How many charges went through, of one customer or of all: the count that shows whether anybody paid twice.</summary>
    public async Task<int> SucceededChargesAsync(string? customer = null) =>
        (await ListAsync("charges", customer is null ? [] : [("customer", customer)])).Count(charge => (string?)charge["status"] == "succeeded");

    public void Dispose() => http.Dispose();

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.Method} {answer.RequestMessage.RequestUri} answered {(int)answer.StatusCode}: {body}");
        return JsonNode.Parse(body)!.AsObject();
    }
}
