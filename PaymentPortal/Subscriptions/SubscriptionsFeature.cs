using PaymentPortal.Inbox;

namespace PaymentPortal.Subscriptions;

internal static class SubscriptionsFeature
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) => services
        .AddSingleton<SubscriptionQueries>()
        .AddSingleton<IProjector, SubscriptionProjector>();
}
