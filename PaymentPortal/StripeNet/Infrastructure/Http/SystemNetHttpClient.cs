#nullable disable

using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Stripe;

/// <summary>
/// Sends calls over one pool of connections. An attempt that got lost, timed out or met a conflict or a failure inside Stripe
/// is made again with the same idempotency key; the header <c>Stripe-Should-Retry</c> decides where Stripe sends it.
/// </summary>
public sealed class SystemNetHttpClient(
    HttpClient httpClient = null, int maxNetworkRetries = SystemNetHttpClient.DefaultMaxNumberRetries, AppInfo appInfo = null, bool enableTelemetry = true)
    : IHttpClient
{
    public const int DefaultMaxNumberRetries = 2;

    private static readonly Lazy<HttpClient> Shared = new(BuildDefaultSystemNetHttpClient);

    private readonly HttpClient _http = httpClient ?? Shared.Value;
    private readonly RequestTelemetry _telemetry = enableTelemetry ? new() : null;
    private readonly string _userAgent =
        $"Stripe/v1 .NetBindings/{StripeConfiguration.StripeNetVersion}" + (appInfo is null ? "" : " " + appInfo.FormatUserAgent());

    private readonly string _clientUserAgent = JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["bindings_version"] = StripeConfiguration.StripeNetVersion,
        ["lang"] = ".net",
        ["lang_version"] = RuntimeInformation.FrameworkDescription,
        ["platform"] = enableTelemetry ? RuntimeInformation.OSDescription : "",
        ["application"] = appInfo?.Name ?? "",
    });

    public static TimeSpan DefaultHttpTimeout => TimeSpan.FromSeconds(80);

    public static TimeSpan MaxNetworkRetriesDelay => TimeSpan.FromSeconds(5);

    public static TimeSpan MinNetworkRetriesDelay => TimeSpan.FromMilliseconds(500);

    public bool EnableTelemetry { get; } = enableTelemetry;

    public int MaxNetworkRetries { get; } = maxNetworkRetries;

    public static HttpClient BuildDefaultSystemNetHttpClient() => new(new SocketsHttpHandler
    {
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        UseCookies = false,
    })
    {
        Timeout = DefaultHttpTimeout,
    };

    public async Task<StripeResponse> MakeRequestAsync(StripeRequest request, CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(request, cancellationToken);
        return new StripeResponse(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public async Task<StripeStreamedResponse> MakeStreamingRequestAsync(StripeRequest request, CancellationToken cancellationToken = default)
    {
        var response = await SendAsync(request, cancellationToken);
        return new StripeStreamedResponse(response.StatusCode, response.Headers, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    private async Task<HttpResponseMessage> SendAsync(StripeRequest request, CancellationToken cancellationToken)
    {
        var lastMetrics = _telemetry?.Take();
        for (var attempt = 0; ; attempt++)
        {
            var started = TimeProvider.System.GetTimestamp();
            HttpResponseMessage response;
            try
            {
                response = await _http.SendAsync(Message(request, lastMetrics), cancellationToken);
            }
            catch (Exception fault) when (attempt < MaxNetworkRetries && IsPassing(fault, cancellationToken))
            {
                await Task.Delay(DelayBefore(attempt + 1), cancellationToken);
                continue;
            }

            if (attempt < MaxNetworkRetries && ShouldRetry(response))
            {
                response.Dispose();
                await Task.Delay(DelayBefore(attempt + 1), cancellationToken);
                continue;
            }

            _telemetry?.Add(response, TimeProvider.System.GetElapsedTime(started));
            return response;
        }
    }

    private static bool IsPassing(Exception fault, CancellationToken cancellationToken) =>
        fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static bool ShouldRetry(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("Stripe-Should-Retry", out var values) && values.First() is "true" or "false")
        {
            return values.First() is "true";
        }

        return response.StatusCode == HttpStatusCode.Conflict || (int)response.StatusCode >= 500;
    }

    /// <summary>Doubles from half a second up to five, less up to a quarter of it by chance so that callers do not move in step.</summary>
    private static TimeSpan DelayBefore(int attempt)
    {
        var delay = Math.Min(MinNetworkRetriesDelay.TotalMilliseconds * Math.Pow(2, attempt - 1), MaxNetworkRetriesDelay.TotalMilliseconds);
        delay *= 1 - (RandomNumberGenerator.GetInt32(0, 250) / 1000d);
        return TimeSpan.FromMilliseconds(Math.Max(delay, MinNetworkRetriesDelay.TotalMilliseconds));
    }

    private HttpRequestMessage Message(StripeRequest request, string lastMetrics)
    {
        var message = new HttpRequestMessage(request.Method, request.Uri) { Content = request.Content };
        message.Headers.Authorization = request.AuthorizationHeader;
        Add(message.Headers, "User-Agent", _userAgent);
        Add(message.Headers, "X-Stripe-Client-User-Agent", _clientUserAgent);
        foreach (var (name, value) in request.StripeHeaders)
        {
            Add(message.Headers, name, value);
        }

        if (lastMetrics is not null)
        {
            Add(message.Headers, "X-Stripe-Client-Telemetry", lastMetrics);
        }

        return message;
    }

    private static void Add(HttpRequestHeaders headers, string name, string value) => headers.TryAddWithoutValidation(name, value);
}
