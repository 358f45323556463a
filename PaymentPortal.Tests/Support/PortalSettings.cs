namespace PaymentPortal.Tests.Support;

/// <summary>The settings that the app is started with in tests where a test says nothing else.</summary>
internal static class PortalSettings
{
    public static Dictionary<string, string> With(string dataDirectory, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Data:Directory"] = dataDirectory,
            ["Demo:Seed"] = "false",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        return all;
    }
}
