using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>Posts to the webhook endpoint as Stripe does, by Stripe's published recipe for signatures.</summary>
internal static class StripePost
{
    public const string ApiVersion = "2026-07-29.dahlia";

    private static int lastNumber;

    /// <summary>An event about this object, with an id that no other has.</summary>
    public static JsonObject Event(string type, JsonNode subject, string? apiVersion = ApiVersion, JsonObject? previous = null)
    {
        var data = new JsonObject { ["object"] = subject.DeepClone() };
        if (previous is not null)
            data["previous_attributes"] = previous;
        return new JsonObject
        {
            ["id"] = $"evt_test_{Interlocked.Increment(ref lastNumber)}",
            ["object"] = "event",
            ["api_version"] = apiVersion,
            ["created"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["type"] = type,
            ["data"] = data,
        };
    }

    /// <summary>The header that fits the body; <paramref name="age"/> in seconds, negative for the future.</summary>
    public static string Sign(byte[] body, string secret, int age = 0)
    {
        var at = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - age).ToString(CultureInfo.InvariantCulture);
        var signed = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(at + "."), .. body]);
        return $"t={at},v1={Convert.ToHexStringLower(signed)}";
    }

    public static Task<HttpResponseMessage> PostEventAsync(this PortalApp app, JsonObject posted, string secret = "whsec_sandbox") =>
        app.PostBodyAsync(Encoding.UTF8.GetBytes(posted.ToJsonString()), body => Sign(body, secret));

    public static async Task<HttpResponseMessage> PostBodyAsync(this PortalApp app, byte[] body, Func<byte[], string?> sign, bool isChunked = false)
    {
        using HttpContent content = isChunked ? new StreamContent(new ForwardOnly(body)) : new ByteArrayContent(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/stripe") { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        if (sign(body) is { } signature)
            request.Headers.Add("Stripe-Signature", signature);
        return await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A stream whose length nobody knows, so that it is sent in chunks.</summary>
    private sealed class ForwardOnly(byte[] body) : MemoryStream(body)
    {
        public override bool CanSeek => false;
    }
}
