using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Payments;

internal static class PaymentsFeature
{
    public static IServiceCollection AddPayments(this IServiceCollection services) => services
        .AddSingleton<PaymentQueries>()
        .AddSingleton<IProjector, PaymentProjector>()
        .AddSingleton<PaymentMethodQueries>()
        .AddSingleton<MoneyOnItsWayQueries>()
        .AddSingleton<IInboxJob, CardsExpiring>()
        .AddSingleton<IEffect, CardExpiringMail>()
        .AddSingleton<IProjector, PaymentMethodProjector>()
        .AddSingleton<IProjector, ChargeProjector>()
        .AddSingleton<IProjector, InvoicePaymentProjector>();
}
