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

    /// <summary>Notes a post without a valid signature; says how long the address has to wait where it made too many.</summary>
    public TimeSpan? Count(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address?.ToString() ?? "");
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    public void Dispose() => _limiter.Dispose();
}
