using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Credits;

internal static class CreditsFeature
{
    public static IServiceCollection AddCredits(this IServiceCollection services) => services
        .AddSingleton<GrantCredits>().AddSingleton<SpendCredits>().AddSingleton<CreditQueries>()
        .AddSingleton<ExpireCredits>().AddHostedService(provider => provider.GetRequiredService<ExpireCredits>())
        .AddSingleton<IEffect, SettleCredits>()
        .AddSingleton<IProjector, CreditInvoiceProjector>().AddSingleton<IProjector, CreditRefundProjector>().AddSingleton<IProjector, CreditNoteProjector>()
        .AddSingleton<IProjector, CreditDisputeProjector>();
}
