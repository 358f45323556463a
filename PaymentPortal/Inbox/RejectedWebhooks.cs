using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using PaymentPortal.Settings;

namespace PaymentPortal.Inbox;

/// <summary>
/// Limits how often an address may post without a valid signature. Genuine deliveries are never limited: an event refused is an event lost.
/// </summary>
internal sealed class RejectedWebhooks(IOptions<RateLimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.Webhooks,
            Window = TimeSpan.FromMinutes(1),
        }));

    /// <summary>How long an address has to wait; null where it need not.</summary>
    public TimeSpan? Wait(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(Key(address), 0);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    /// <summary>Notes a post without a valid signature.</summary>
    public void Count(IPAddress? address) => _limiter.AttemptAcquire(Key(address)).Dispose();

    public void Dispose() => _limiter.Dispose();

    private static string Key(IPAddress? address) => address?.ToString() ?? "";
}
