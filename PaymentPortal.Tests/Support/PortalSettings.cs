namespace PaymentPortal.Tests.Support;

/// <summary>The settings that the app is started with in tests where a test says nothing else.</summary>
internal static class PortalSettings
{
    private const string Unlimited = "1000000";

    public static Dictionary<string, string> With(string dataDirectory, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Data:Directory"] = dataDirectory,
            ["Demo:Seed"] = "false",
            // What no event told of is found where a test asks for it, and not in the middle of another
            ["Inbox:FindGapsEvery"] = "1.00:00:00",
            ["Inbox:CompareCountsEvery"] = "1.00:00:00",
            ["Inbox:ReadAgainEvery"] = "1.00:00:00",
            ["RateLimits:SignIn"] = Unlimited,
            ["RateLimits:Registration"] = Unlimited,
            ["RateLimits:Checkout"] = Unlimited,
            ["RateLimits:Webhooks"] = Unlimited,
            // Everybody comes from the same address, and many pay with cards that are refused
            ["Risk:ThreeDSecureAt"] = "1000000",
            ["Risk:HoldAt"] = "1000001",
            ["Risk:StopAfterDeclines"] = Unlimited,
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        return all;
    }
}
