using Microsoft.Extensions.Options;
using PaymentPortal.Checkout.Admin;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;

namespace PaymentPortal.Checkout;

internal static class CheckoutFeature
{
    public static IServiceCollection AddCheckout(this IServiceCollection services, IConfiguration configuration) => services
        .AddRisk(configuration)
        .AddSingleton(provider => ElementOf(provider.GetRequiredService<IOptions<StripeOptions>>().Value))
        .AddSingleton<Funnel>()
        .AddSingleton<Quotes>()
        .AddSingleton<TaxPlaces>()
        .AddSingleton<KnownBilling>()
        .AddSingleton<EditPurchase>()
        .AddSingleton<PlaceOrder>()
        .AddSingleton<ApplyCode>()
        .AddMemoryCache()
        .AddSingleton<PurchaseQueries>()
        .AddSingleton<PurchaseRecords>()
        .AddSingleton<OfferQueries>()
        .AddSingleton<StartCheckout>()
        .AddSingleton<PayPurchase>()
        .AddSingleton<OtherOrders>()
        .AddSingleton<ChosenMethod>()
        .AddSingleton<TrialMethod>()
        .AddSingleton<VoidOrder>()
        .AddSingleton<WithdrawOrder>()
        .AddSingleton<CheckPurchase>()
        .AddScoped<OrderState>()
        .AddSingleton<IProjector, PurchaseProjector>();

    public static void MapCheckout(this IEndpointRouteBuilder routes) => CheckoutEndpoints.Map(routes);

    private static PaymentElement ElementOf(StripeOptions stripe) =>
        new(stripe.PublishableKey ?? throw new InvalidOperationException("There is no publishable key."), stripe.ScriptAddress);
}
