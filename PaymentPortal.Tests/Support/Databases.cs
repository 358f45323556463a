using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using PaymentPortal.Data;

namespace PaymentPortal.Tests.Support;

/// <summary>The portal's own database, migrated once for all tests of a run: a class asks for its copy.</summary>
public sealed class Databases : IAsyncDisposable
{
    private readonly TemplateDatabase portal = new(MigrateAsync);

    /// <summary>A fresh, migrated database of the portal.</summary>
    public Task<TestDatabase> CopyAsync(DatabaseProvider provider) => portal.CopyAsync(provider);

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    /// <summary>The services of the data folder alone, on this database: contexts and the migrator, without a host.</summary>
    internal static ServiceProvider ServicesOn(DatabaseProvider provider, string connectionString, string dataDirectory)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Data:Directory"] = dataDirectory,
            ["Database:Provider"] = $"{provider}",
            ["Database:ConnectionString"] = connectionString,
        };
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { ContentRootPath = dataDirectory, ContentRootFileProvider = new NullFileProvider() })
            .AddData(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .BuildServiceProvider();
    }

    private static async Task MigrateAsync(DatabaseProvider provider, string connectionString)
    {
        using var folder = new TemporaryFolder();
        await using var services = ServicesOn(provider, connectionString, folder.Path);
        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(TestContext.Current.CancellationToken);
    }
}
