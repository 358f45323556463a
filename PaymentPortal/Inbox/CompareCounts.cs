using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;

namespace PaymentPortal.Inbox;

/// <summary>The heartbeat: counts the events of an hour at Stripe and here, and raises an alert where the numbers differ.</summary>
internal sealed class CompareCounts(
    IDbContextFactory<PortalDbContext> contexts, StripeGateway gateway, IEnumerable<IProjector> projectors, IOptions<InboxOptions> options, TimeProvider time) : IInboxJob
{
    /// <summary>What is younger may be on its way.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Range = TimeSpan.FromHours(1);

    private readonly List<string> _kinds = [.. projectors.Select(p => p.ObjectKind).Distinct(StringComparer.Ordinal)];

    public string Name => "compare-counts";

    public TimeSpan Every => options.Value.CompareCountsEvery;

    public async Task<string?> RunAsync(InboxJob job, CancellationToken cancellationToken)
    {
        var until = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() - Grace).ToUnixTimeSeconds());
        var from = until - Range;
        var there = 0;
        string? after = null;
        do
        {
            var listed = await gateway.ListEventsAsync(new EventFilter(from, until), after, cancellationToken);
            if (!listed.IsDone)
            {
                return null;
            }

            there += listed.Value.Events.Count(e => _kinds.Contains(e.ObjectKind));
            after = listed.Value.HasMore && listed.Value.Events.Count > 0 ? listed.Value.Events[^1].Id : null;
        }
        while (after is not null);

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var here = await context.InboxEntries.CountAsync(e => e.Source == InboxSource.Event && e.SnapshotAt >= from && e.SnapshotAt < until && _kinds.Contains(e.ObjectKind), cancellationToken);
        if (here != there)
        {
            var now = time.GetUtcNow();
            context.InboxAlerts.Add(new InboxAlert
            {
                Id = Guid.CreateVersion7(now),
                Kind = InboxAlertKind.CountsDiffer,
                At = now,
                Count = Math.Abs(there - here),
                Text = $"Of the hour until {until:yyyy-MM-dd HH:mm} UTC Stripe lists {there} events, and {here} are here.",
            });
            await context.SaveChangesAsync(cancellationToken);
        }

        return $"Of the hour until {until:HH:mm} UTC Stripe lists {there} events, and {here} are here";
    }
}
