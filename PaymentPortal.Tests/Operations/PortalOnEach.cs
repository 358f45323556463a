using System.Collections.Concurrent;
using PaymentPortal.Data;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Operations;

/// <summary>The running portal on each database, started when a test of the class first asks for it. Two webhook secrets are valid.</summary>
public sealed class PortalOnEach(Databases databases) : IAsyncDisposable
{
    public const string Secret = "whsec_sandbox";
    public const string NextSecret = "whsec_next";

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
        return await PortalApp.StartAsync(new Dictionary<string, string>(copy.Settings) { ["Stripe:WebhookSecrets:0"] = Secret, ["Stripe:WebhookSecrets:1"] = NextSecret });
    }
}
