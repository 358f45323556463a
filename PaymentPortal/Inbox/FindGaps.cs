using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;

namespace PaymentPortal.Inbox;

/// <summary>
/// Lists Stripe's events since the last known one, and those whose delivery failed, and stores what never arrived. What is then still not delivered after a while raises an alert;
/// an event that is only on its way does not, nor one of a type that the webhook endpoint does not subscribe to.
/// </summary>
internal sealed class FindGaps(
    IDbContextFactory<PortalDbContext> contexts, StripeGateway gateway, InboxStore store, IEnumerable<IProjector> projectors, IOptions<InboxOptions> options, TimeProvider time) : IInboxJob
{
    /// <summary>Stripe's list may show an event a little after a later one.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>So long an event may be on its way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> _kinds = projectors.Select(p => p.ObjectKind).ToHashSet(StringComparer.Ordinal);

    public string Name => "find-gaps";

    public TimeSpan Every => options.Value.FindGapsEvery;

    public async Task<string?> RunAsync(InboxJob job, CancellationToken cancellationToken)
    {
        var isFirst = job.Cursor is null;
        var since = isFirst ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeSeconds(long.Parse(job.Cursor!, CultureInfo.InvariantCulture));
        var seen = new Seen(since);
        if (!await ListAsync(new EventFilter(since - Overlap), seen, cancellationToken) || !await ListAsync(new EventFilter(UndeliveredOnly: true), seen, cancellationToken))
        {
            return null;
        }

        // The events of a test clock may lie ahead: those of today come all the same.
        var (now, latest) = (time.GetUtcNow(), seen.Latest);
        job.Cursor = (latest > now ? now : latest)?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) ?? "0";
        if (isFirst)
        {
            // What was there before the portal was is nobody's fault.
            job.AlertedUntil = time.GetUtcNow();
        }
        else if (time.GetUtcNow() - Grace is var until && !(until <= job.AlertedUntil))
        {
            await AlertAsync(job.AlertedUntil, until, cancellationToken);
            job.AlertedUntil = until;
        }

        return await ToldAsync(seen, cancellationToken);
    }

    private async Task<bool> ListAsync(EventFilter filter, Seen seen, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var listed = await gateway.ListEventsAsync(filter, after, cancellationToken);
            if (!listed.IsDone)
            {
                return false;
            }

            var events = listed.Value.Events;
            var ids = events.Select(e => e.Id).ToList();
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var known = await context.InboxEntries.Where(e => ids.Contains(e.Id)).Select(e => e.Id).ToHashSetAsync(cancellationToken);
            var missing = events.Where(e => _kinds.Contains(e.ObjectKind) && !known.Contains(e.Id)).Select(Entry).ToList();
            await Task.WhenAll(missing.Select(entry => store.AddAsync(entry, cancellationToken)));
            seen.Stored.AddRange(missing.Select(entry => entry.Type));
            if (events.Count > 0 && !(seen.Latest > events.Max(e => e.CreatedAt)))
            {
                seen.Latest = events.Max(e => e.CreatedAt);
            }

            after = listed.Value.HasMore && events.Count > 0 ? events[^1].Id : null;
        }
        while (after is not null);
        return true;
    }

    private InboxEntry Entry(ListedEvent listed)
    {
        var entry = EventReader.Read(listed.Json, time.GetUtcNow());
        entry.DeliveredAt = null;
        return entry;
    }

    private async Task AlertAsync(DateTimeOffset? from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var missed = context.InboxEntries.Where(e => e.Source == InboxSource.Event && e.DeliveredAt == null && e.ReceivedAt <= until);
        missed = from is { } after ? missed.Where(e => e.ReceivedAt > after) : missed;
        var types = await missed.Select(e => e.Type).Distinct().ToListAsync(cancellationToken);
        var subscribed = await SubscribedAsync(types, cancellationToken);
        var expected = types.Where(subscribed.Hold).ToList();
        if (await missed.CountAsync(e => expected.Contains(e.Type), cancellationToken) is var count and > 0)
        {
            var first = await missed.Where(e => expected.Contains(e.Type)).OrderBy(e => e.SnapshotAt).ThenBy(e => e.Id).Select(e => e.Id).FirstAsync(cancellationToken);
            var now = time.GetUtcNow();
            context.InboxAlerts.Add(new InboxAlert
            {
                Id = Guid.CreateVersion7(now),
                Kind = InboxAlertKind.NeverDelivered,
                At = now,
                Count = count,
                Text = $"{Events(count)} never arrived. The portal found {(count == 1 ? "it" : "them")} in Stripe's list and applied {(count == 1 ? "it" : "them")}. The first is {first}. Look at the webhook endpoint in Stripe's dashboard.",
            });
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    private async Task<string> ToldAsync(Seen seen, CancellationToken cancellationToken)
    {
        var subscribed = await SubscribedAsync(seen.Stored, cancellationToken);
        var others = seen.Stored.Where(type => !subscribed.Hold(type)).Distinct().Order(StringComparer.Ordinal).ToList();
        return seen.Stored.Count switch
        {
            0 => "Nothing was missing",
            var count when others.Count == 0 => $"{Events(count)} had not arrived and {(count == 1 ? "was" : "were")} taken from Stripe's list",
            var count => $"{Events(count)} {(count == 1 ? "was" : "were")} taken from Stripe's list. The webhook endpoint does not subscribe to {string.Join(", ", others.Take(3))}{(others.Count > 3 ? $" and {others.Count - 3} more types" : "")}",
        };
    }

    /// <summary>What the endpoint subscribes to, asked only where something was missing. A key that may not see endpoints expects every type.</summary>
    private async Task<SubscribedTypes> SubscribedAsync(List<string> missing, CancellationToken cancellationToken) =>
        missing.Count == 0 ? SubscribedTypes.All : (await gateway.GetSubscribedTypesAsync(WebhookEndpoint.Path, cancellationToken)).Value ?? SubscribedTypes.All;

    private static string Events(int count) => count == 1 ? "1 event" : $"{count} events";

    private sealed class Seen(DateTimeOffset? latest)
    {
        public DateTimeOffset? Latest { get; set; } = latest;

        /// <summary>The types of the events that were missing.</summary>
        public List<string> Stored { get; } = [];
    }
}
