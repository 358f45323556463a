using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace PaymentPortal.Settings;

internal static class SettingsFeature
{
    private const string DefaultAddress = "http://localhost:5000";

    /// <summary>
    /// Reads the settings file that stands at the top of the repository and is copied beside the app, below everything that the environment says, and sets the default address:
    /// in a launch profile it would override ASPNETCORE_URLS.
    /// </summary>
    public static void AddSettingsFiles(this WebApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new JsonConfigurationSource
        {
            Path = "appsettings.json",
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Optional = false,
        });
        builder.Configuration["Data:Directory"] = Path.GetFullPath(builder.Configuration["Data:Directory"] is { Length: > 0 } folder ? folder : "data", builder.Environment.ContentRootPath);

        // Otherwise, in Development, every script and style is packed anew without compression at each request.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }
    }

    public static IServiceCollection AddSettings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PortalOptions>().Bind(configuration.GetSection(PortalOptions.Section))
            .Validate(o => o.PublicAddress is null or { IsAbsoluteUri: true }, "Portal:PublicAddress must be a whole address, for example https://pay.example.com.")
            .Validate(o => TimeZoneInfo.TryFindSystemTimeZoneById(o.ReportingTimeZone, out _), "Portal:ReportingTimeZone is not a time zone of this machine. Use an IANA name, for example Europe/Berlin.")
            .ValidateOnStart();
        services.AddOptions<SellerOptions>().Bind(configuration.GetSection(SellerOptions.Section))
            .Validate(o => !string.IsNullOrWhiteSpace(o.Name), "Seller:Name is missing. It stands on every invoice.")
            .ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Shared.ChangeSignal>();
        services.AddSingleton<PortalAddress>();
        services.AddSingleton<ReportingZone>();
        return services;
    }
}
