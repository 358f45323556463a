using PaymentPortal.Gateway.Snapshots;

namespace PaymentPortal.Inbox;

/// <summary>
/// Writes what is known of one kind of object into a feature's tables. It is given the newest snapshot, any number of times, and must come to the same rows each time.
/// </summary>
internal interface IProjector
{
    /// <summary>The kind of object, as Stripe names it: <c>subscription</c>.</summary>
    string ObjectKind { get; }

    /// <summary>True where the rows also say since when something was so: <see cref="Newest.History"/> is read then.</summary>
    bool ReadsHistory => false;

    /// <summary>Changes the tables; the inbox saves and commits.</summary>
    Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken);
}

/// <summary>The newest that is known of an object.</summary>
/// <param name="Snapshot">The object.</param>
/// <param name="Deleted">Stripe has deleted it.</param>
/// <param name="At">When that was true, UTC to the second.</param>
/// <param name="History">Everything that is known of it, the oldest first, by Stripe's own times; empty unless the projector asked for it.</param>
internal sealed record Newest(StripeSnapshot Snapshot, bool Deleted, DateTimeOffset At, IReadOnlyList<Known> History);

/// <summary>What an object was from a moment on.</summary>
/// <param name="At">Since when, UTC to the second.</param>
/// <param name="Snapshot">The object.</param>
internal sealed record Known(DateTimeOffset At, StripeSnapshot Snapshot);
