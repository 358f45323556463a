using System.Collections.Concurrent;
using PaymentPortal.Data;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Operations;

/// <summary>The running portal on each database, started when a test of the class first asks for it. Two webhook secrets are valid, and more countries tax.</summary>
public sealed class PortalOnEach(Databases databases) : IAsyncDisposable
{
    public const string Secret = "whsec_sandbox";
    public const string NextSecret = "whsec_next";

    /// <summary>The countries that tax: exclusive, with a part of a percent, and inclusive.</summary>
    public static readonly IReadOnlyList<(string Country, string Percentage, bool IsInclusive)> Taxes = [("GB", "20", false), ("FR", "5.5", false), ("CH", "8.125", false), ("ZA", "15", true)];

    private readonly ConcurrentDictionary<DatabaseProvider, Lazy<Task<PortalApp>>> apps = new();
    private readonly ConcurrentBag<TestDatabase> copies = [];

    public Task<PortalApp> OnAsync(DatabaseProvider provider) => apps.GetOrAdd(provider, each => new Lazy<Task<PortalApp>>(() => StartAsync(each))).Value;

    public async ValueTask DisposeAsync()
    {
        foreach (var started in apps.Values.Select(app => app.Value).Where(app => app.IsCompletedSuccessfully))
            await (await started).DisposeAsync();
        foreach (var copy in copies)
            await copy.DisposeAsync();
    }

    private async Task<PortalApp> StartAsync(DatabaseProvider provider)
    {
        var copy = await databases.CopyAsync(provider);
        copies.Add(copy);
        var settings = new Dictionary<string, string>(copy.Settings) { ["Stripe:WebhookSecrets:0"] = Secret, ["Stripe:WebhookSecrets:1"] = NextSecret };
        foreach (var (at, (country, percentage, isInclusive)) in Taxes.Index())
        {
            settings[$"Catalog:TaxRates:{at}:Name"] = "Tax";
            settings[$"Catalog:TaxRates:{at}:Country"] = country;
            settings[$"Catalog:TaxRates:{at}:Percentage"] = percentage;
            settings[$"Catalog:TaxRates:{at}:Inclusive"] = $"{isInclusive}";
        }
        return await PortalApp.StartAsync(settings);
    }
}
