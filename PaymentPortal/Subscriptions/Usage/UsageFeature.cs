using PaymentPortal.Outbox;

namespace PaymentPortal.Subscriptions.Usage;

internal static class UsageFeature
{
    public static IServiceCollection AddUsage(this IServiceCollection services) => services
        .AddSingleton<RecordUsage>().AddSingleton<UsageQueries>().AddSingleton<MeteredUse>().AddSingleton<IEffect, TellUse>();
}
