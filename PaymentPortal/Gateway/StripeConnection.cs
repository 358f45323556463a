using System.Net;
using Microsoft.Extensions.Options;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>The client for the Stripe that the settings name. In the sandbox its address is the app's own, known once the server listens.</summary>
internal sealed class StripeConnection(IOptions<StripeOptions> options, Settings.PortalAddress address, StripeHealth health, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly Lazy<HttpClient> _http = new(() => new HttpClient(new StripeLine(
        new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        },
        options.Value.Timeout,
        health,
        time))
    {
        // The line gives every try its time, and the waiting between them is not to count.
        Timeout = Timeout.InfiniteTimeSpan,
    });

    private IStripeClient? _client;

    /// <summary>The client; any number of calls may use it at once.</summary>
    public IStripeClient Client => LazyInitializer.EnsureInitialized(ref _client, () => new StripeClient(new StripeClientOptions
    {
        ApiKey = options.Value.SecretKey,
        ApiBase = (options.Value.ApiBase ?? (options.Value.Mode == StripeMode.Sandbox ? address.Own : null))?.ToString().TrimEnd('/'),
        HttpClient = new SystemNetHttpClient(_http.Value, StripeConfiguration.MaxNetworkRetries, new AppInfo { Name = nameof(PaymentPortal) }, StripeConfiguration.EnableTelemetry),
    }));

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }
}
