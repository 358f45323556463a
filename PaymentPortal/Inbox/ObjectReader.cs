using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>Asks Stripe how an object stands, to decide or to compare.</summary>
internal sealed class ObjectReader(IDbContextFactory<PortalDbContext> contexts, StripeGateway gateway, InboxStore store)
{
    /// <summary>
    /// The entry for what Stripe answers, placed right after everything that was known when it was asked for; whatever comes later may be newer.
    /// Refused where Stripe could not be asked.
    /// </summary>
    public async Task<Outcome<InboxEntry>> ReadAsync(string kind, string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var at = await context.InboxEntries.Where(e => e.ObjectId == id).MaxAsync(e => (DateTimeOffset?)e.SnapshotAt, cancellationToken);
        var fetched = await gateway.FetchAsync(kind, id, cancellationToken);
        return fetched.IsDone ? store.Entry(fetched.Value, kind, at) : fetched.Refusal;
    }
}
