using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Operations;

/// <summary>Limits what one address, and one user, may try in a minute, by kind of endpoint. Webhooks have a limit of their own, for what is not genuine.</summary>
internal static class RequestLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private enum Kind
    {
        None,
        SignIn,
        Registration,
        Checkout,
    }

    public static IServiceCollection AddRequestLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, (Kind, string)>(http => Partition(http, limits.Value, "address " + NetworkAddress.Of(http.Connection.RemoteIpAddress))),
                PartitionedRateLimiter.Create<HttpContext, (Kind, string)>(http => Partition(http, limits.Value, http.User.UserId() is { } user ? "user " + user : null)));
            limiter.OnRejected = RejectAsync;
        });
        return services;
    }

    private static RateLimitPartition<(Kind, string)> Partition(HttpContext http, RateLimitOptions limits, string? who)
    {
        var kind = who is null ? Kind.None : KindOf(http.Request);
        var permits = kind switch { Kind.SignIn => limits.SignIn, Kind.Registration => limits.Registration, Kind.Checkout => limits.Checkout, _ => 0 };
        return kind == Kind.None
            ? RateLimitPartition.GetNoLimiter((kind, ""))
            : RateLimitPartition.GetFixedWindowLimiter((kind, who!), _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window });
    }

    private static Kind KindOf(HttpRequest request)
    {
        var path = request.Path;
        if (HttpMethods.IsPost(request.Method) && path.StartsWithSegments("/account/sign-in"))
        {
            return Kind.SignIn;
        }

        if (HttpMethods.IsPost(request.Method) && (path.StartsWithSegments("/account/register") || path.StartsWithSegments("/account/forgot") || path.StartsWithSegments("/account/reset") || path.StartsWithSegments("/account/join")))
        {
            return Kind.Registration;
        }

        return path.StartsWithSegments("/checkout") && (HttpMethods.IsPost(request.Method) || path.StartsWithSegments("/checkout/new")) ? Kind.Checkout : Kind.None;
    }

    private static async ValueTask RejectAsync(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (context.HttpContext.Request.Path.StartsWithSegments("/checkout") && HttpMethods.IsPost(context.HttpContext.Request.Method))
        {
            await context.HttpContext.Response.WriteAsJsonAsync(
                new { code = "too_many_attempts", sentence = $"These were too many attempts. Try again in {seconds} seconds." }, cancellationToken);
        }
    }
}
