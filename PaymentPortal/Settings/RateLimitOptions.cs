namespace PaymentPortal.Settings;

/// <summary>How many requests a minute each address, and each user, may make, by kind of endpoint.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    public int SignIn { get; set; } = 10;

    public int Registration { get; set; } = 10;

    public int Checkout { get; set; } = 10;

    /// <summary>Posts to the webhook endpoint without a valid signature.</summary>
    public int Webhooks { get; set; } = 100;
}
