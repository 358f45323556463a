using PaymentPortal.Inbox;

namespace PaymentPortal.Metrics;

internal static class MetricsFeature
{
    /// <summary>To be added after Payments: a day is computed from the charges that its projector wrote.</summary>
    public static IServiceCollection AddPortalMetrics(this IServiceCollection services) => services
        .AddSingleton<RevenueRollup>()
        .AddSingleton<RebuildRevenue>()
        .AddSingleton<DashboardQueries>()
        .AddSingleton<FunnelQueries>()
        .AddSingleton<IProjector, RevenueProjector>()
        .AddSingleton<IProjector, MovementProjector>();
}
