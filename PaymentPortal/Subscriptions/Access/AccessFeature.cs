using Microsoft.AspNetCore.Authorization;

namespace PaymentPortal.Subscriptions.Access;

internal static class AccessFeature
{
    public static IServiceCollection AddEntitlements(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>().BindConfiguration(AccessOptions.Section)
            .Validate(o => o.GraceDays is >= 0 and <= 365, "Billing:GraceDays must be between 0 and 365.").ValidateOnStart();
        return services
            .AddSingleton<Entitlements>().AddSingleton<MissingFeatures>()
            .AddSingleton<IAuthorizationPolicyProvider, EntitledPolicies>()
            .AddSingleton<IAuthorizationHandler, EntitledHandler>()
            .AddSingleton<IAuthorizationMiddlewareResultHandler, EntitledAnswer>();
    }
}
