using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions.Usage;

/// <summary>
/// Tells Stripe what was used, once: the record's id is the event's identifier. While Stripe does not answer it waits; what comes so late that the invoice for it is final is told as of the first second that is billed next,
/// since otherwise nobody would ever pay for it. Where nothing is billed next, because the plan has ended, an admin is told.
/// </summary>
internal sealed class TellUse(IDbContextFactory<PortalDbContext> contexts, MeterGateway meters, SubscriptionGateway subscriptions, StripeGateway stripe, TimeProvider time) : IEffect
{
    public const string EffectName = "usage.tell";

    /// <summary>Before Stripe's own limit, for a clock that is not quite the same.</summary>
    private static readonly TimeSpan Latest = MeterGateway.Latest - TimeSpan.FromMinutes(5);

    /// <summary>So soon after the use nothing will have changed that our table does not know.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromMinutes(1);

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var use = JsonSerializer.Deserialize<UseToTell>(message.Payload)!;
        var counts = (await CountsAsync(use, cancellationToken)).Answered();

        var (at, oldest) = (counts.At, time.GetUtcNow() - Latest);
        (await meters.TellAsync($"{use.Record:D}", use.Meter, use.CustomerId, use.Quantity, at < oldest ? oldest : at, cancellationToken)).Answered();

        if (!counts.IsBilled)
        {
            await AlertAsync(use, cancellationToken);
        }
    }

    /// <summary>One alert for each plan: it grows with what comes after.</summary>
    private async Task AlertAsync(UseToTell use, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var alert = await context.InboxAlerts.FirstOrDefaultAsync(a => a.Kind == InboxAlertKind.UseUnbilled && a.ObjectId == use.SubscriptionId, cancellationToken);
        var now = time.GetUtcNow();
        if (alert is null)
        {
            context.InboxAlerts.Add(alert = new InboxAlert { Id = Guid.CreateVersion7(now), Kind = InboxAlertKind.UseUnbilled, At = now, Count = 0, Text = "", ObjectId = use.SubscriptionId });
        }

        alert.At = now;
        alert.Count++;
        var often = alert.Count == 1 ? "A use" : FormattableString.Invariant($"{alert.Count:N0} uses");
        alert.Text = FormattableString.Invariant($"{often} of {use.SubscriptionId}, by customer {use.CustomerId}, reached Stripe after its last invoice: no invoice bills this. The latest is {use.Quantity:N0} {use.Meter} of {use.At:yyyy-MM-dd HH:mm} UTC. Invoice it by hand, or let it go.");
        await context.SaveChangesAsync(cancellationToken);
    }

    /// <summary>When it counts, and whether anything bills it then: Stripe is asked only where the period, or the price, under which it was used may be over.</summary>
    private async Task<Outcome<Counted>> CountsAsync(UseToTell use, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await context.Subscriptions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == use.SubscriptionId, cancellationToken);
        if (known is { CurrentPeriodStart: { } begin, CurrentPeriodEnd: { } end } && begin <= use.At && use.At < end && time.GetUtcNow() < end && time.GetUtcNow() - use.At < Prompt)
        {
            return new Counted(use.At);
        }

        var fresh = await subscriptions.GetAsync(use.SubscriptionId, cancellationToken);
        if (!fresh.IsDone)
        {
            return fresh.Refusal;
        }

        var snapshot = fresh.Value.Snapshot;
        var current = snapshot.Items.Where(i => i.Metered).Select(i => i.CurrentPeriodStart).DefaultIfEmpty(use.At).Max();
        if (snapshot is { EndedAt: null } && current <= use.At)
        {
            return new Counted(use.At);
        }

        // While the invoice of its period is a draft, Stripe counts once more before it finalises it.
        InvoiceSnapshot? latest = null;
        if (snapshot.LatestInvoiceId is { } invoiceId)
        {
            var invoice = await stripe.GetInvoiceAsync(invoiceId, cancellationToken);
            if (!invoice.IsDone)
            {
                return invoice.Refusal;
            }

            latest = invoice.Value.Snapshot;
        }

        var isOpen = latest is { Status: "draft" } draft && draft.Lines.Any(l => l.PeriodStart <= use.At && use.At < l.PeriodEnd);
        return snapshot.EndedAt is null ? new Counted(isOpen || latest is null ? use.At : current) : new Counted(use.At, isOpen);
    }

    /// <summary>When a use counts, and whether an invoice bills it.</summary>
    private sealed record Counted(DateTimeOffset At, bool IsBilled = true);
}
