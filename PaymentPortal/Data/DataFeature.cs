using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Shared;

namespace PaymentPortal.Data;

internal static class DataFeature
{
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DataOptions>().Bind(configuration.GetSection(DataOptions.Section))
            .Validate(o => !string.IsNullOrWhiteSpace(o.Directory), "Data:Directory is empty. Name the folder that the portal may write to, or leave the key out.")
            .ValidateOnStart();
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection(DatabaseOptions.Section))
            .Validate(
                o => o.Provider == DatabaseProvider.Sqlite || !string.IsNullOrWhiteSpace(o.ConnectionString),
                "Database:ConnectionString is missing. With Database:Provider = Postgres it names the server and database, for example 'Host=localhost;Database=portal;Username=portal;Password=...'.")
            .ValidateOnStart();
        services.AddSingleton<DataDirectory>();
        services.AddSingleton<SqlitePragmas>();
        services.AddSingleton<DatabaseMigrator>();

        if (string.Equals(configuration[$"{DatabaseOptions.Section}:{nameof(DatabaseOptions.Provider)}"], nameof(DatabaseProvider.Postgres), StringComparison.OrdinalIgnoreCase))
        {
            services.AddDbContextFactory<PostgresPortalDbContext>((provider, options) =>
                options.UseNpgsql(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, ProviderFactory<PostgresPortalDbContext>>();
        }
        else
        {
            SqliteThreads.Add();
            services.AddDbContextFactory<SqlitePortalDbContext>((provider, options) =>
                options.UseSqlite(SqliteConnectionString(provider)).AddInterceptors(provider.GetRequiredService<SqlitePragmas>()));
            services.AddSingleton<IDbContextFactory<PortalDbContext>, ProviderFactory<SqlitePortalDbContext>>();
            services.AddHostedService<SqliteCheckpoints>();
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
        services.AddDataProtection().SetApplicationName("PaymentPortal");
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>()
            .Configure<DataDirectory, ILoggerFactory>((options, directory, loggers) =>
                options.XmlRepository = new Microsoft.AspNetCore.DataProtection.Repositories.FileSystemXmlRepository(
                    Directory.CreateDirectory(Path.Combine(directory.Root, "keys")), loggers));
        return services;
    }

    private static string SqliteConnectionString(IServiceProvider provider)
    {
        var given = provider.GetRequiredService<IOptions<DatabaseOptions>>().Value.ConnectionString;
        return new SqliteConnectionStringBuilder(given ?? "Data Source=" + provider.GetRequiredService<DataDirectory>().File("portal.db"))
        {
            // Who writes beside many others is rarely the first to look when the writer's place is free: it waits for long before it fails.
            DefaultTimeout = 30,
        }.ToString();
    }

    /// <summary>Hands out the provider's own context, which carries its migrations, as the portal's.</summary>
    private sealed class ProviderFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<PortalDbContext>
        where TContext : PortalDbContext
    {
        public PortalDbContext CreateDbContext() => inner.CreateDbContext();
    }
}
