using PaymentPortal.Gateway.Snapshots;

namespace PaymentPortal.Gateway;

/// <summary>An object as Stripe answered it, with the clock of the answer.</summary>
/// <typeparam name="TSnapshot">The kind of object.</typeparam>
/// <param name="Snapshot">The object.</param>
/// <param name="Json">The object's JSON as it came.</param>
/// <param name="At">The answer's <c>Date</c> header, UTC to the second.</param>
/// <param name="RequestId">Stripe's id of the request.</param>
/// <param name="AskedAt">When we asked, UTC by our clock: what reached us before is known to the answer, what came later may be newer.</param>
internal sealed record StripeAnswer<TSnapshot>(TSnapshot Snapshot, string Json, DateTimeOffset At, string RequestId, DateTimeOffset AskedAt)
    where TSnapshot : StripeSnapshot;
