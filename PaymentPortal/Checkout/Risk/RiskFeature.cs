using Microsoft.Extensions.Options;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Checkout.Risk;

internal static class RiskFeature
{
    public static IServiceCollection AddRisk(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RiskOptions>().Bind(configuration.GetSection(RiskOptions.Section)).ValidateOnStart();
        return services
            .AddSingleton<IValidateOptions<RiskOptions>, RiskOptionsValidator>()
            .AddSingleton<RiskReading>()
            .AddSingleton<WeighAttempt>()
            .AddSingleton<HoldQueries>()
            .AddSingleton<DecidePurchase>()
            .AddSingleton<IEffect, StopOrder>()
            .AddSingleton<IEffect, ApprovedMail>()
            .AddSingleton<IEffect, RefusedMail>()
            .AddSingleton<IProjector, AttemptProjector>();
    }
}
