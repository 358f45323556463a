using PaymentPortal.Inbox;

namespace PaymentPortal.Payments;

internal static class PaymentsFeature
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services
        .AddSingleton<PaymentQueries>()
        .AddSingleton<IProjector, PaymentProjector>()
        .AddSingleton<IProjector, ChargeProjector>()
        .AddSingleton<IProjector, InvoicePaymentProjector>();
}
