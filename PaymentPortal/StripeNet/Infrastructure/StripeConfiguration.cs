#nullable disable

using System.Text.Json;

namespace Stripe;

/// <summary>What clients take where they are told nothing else.</summary>
public static class StripeConfiguration
{
    public static string ApiVersion => "2026-07-29.dahlia";

    public static string MajorApiVersion => "dahlia";

    /// <summary>The release of Stripe.net whose shape is kept here.</summary>
    public static string StripeNetVersion => "52.2.0";

    public static string ApiKey { get; set; }

    public static string ClientId { get; set; }

    public static int MaxNetworkRetries { get; set; } = SystemNetHttpClient.DefaultMaxNumberRetries;

    public static bool EnableTelemetry { get; set; } = true;

    public static AppInfo AppInfo { get; set; }

    public static JsonSerializerOptions SerializerOptions { get; set; } = DefaultStjSerializerOptions();

    public static IStripeClient StripeClient
    {
        get => field ??= new StripeClient(ApiKey, ClientId);
        set;
    }

    public static void SetApiKey(string newApiKey) => ApiKey = newApiKey;

    public static JsonSerializerOptions DefaultStjSerializerOptions() => StripeJson.CreateOptions();
}
