namespace PaymentPortal.Inbox;

internal static class InboxFeature
{
    public static IServiceCollection AddInbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<InboxOptions>().Bind(configuration.GetSection(InboxOptions.Section))
            .Validate(
                o => o.FindGapsEvery > TimeSpan.Zero && o.CompareCountsEvery > TimeSpan.Zero && o.ReadAgainEvery > TimeSpan.Zero && o.ReadAgainObjects > 0,
                "Inbox: every interval is longer than 0, such as 00:01:00, and ReadAgainObjects is at least 1.")
            .ValidateOnStart();
        return services
            .AddSingleton<InboxSignal>()
            .AddSingleton<InboxStore>()
            .AddSingleton<ObjectReader>()
            .AddSingleton<InboxWorker>()
            .AddSingleton<RejectedWebhooks>()
            .AddSingleton<InboxQueries>()
            .AddSingleton<ReplayEntry>()
            .AddSingleton<IInboxJob, FindGaps>()
            .AddSingleton<IInboxJob, CompareCounts>()
            .AddSingleton<IInboxJob, ReadAgain>()
            .AddHostedService<InboxJobs>()
            .AddHostedService(provider => provider.GetRequiredService<InboxStore>())
            .AddHostedService(provider => provider.GetRequiredService<InboxWorker>());
    }

    public static void MapInbox(this IEndpointRouteBuilder routes) =>
        routes.MapPost(WebhookEndpoint.Path, WebhookEndpoint.ReceiveAsync).DisableAntiforgery();
}
