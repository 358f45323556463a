using Microsoft.EntityFrameworkCore;
using PaymentPortal.Inbox;

namespace PaymentPortal.Metrics;

/// <summary>Replaces the states of a subscription, and with them the movements of its customer, whenever something more is known of it.</summary>
internal sealed class MovementProjector : IProjector
{
    /// <inheritdoc/>
    public string ObjectKind => "subscription";

    /// <inheritdoc/>
    public bool ReadsHistory => true;

    /// <inheritdoc/>
    public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
    {
        await RevenueRollup.LockAsync(context, cancellationToken);
        var id = newest.Snapshot.Id;
        var states = MovementLedger.StatesOf(newest.History);
        var known = await context.SubscriptionStates.Where(s => s.SubscriptionId == id).OrderBy(s => s.At).ToListAsync(cancellationToken);
        if (known.Count == states.Count && known.Zip(states).All(pair => pair.First.IsSameAs(pair.Second)))
        {
            return;
        }

        await ReplaceAsync(context, known, states, cancellationToken);
        foreach (var customer in known.Concat(states).Select(s => s.CustomerId).Distinct(StringComparer.Ordinal))
        {
            var all = await context.SubscriptionStates.AsNoTracking().Where(s => s.CustomerId == customer).ToListAsync(cancellationToken);
            var rows = await context.Movements.Where(m => m.CustomerId == customer).ToListAsync(cancellationToken);
            var movements = MovementLedger.Of(all);
            var gone = rows.FindAll(row => !movements.Any(row.IsSameAs));
            await ReplaceAsync(context, gone, movements.Where(movement => !rows.Exists(movement.IsSameAs)), cancellationToken);
        }
    }

    /// <summary>Old rows go first: a new one may have the same key.</summary>
    private static async Task ReplaceAsync<TRow>(PortalDbContext context, IEnumerable<TRow> gone, IEnumerable<TRow> come, CancellationToken cancellationToken)
        where TRow : class
    {
        context.RemoveRange(gone);
        await context.SaveChangesAsync(cancellationToken);
        context.AddRange(come);
        await context.SaveChangesAsync(cancellationToken);
    }
}
