#nullable disable

using System.Net;

namespace Stripe;

/// <summary>One Stripe account's key and addresses. It holds no state between calls and serves any number of them at once.</summary>
public class StripeClient : IStripeClient
{
    private readonly string _stripeAccount;
    private readonly string _stripeContext;

    public StripeClient(
        string apiKey = null,
        string clientId = null,
        IHttpClient httpClient = null,
        string apiBase = null,
        string connectBase = null,
        string filesBase = null,
        string meterEventsBase = null)
        : this(new StripeClientOptions
        {
            ApiKey = apiKey,
            ClientId = clientId,
            HttpClient = httpClient,
            ApiBase = apiBase,
            ConnectBase = connectBase,
            FilesBase = filesBase,
            MeterEventsBase = meterEventsBase,
        })
    {
    }

    public StripeClient(StripeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ApiKey is not null && (options.ApiKey.Length == 0 || options.ApiKey.Any(char.IsWhiteSpace)))
        {
            throw new ArgumentException("The API key is empty or holds a space.", nameof(options));
        }

        ApiKey = options.ApiKey;
        ClientId = options.ClientId;
        HttpClient = options.HttpClient ?? new SystemNetHttpClient(
            maxNetworkRetries: StripeConfiguration.MaxNetworkRetries,
            appInfo: StripeConfiguration.AppInfo,
            enableTelemetry: StripeConfiguration.EnableTelemetry);
        ApiBase = options.ApiBase ?? DefaultApiBase;
        ConnectBase = options.ConnectBase ?? DefaultConnectBase;
        FilesBase = options.FilesBase ?? DefaultFilesBase;
        MeterEventsBase = options.MeterEventsBase ?? DefaultMeterEventsBase;
        _stripeAccount = options.StripeAccount;
        _stripeContext = options.StripeContext;
    }

    public static string DefaultApiBase => "https://api.stripe.com";

    public static string DefaultConnectBase => "https://connect.stripe.com";

    public static string DefaultFilesBase => "https://files.stripe.com";

    public static string DefaultMeterEventsBase => "https://meter-events.stripe.com";

    public string ApiBase { get; }

    public string ApiKey { get; }

    public string ClientId { get; }

    public string ConnectBase { get; }

    public string FilesBase { get; }

    public string MeterEventsBase { get; }

    public IHttpClient HttpClient { get; }

    public V1Services V1 => field ??= new(this);

    public T Deserialize<T>(string response)
        where T : StripeEntity => StripeJson.Read<T>(response);

    public async Task<T> RequestAsync<T>(
        HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default)
        where T : StripeEntity
    {
        var request = new StripeRequest(this, method, path, options, WithDefaults(requestOptions));
        var response = await HttpClient.MakeRequestAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw StripeErrors.Read(response);
        }

        var entity = StripeErrors.OrUnreadable(response, static content => StripeJson.Read<T>(content));
        entity.StripeResponse = response;
        return entity;
    }

    public async Task<Stream> RequestStreamingAsync(
        HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default)
    {
        var request = new StripeRequest(this, method, path, options, WithDefaults(requestOptions));
        var response = await HttpClient.MakeStreamingRequestAsync(request, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? response.Body
            : throw StripeErrors.Read(await response.ToStripeResponseAsync());
    }

    private RequestOptions WithDefaults(RequestOptions requestOptions) =>
        _stripeAccount is null && _stripeContext is null
            ? requestOptions
            : new RequestOptions
            {
                ApiKey = requestOptions?.ApiKey,
                IdempotencyKey = requestOptions?.IdempotencyKey,
                StripeAccount = requestOptions?.StripeAccount ?? _stripeAccount,
                StripeContext = requestOptions?.StripeContext ?? _stripeContext,
                StripeRequestTrigger = requestOptions?.StripeRequestTrigger,
            };
}
