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
            .AddSingleton<EntryMarks>()
            .AddSingleton<UndecidedObjects>()
            .AddSingleton<InboxWorker>()
            .AddSingleton<RejectedWebhooks>()
            .AddSingleton<WebhookEndpoint>()
            .AddSingleton<InboxQueries>()
            .AddSingleton<ReplayEntry>()
            .AddSingleton<IInboxJob, FindGaps>()
            .AddSingleton<IInboxJob, CompareCounts>()
            .AddSingleton<IInboxJob, ReadAgain>()
            .AddHostedService<InboxJobs>()
            .AddHostedService(provider => provider.GetRequiredService<UndecidedObjects>())
            .AddHostedService(provider => provider.GetRequiredService<InboxWorker>());
    }

    /// <summary>Takes what Stripe posts before sessions, limits and pages are asked: none of them concerns it.</summary>
    public static void UseInbox(this IApplicationBuilder app) => app.Use(static (http, next) =>
        http.Request.Path.Equals(WebhookEndpoint.Path, StringComparison.OrdinalIgnoreCase) && HttpMethods.IsPost(http.Request.Method)
            ? http.RequestServices.GetRequiredService<WebhookEndpoint>().ReceiveAsync(http)
            : next(http));
}
