namespace PaymentPortal.Outbox;

internal static class OutboxFeature
{
    public static IServiceCollection AddOutbox(this IServiceCollection services) => services
        .AddSingleton<OutboxSignal>()
        .AddSingleton<OutboxWriter>()
        .AddHostedService<OutboxDispatcher>();
}
