using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;

namespace PaymentPortal.Checkout;

/// <summary>Records the steps of visitors on the way to paying, each once per purchase.</summary>
internal sealed class Funnel(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    public async Task RecordAsync(Guid visitor, FunnelStep step, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.FunnelEvents.Add(Event(visitor, step, null, null));
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task RecordAsync(Guid visitor, FunnelStep step, Purchase purchase, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.FunnelEvents.AnyAsync(e => e.PurchaseId == purchase.Id && e.Step == step, cancellationToken))
        {
            context.FunnelEvents.Add(Event(visitor, step, purchase.OrganisationId, purchase.Id));
            await context.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Adds the last step within the transaction that learned of the payment.</summary>
    public async Task AddPaidAsync(PortalDbContext context, Purchase purchase, CancellationToken cancellationToken)
    {
        var steps = await context.FunnelEvents.Where(e => e.PurchaseId == purchase.Id).OrderBy(e => e.At).ToListAsync(cancellationToken);
        var paid = steps.Find(e => e.Step == FunnelStep.Paid);
        if (paid is null && steps.Find(e => e.Step == FunnelStep.CheckoutStarted) is { } started)
        {
            context.FunnelEvents.Add(paid = Event(started.VisitorId, FunnelStep.Paid, purchase.OrganisationId, purchase.Id));
        }

        if (paid is not null && purchase.PaidAt is { } at)
        {
            // Stripe's clock has whole seconds and is not ours: nobody has paid before he tried.
            var tried = steps.Where(e => e != paid).Select(e => e.At).DefaultIfEmpty(at).Max();
            paid.At = tried > at ? tried.AddMilliseconds(1) : at;
        }
    }

    private FunnelEvent Event(Guid visitor, FunnelStep step, OrganisationId? organisation, PurchaseId? purchase)
    {
        var now = time.GetUtcNow();
        return new FunnelEvent { Id = Guid.CreateVersion7(now), VisitorId = visitor, Step = step, At = now, OrganisationId = organisation, PurchaseId = purchase };
    }
}
