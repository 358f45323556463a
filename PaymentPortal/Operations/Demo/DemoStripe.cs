using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Settings;

namespace PaymentPortal.Operations.Demo;

/// <summary>The sandbox's API as the demo calls it. Each write has a key of its own, so that one repeated after a kill is answered again and does nothing twice.</summary>
internal sealed class DemoStripe(IHttpClientFactory clients, PortalAddress address, IOptions<StripeOptions> stripe)
{
    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, [], false, cancellationToken);

    public async Task<List<JsonNode>> ListAsync(string path, CancellationToken cancellationToken) =>
        [.. (await GetAsync(path, cancellationToken))["data"]!.AsArray().Select(item => item!)];

    public Task<JsonNode> PostAsync(string path, string key, (string Name, string Value)[] fields, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, key, fields, false, cancellationToken);

    /// <summary>A payment that the card may decline.</summary>
    public Task<JsonNode> TryAsync(string path, string key, (string Name, string Value)[] fields, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, key, fields, true, cancellationToken);

    public Task<JsonNode> DeleteAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Delete, path, null, [], false, cancellationToken);

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, string? key, (string Name, string Value)[] fields, bool mayDecline, CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient();
        http.BaseAddress = stripe.Value.ApiBase ?? address.Own;
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", stripe.Value.SecretKey);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
            request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }

        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode || (mayDecline && response.StatusCode == HttpStatusCode.PaymentRequired)
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"The demo's {method} {path} was refused: {text}");
    }
}
