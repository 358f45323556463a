namespace PaymentPortal.Inbox;

internal static class InboxFeature
{
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddSingleton<InboxSignal>()
        .AddSingleton<InboxStore>()
        .AddSingleton<InboxWorker>()
        .AddSingleton<RejectedWebhooks>()
        .AddSingleton<InboxQueries>()
        .AddSingleton<ReplayEntry>()
        .AddHostedService(provider => provider.GetRequiredService<InboxStore>())
        .AddHostedService(provider => provider.GetRequiredService<InboxWorker>());

    public static void MapInbox(this IEndpointRouteBuilder routes) =>
        routes.MapPost(WebhookEndpoint.Path, WebhookEndpoint.ReceiveAsync).DisableAntiforgery();
}
