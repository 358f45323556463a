using PaymentPortal.Gateway;
using PaymentPortal.Operations.Demo;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Operations;

internal static class OperationsFeature
{
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection(RateLimitOptions.Section))
            .Validate(o => o is { SignIn: > 0, Registration: > 0, Checkout: > 0, Webhooks: > 0 }, "RateLimits: every limit is a number of requests a minute and at least 1.")
            .ValidateOnStart();
        services.AddRequestLimits();
        services.AddProxies(configuration);
        services.AddOptions<DemoOptions>().Bind(configuration.GetSection(DemoOptions.Section)).ValidateOnStart();
        services.AddHttpClient();
        services.AddSingleton<Readiness>();
        services.AddSingleton<HealthQueries>();
        services.AddSingleton<DemoAccounts>();
        services.AddSingleton<DemoCodes>();
        services.AddSingleton<DemoStripe>();
        services.AddSingleton<DemoProgress>();
        services.AddSingleton<DemoYear>();
        services.AddSingleton<DemoData>();
        services.AddHostedService<Startup>();
        services.AddHostedService<Opening>();
        services.AddHostedService<DemoPlayer>();
        return services;
    }

    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", (Readiness readiness, StripeHealth stripe) => (readiness.Started.IsCompletedSuccessfully, stripe.DownSince) switch
        {
            (true, null) => Results.Text("ready"),

            // Whoever asks here must not take the portal away for it: reading goes on.
            (true, { } since) => Results.Text($"ready; Stripe does not answer since {since:u}, so payments wait"),
            (false, null) => Results.Text("starting", statusCode: StatusCodes.Status503ServiceUnavailable),
            (false, { } since) => Results.Text($"starting; Stripe does not answer since {since:u}", statusCode: StatusCodes.Status503ServiceUnavailable),
        });
    }
}
