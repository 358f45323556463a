using PaymentPortal.Inbox;

namespace PaymentPortal.Checkout;

internal static class CheckoutFeature
{
    public static IServiceCollection AddCheckout(this IServiceCollection services) => services
        .AddSingleton<Funnel>()
        .AddSingleton<Quotes>()
        .AddSingleton<PurchaseQueries>()
        .AddSingleton<StartCheckout>()
        .AddSingleton<PayPurchase>()
        .AddSingleton<CheckPurchase>()
        .AddScoped<OrderState>()
        .AddSingleton<IProjector, PurchaseProjector>();

    public static void MapCheckout(this IEndpointRouteBuilder routes) => CheckoutEndpoints.Map(routes);
}
