using Microsoft.Extensions.Options;
using PaymentPortal.Inbox;

namespace PaymentPortal.Catalog;

internal static class CatalogFeature
{
    public static IServiceCollection AddCatalog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CatalogOptions>().Bind(configuration.GetSection(CatalogOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CatalogOptions>, CatalogOptionsValidator>();
        services.AddSingleton<Catalogue>();
        services.AddSingleton<PriceKeys>();
        services.AddSingleton<CatalogueMaker>();
        services.AddSingleton<CatalogueKeeper>();
        services.AddSingleton<CatalogQueries>();
        services.AddSingleton<KnownTaxRates>();
        services.AddSingleton<IProjector, PriceProjector>();
        services.AddSingleton<IProjector, TaxRateProjector>();
        return services;
    }
}
