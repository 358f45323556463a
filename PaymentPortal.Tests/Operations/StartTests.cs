using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Operations;

/// <summary>A start that cannot go well is refused before anything is written, with a sentence for each thing that is wrong.</summary>
public sealed class StartTests
{
    private static readonly Dictionary<string, string> WholeLive = LiveSettings();

    [Fact]
    public async Task Live_mode_without_anything_names_every_missing_value_at_once()
    {
        var said = await RefusedAsync(new() { ["Stripe:Mode"] = "Live", ["Stripe:SecretKey"] = "", ["Stripe:PublishableKey"] = "" });
        Assert.Contains(said, line => line.StartsWith("- Stripe:SecretKey is missing.", StringComparison.Ordinal));
        Assert.Contains(said, line => line.StartsWith("- Stripe:PublishableKey is missing.", StringComparison.Ordinal));
        Assert.Contains(said, line => line.StartsWith("- Stripe:WebhookSecrets:0 is missing.", StringComparison.Ordinal));
        Assert.Equal(40, said.Count(line => line.StartsWith("- Stripe:Prices:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Stripe:SecretKey", "sk_live_123", "contradict each other")]
    [InlineData("Stripe:PublishableKey", "pk_live_123", "contradict each other")]
    [InlineData("Stripe:SecretKey", "sk_test_sandbox", "Stripe:SecretKey is not a secret key")]
    [InlineData("Stripe:PublishableKey", "sk_test_123", "Stripe:PublishableKey is not a publishable key")]
    [InlineData("Stripe:WebhookSecrets:0", "whsec_sandbox", "not a signing secret")]
    [InlineData("Stripe:Prices:pro_month_usd", "", "Stripe:Prices:pro_month_usd is missing")]
    public async Task Live_mode_says_what_is_wrong_with_one_value_and_nothing_else(string key, string value, string expected)
    {
        var said = await RefusedAsync(new(WholeLive) { [key] = value });
        Assert.Contains(expected, Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_is_no_default_in_production()
    {
        var said = await RefusedAsync(new() { ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        Assert.StartsWith("- Stripe:Mode is not set", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sandbox_can_be_asked_for_in_production()
    {
        await using var portal = await PortalProcess.StartAsync(new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Stripe:Mode"] = "Sandbox" });
        Assert.DoesNotContain(portal.Output, line => line.StartsWith("warn:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Stripe:SecretKey", "sk_live_123", "is a live key, but Stripe:Mode is Sandbox")]
    [InlineData("Stripe:Mode", "Pretend", "'Pretend' at 'Stripe:Mode'")]
    [InlineData("Database:Provider", "Oracle", "'Oracle' at 'Database:Provider'")]
    [InlineData("PersonalData:AddressDays", "0", "PersonalData:AddressDays must be between 1 and 3650")]
    [InlineData("Database:Provider", "Postgres", "Database:ConnectionString is missing")]
    [InlineData("Portal:ReportingTimeZone", "Mars/Olympus", "Portal:ReportingTimeZone is not a time zone")]
    [InlineData("Catalog:Plans:1:Prices:usd:Month", "0", "the plan 'pro' has no monthly and annual price in USD")]
    [InlineData("Catalog:Currencies:4", "jpy", "has no monthly and annual price in JPY")]
    public async Task A_setting_that_cannot_be_is_named(string key, string value, string expected)
    {
        var said = await RefusedAsync(new() { [key] = value });
        Assert.Contains(said, line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_that_was_killed_goes_on_and_the_demo_is_made_once()
    {
        var seeded = new Dictionary<string, string> { ["Demo:Seed"] = "true" };
        await using var portal = PortalProcess.Launch(seeded);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(portal.DataDirectory, "sandbox.db")), "The sandbox has no file.");
        await portal.KillAsync();
        await portal.RestartAsync();
        using var sandbox = new SandboxApi(portal.Address);
        async Task<List<string?>> CustomersAsync(int least)
        {
            List<string?> names = [];
            await Eventually.TrueAsync(
                async () => (names = [.. (await sandbox.ListAsync("test_helpers/test_clocks")).Select(clock => (string?)clock["name"])]).Count >= least, () => string.Join('\n', portal.Output));
            return names;
        }

        var first = await CustomersAsync(2);
        await portal.KillAsync();
        await portal.RestartAsync();
        var later = await CustomersAsync(first.Count + 2);
        Assert.Equal(later.Count, later.Distinct().Count());
        Assert.Empty(first.Except(later));
        Assert.Contains(portal.Output, line => line.Contains("admin@demo.example", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(Dictionary<string, string> settings)
    {
        await using var portal = PortalProcess.Launch(settings);
        await portal.EndedAsync();
        Assert.Equal(1, portal.ExitCode);
        Assert.Contains("PaymentPortal does not start:", portal.Output);
        Assert.DoesNotContain(portal.Output, line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(portal.DataDirectory));
        return [.. portal.Output.Where(line => line.StartsWith("- ", StringComparison.Ordinal))];
    }

    private static Dictionary<string, string> LiveSettings()
    {
        var settings = new Dictionary<string, string>
        {
            ["Stripe:Mode"] = "Live",
            ["Stripe:SecretKey"] = "sk_test_123",
            ["Stripe:PublishableKey"] = "pk_test_123",
            ["Stripe:WebhookSecrets:0"] = "whsec_123",
        };
        foreach (var plan in new[] { "pilot", "pro", "enterprise", "pro_api_calls", "enterprise_api_calls" })
        {
            foreach (var interval in new[] { "month", "year" })
            {
                foreach (var currency in new[] { "usd", "eur", "gbp", "zar" })
                {
                    settings[$"Stripe:Prices:{plan}_{interval}_{currency}"] = $"price_{plan}_{interval}_{currency}";
                }
            }
        }

        return settings;
    }
}
