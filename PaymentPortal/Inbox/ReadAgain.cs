using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;

namespace PaymentPortal.Inbox;

/// <summary>
/// Reads known objects again, some at each pass, one after the other and then from the beginning. What differs from what was told is stored as an answer and applied:
/// a change that no event told of heals so.
/// </summary>
internal sealed class ReadAgain(
    IDbContextFactory<PortalDbContext> contexts, ObjectReader reader, InboxStore store, IEnumerable<IProjector> projectors, IOptions<InboxOptions> options, ILogger<ReadAgain> logger) : IInboxJob
{
    /// <summary>The event that tells what a renewal will come to, in the shape of an invoice that does not exist: Stripe has nothing to be read under its id.</summary>
    private const string Preview = "invoice.upcoming";

    private readonly List<string> _kinds = [.. projectors.Select(p => p.ObjectKind).Distinct(StringComparer.Ordinal)];

    public string Name => "read-again";

    public TimeSpan Every => options.Value.ReadAgainEvery;

    public async Task<string?> RunAsync(InboxJob job, CancellationToken cancellationToken)
    {
        var objects = await NextAsync(job.Cursor ?? "", cancellationToken);
        var (healed, barred, unreadable) = (0, 0, 0);
        foreach (var (kind, id) in objects)
        {
            try
            {
                var answer = await reader.ReadAsync(kind, id, cancellationToken);
                if (answer.IsDone)
                {
                    if (await IsNewsAsync(answer.Value, cancellationToken))
                    {
                        await store.AddAsync(answer.Value, cancellationToken);
                        healed++;
                    }
                }
                else if (answer.Refusal.Code == StripeFault.NotAllowed)
                {
                    barred++;
                }
                else if (answer.Refusal.Code == StripeFault.Unreadable)
                {
                    unreadable++;
                }
                else
                {
                    return null;
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // What Stripe no longer has must not keep the others from being read.
                logger.LogWarning(error, "The {Kind} {Id} could not be read again", kind, id);
            }

            job.Cursor = id;
        }

        if (objects.Count < options.Value.ReadAgainObjects)
        {
            job.Cursor = null;
        }

        return $"{objects.Count} objects were read again, {healed} had changed{(barred == 0 ? "" : $", {barred} the portal's key may not read")}{(unreadable == 0 ? "" : $", of {unreadable} the answer cannot be read")}";
    }

    private async Task<List<(string Kind, string Id)>> NextAsync(string cursor, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var next = await context.InboxEntries
            .Where(e => string.Compare(e.ObjectId, cursor) > 0 && e.Type != Preview && _kinds.Contains(e.ObjectKind)
                && !context.InboxEntries.Any(it => it.ObjectId == e.ObjectId && (it.Type == e.ObjectKind + ".deleted" || (it.Type == "customer." + e.ObjectKind + ".deleted" && e.ObjectKind != "subscription"))))
            .Select(e => new { e.ObjectKind, e.ObjectId }).Distinct().OrderBy(e => e.ObjectId).Take(options.Value.ReadAgainObjects).ToListAsync(cancellationToken);
        return [.. next.Select(e => (e.ObjectKind, e.ObjectId))];
    }

    private async Task<bool> IsNewsAsync(InboxEntry answer, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await context.InboxEntries.AsNoTracking().Where(e => e.ObjectId == answer.ObjectId && e.State != InboxState.Parked).ToListAsync(cancellationToken);
        return known.Count == 0 || SnapshotOrder.Newest(known) is not { } newest || Text(newest) != Text(answer);
    }

    /// <summary>What the portal reads of it: the rest may differ.</summary>
    private static string Text(InboxEntry entry) => InboxWorker.Read(entry) is { } snapshot ? JsonSerializer.Serialize(snapshot, snapshot.GetType()) : "";
}
