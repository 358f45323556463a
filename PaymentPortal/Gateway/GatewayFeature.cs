using Microsoft.Extensions.Options;

namespace PaymentPortal.Gateway;

internal static class GatewayFeature
{
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StripeOptions>().Bind(configuration.GetSection(StripeOptions.Section))
            .PostConfigure(FillSandboxKeys)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StripeOptions>, StripeOptionsValidator>();
        services.AddSingleton<StripeHealth>();
        services.AddSingleton<StripePatience>();
        services.AddSingleton<StripeConnection>();
        services.AddHostedService<StripePulse>();
        services.AddSingleton<StripeGateway>();
        services.AddSingleton<SubscriptionGateway>();
        services.AddSingleton<SubscriptionPreviews>();
        services.AddSingleton<BillingGateway>();
        services.AddSingleton<MeterGateway>();
        services.AddSingleton<CheckoutGateway>();
        services.AddSingleton<TaxGateway>();
        services.AddSingleton<PromotionGateway>();
        services.AddSingleton<CatalogueSetup>();
        services.AddSingleton<AccountSetup>();
        services.AddSingleton<EventVerifier>();
        return services;
    }

    /// <summary>True where the app is its own Stripe.</summary>
    public static bool UsesSandbox(this IConfiguration configuration) =>
        configuration[$"{StripeOptions.Section}:{nameof(StripeOptions.Mode)}"] is not { Length: > 0 } said
        || (Enum.TryParse<StripeMode>(said, ignoreCase: true, out var mode) && mode == StripeMode.Sandbox);

    private static void FillSandboxKeys(StripeOptions options)
    {
        if (options.Mode == StripeMode.Sandbox)
        {
            options.SecretKey ??= "sk_test_sandbox";
            options.PublishableKey ??= "pk_test_sandbox";
            options.WebhookSecrets = options.WebhookSecrets.Length == 0 ? ["whsec_sandbox"] : options.WebhookSecrets;
        }
    }
}
