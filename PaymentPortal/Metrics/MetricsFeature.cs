using PaymentPortal.Inbox;

namespace PaymentPortal.Metrics;

internal static class MetricsFeature
{
    /// <summary>To be added after Payments, Invoices and Catalog: figures are computed from what their projectors wrote.</summary>
    public static IServiceCollection AddPortalMetrics(this IServiceCollection services) => services
        .AddSingleton<RevenueRollup>()
        .AddSingleton<RebuildRevenue>()
        .AddSingleton<DashboardQueries>()
        .AddSingleton<FunnelQueries>()
        .AddSingleton<IProjector, RevenueProjector>()
        .AddSingleton<IProjector, MovementProjector>()
        .AddSingleton<IProjector, ChargedTaxProjector>()
        .AddSingleton<IProjector, ChargedTaxRateProjector>()
        .AddSingleton<RenewLedger>()
        .AddHostedService(provider => provider.GetRequiredService<RenewLedger>());
}
