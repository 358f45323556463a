using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;

namespace PaymentPortal.Inbox;

/// <summary>
/// Lists Stripe's events since the last known one, and those whose delivery failed, and stores what never arrived. What is then still not delivered after a while raises an alert;
/// an event that is only on its way does not.
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

        job.Cursor = seen.Latest?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) ?? "0";
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

        return seen.Stored == 0 ? "Nothing was missing" : $"{seen.Stored} events had not arrived and were taken from Stripe's list";
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
            seen.Stored += missing.Count;
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
        if (await missed.CountAsync(cancellationToken) is var count and > 0)
        {
            var first = await missed.OrderBy(e => e.SnapshotAt).ThenBy(e => e.Id).Select(e => e.Id).FirstAsync(cancellationToken);
            var now = time.GetUtcNow();
            context.InboxAlerts.Add(new InboxAlert
            {
                Id = Guid.CreateVersion7(now),
                Kind = InboxAlertKind.NeverDelivered,
                At = now,
                Count = count,
                Text = $"{count} event{(count == 1 ? "" : "s")} never arrived. The portal found {(count == 1 ? "it" : "them")} in Stripe's list and applied {(count == 1 ? "it" : "them")}. The first is {first}. Look at the webhook endpoint in Stripe's dashboard.",
            });
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    private sealed class Seen(DateTimeOffset? latest)
    {
        public DateTimeOffset? Latest { get; set; } = latest;

        public int Stored { get; set; }
    }
}
