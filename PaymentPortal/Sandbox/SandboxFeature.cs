using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PaymentPortal.Sandbox.Elements;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Resources;
using PaymentPortal.Sandbox.Storage;
using PaymentPortal.Sandbox.Webhooks;
using PaymentPortal.Shared;

namespace PaymentPortal.Sandbox;

/// <summary>A stateful Stripe at /v1 for machines without keys.</summary>
public static class SandboxFeature
{
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        SqliteThreads.Add();
        services.AddOptions<SandboxOptions>().Configure(o => SandboxOptions.Read(o, configuration))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SandboxOptions>, SandboxOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(Deliverer.Client);
        services.AddSingleton(s => new Store(s.GetRequiredService<IOptions<SandboxOptions>>().Value.Directory));
        services.AddSingleton<Alarms>();
        services.AddSingleton(_ => ParameterTable.Load());
        services.AddSingleton<Expansion>();
        services.AddSingleton<Replays>();
        services.AddSingleton(_ => AllResources.Map());
        services.AddSingleton<Gate>();
        services.AddSingleton<ChallengePage>();
        services.AddSingleton<MicrodepositPage>();
        services.AddSingleton<DeliverySwitch>();
        services.AddHostedService<Deliverer>();
        services.AddHostedService<DueWorker>();
        services.AddHostedService<StoreCheckpoints>();
        return services;
    }

    /// <summary>Takes over what is under /v1, and serves the payment element's script; put it before cookies, antiforgery and limits.</summary>
    public static WebApplication UseSandbox(this WebApplication app)
    {
        app.Use(AdmitBrowsersAsync);
        var challenge = app.Services.GetRequiredService<ChallengePage>();
        app.MapWhen(http => http.Request.Path == ChallengePage.Path, branch => branch.Run(challenge.HandleAsync));
        var microdeposits = app.Services.GetRequiredService<MicrodepositPage>();
        app.MapWhen(http => http.Request.Path == MicrodepositPage.Path, branch => branch.Run(microdeposits.HandleAsync));
        var gate = app.Services.GetRequiredService<Gate>();
        app.MapWhen(http => http.Request.Path.StartsWithSegments("/v1") || http.Request.Path.StartsWithSegments("/v2") || http.Request.Path.StartsWithSegments("/sandbox/checkout"), branch => branch.Run(gate.HandleAsync));
        var delivery = app.Services.GetRequiredService<DeliverySwitch>();
        app.MapWhen(http => http.Request.Path == DeliverySwitch.Path, branch => branch.Run(delivery.HandleAsync));
        app.MapSandboxElements();
        return app;
    }

    /// <summary>The payment element stands in a page of the portal, which may have another address; as Stripe does, the API answers it all the same. A key is asked for, never a cookie.</summary>
    private static Task AdmitBrowsersAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/v1") || http.Request.Headers.Origin.Count == 0)
            return next(http);
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "Request-Id, Stripe-Version";
        if (!HttpMethods.IsOptions(http.Request.Method))
            return next(http);
        headers.AccessControlAllowMethods = "GET, POST, DELETE";
        headers.AccessControlAllowHeaders = "Authorization, Content-Type, Idempotency-Key, Stripe-Version";
        headers.AccessControlMaxAge = "300";
        return Task.CompletedTask;
    }
}
