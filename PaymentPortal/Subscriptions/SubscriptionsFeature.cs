using PaymentPortal.Inbox;
using PaymentPortal.Outbox;
using PaymentPortal.Subscriptions.Access;
using PaymentPortal.Subscriptions.Usage;

namespace PaymentPortal.Subscriptions;

internal static class SubscriptionsFeature
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RetentionOptions>().Bind(configuration.GetSection(RetentionOptions.Section))
            .Validate(o => o.Offers.Keys.All(CancelFeedback.IsKnown), "Retention:Offers names a reason that Stripe does not know. Use too_expensive, unused, missing_features, switched_service, low_quality, too_complex, customer_service or other.")
            .Validate(o => o is { DiscountPercent: > 0 and <= 100, DiscountMonths: > 0 }, "Retention:DiscountPercent must be above 0 and at most 100, and Retention:DiscountMonths above 0.")
            .Validate(o => o is { GraceDays: >= 0, LongestPauseDays: > 0 }, "Retention:GraceDays must not be negative, and Retention:LongestPauseDays above 0.")
            .ValidateOnStart();
        return services
            .AddEntitlements().AddUsage()
            .AddSingleton<SubscriptionQueries>().AddSingleton<SubscriptionNotices>().AddSingleton<BillingRights>().AddSingleton<SubscriptionRequests>()
            .AddSingleton<PlanStates>().AddSingleton<PlanChanges>().AddSingleton<Forecasts>().AddSingleton<NextInvoice>()
            .AddSingleton<PreviewChange>().AddSingleton<BankQuestion>().AddSingleton<ChangePlan>().AddSingleton<WithdrawChange>()
            .AddSingleton<PreviewCancel>().AddSingleton<CancelSubscription>().AddSingleton<KeepSubscription>()
            .AddSingleton<PauseSubscription>().AddSingleton<ResumeSubscription>().AddSingleton<TakeDiscount>()
            .AddSingleton<IEffect, SubscriptionMail>().AddSingleton<IEffect, BeginPeriod>().AddSingleton<IEffect>(services => services.GetRequiredService<BankQuestion>())
            .AddSingleton<IProjector, SubscriptionProjector>().AddSingleton<IProjector, SubscriptionScheduleProjector>();
    }
}
