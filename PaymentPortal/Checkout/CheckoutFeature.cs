using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;

namespace PaymentPortal.Checkout;

internal static class CheckoutFeature
{
    public static IServiceCollection AddCheckout(this IServiceCollection services) => services
        .AddSingleton(provider => ElementOf(provider.GetRequiredService<IOptions<StripeOptions>>().Value))
        .AddSingleton<Funnel>()
        .AddSingleton<Quotes>()
        .AddSingleton<PurchaseQueries>()
        .AddSingleton<StartCheckout>()
        .AddSingleton<PayPurchase>()
        .AddSingleton<OtherOrders>()
        .AddSingleton<CheckPurchase>()
        .AddScoped<OrderState>()
        .AddSingleton<IProjector, PurchaseProjector>();

    public static void MapCheckout(this IEndpointRouteBuilder routes) => CheckoutEndpoints.Map(routes);

    private static PaymentElement ElementOf(StripeOptions stripe) =>
        new(stripe.PublishableKey ?? throw new InvalidOperationException("There is no publishable key."), stripe.ScriptAddress);
}
