namespace PaymentPortal.Accounts.Sessions;

/// <summary>A browser and its system as people call them, out of what the browser says of itself.</summary>
internal static class DeviceText
{
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Of(string agent) => (Find(Browsers, agent), Find(Systems, agent)) switch
    {
        (null, null) => "Unknown device",
        ({ } browser, null) => browser,
        (null, { } system) => system,
        ({ } browser, { } system) => $"{browser} on {system}",
    };

    public static bool IsPhone(string agent) => agent.Contains("iPhone", StringComparison.Ordinal) || agent.Contains("Android", StringComparison.Ordinal);

    private static string? Find((string Mark, string Name)[] names, string agent) => names.FirstOrDefault(n => agent.Contains(n.Mark, StringComparison.Ordinal)).Name;
}
