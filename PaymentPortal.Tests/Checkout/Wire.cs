using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PaymentPortal.Tests.StripeNet;

namespace PaymentPortal.Tests.Checkout;

/// <summary>The line between the portal and Stripe, which a test can cut before a request arrives or before its answer comes back.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly HttpClient onward = new();
    private readonly WebApplication app;

    private Wire(Uri stripe)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        onward.BaseAddress = stripe;
        app.Run(PassAsync);
    }

    public Uri Address => new(app.Urls.Single());

    /// <summary>Requests that never arrive.</summary>
    public Func<HttpRequest, bool> LosesRequest { get; set; } = _ => false;

    /// <summary>Requests that are carried out while their answer is lost.</summary>
    public Func<HttpRequest, bool> LosesAnswer { get; set; } = _ => false;

    /// <summary>Requests that are carried out while their answer never comes.</summary>
    public Func<HttpRequest, bool> HoldsAnswer { get; set; } = _ => false;

    /// <summary>Requests that Stripe does not allow the key.</summary>
    public Func<HttpRequest, bool> Bars { get; set; } = _ => false;

    /// <summary>What answers in Stripe's place while it is set.</summary>
    public Func<HttpContext, Task>? Answers { get; set; }

    public static async Task<Wire> LayAsync(Uri stripe)
    {
        var wire = new Wire(stripe);
        await wire.app.StartAsync(TestContext.Current.CancellationToken);
        return wire;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        onward.Dispose();
    }

    private async Task PassAsync(HttpContext http)
    {
        if (Answers is { } answers)
        {
            await answers(http);
            return;
        }
        if (Bars(http.Request))
        {
            await StripeWire.Error(403, "invalid_request_error")(http);
            return;
        }
        if (LosesRequest(http.Request))
        {
            http.Abort();
            return;
        }
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path + http.Request.QueryString);
        if (HttpMethods.IsPost(http.Request.Method))
        {
            request.Content = new StreamContent(http.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType ?? "application/x-www-form-urlencoded");
        }
        foreach (var (name, values) in http.Request.Headers.Where(header => header.Key is "Authorization" or "Idempotency-Key" or "Stripe-Version"))
            request.Headers.TryAddWithoutValidation(name, values.ToArray());
        using var answer = await onward.SendAsync(request, http.RequestAborted);
        if (HoldsAnswer(http.Request))
        {
            await StripeWire.Hangs(http);
            return;
        }
        if (LosesAnswer(http.Request))
        {
            http.Abort();
            return;
        }
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        foreach (var (name, values) in answer.Headers.Where(header => header.Key is "Request-Id" or "Stripe-Version" or "Idempotent-Replayed"))
            http.Response.Headers[name] = values.ToArray();
        await answer.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
