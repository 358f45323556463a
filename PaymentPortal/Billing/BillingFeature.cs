namespace PaymentPortal.Billing;

internal static class BillingFeature
{
    public static IServiceCollection AddBilling(this IServiceCollection services) => services.AddSingleton<BillingQueries>();
}
