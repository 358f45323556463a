using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions.Usage;

/// <summary>
/// Tells Stripe what was used, once: the record's id is the event's identifier. While Stripe does not answer it waits; what comes so late that the invoice for it is final is told as of the first second that is billed next,
/// since otherwise nobody would ever pay for it.
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
        var at = await CountsAtAsync(use, cancellationToken);
        if (!at.IsDone)
        {
            throw Failure(at.Refusal);
        }

        var oldest = time.GetUtcNow() - Latest;
        var told = await meters.TellAsync($"{use.Record:D}", use.Meter, use.CustomerId, use.Quantity, at.Value < oldest ? oldest : at.Value, cancellationToken);
        if (!told.IsDone)
        {
            throw Failure(told.Refusal);
        }
    }

    private static Exception Failure(Refusal refusal) => StripeFault.Passes(refusal) ? new EffectWaitsException(refusal.Sentence) : new InvalidOperationException(refusal.Sentence);

    /// <summary>When it counts: Stripe is asked only where the period, or the price, under which it was used may be over.</summary>
    private async Task<Outcome<DateTimeOffset>> CountsAtAsync(UseToTell use, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await context.Subscriptions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == use.SubscriptionId, cancellationToken);
        if (known is { CurrentPeriodStart: { } begin, CurrentPeriodEnd: { } end } && begin <= use.At && use.At < end && time.GetUtcNow() < end && time.GetUtcNow() - use.At < Prompt)
        {
            return use.At;
        }

        var fresh = await subscriptions.GetAsync(use.SubscriptionId, cancellationToken);
        if (!fresh.IsDone)
        {
            return fresh.Refusal;
        }

        var snapshot = fresh.Value.Snapshot;
        var current = snapshot.Items.Where(i => i.Metered).Select(i => i.CurrentPeriodStart).DefaultIfEmpty(use.At).Max();
        if (snapshot is not { EndedAt: null, LatestInvoiceId: { } invoiceId } || current <= use.At)
        {
            return use.At;
        }

        // While the invoice of its period is a draft, Stripe counts once more before it finalises it.
        var invoice = await stripe.GetInvoiceAsync(invoiceId, cancellationToken);
        if (!invoice.IsDone)
        {
            return invoice.Refusal;
        }

        return invoice.Value.Snapshot is { Status: "draft" } draft && draft.Lines.Any(l => l.PeriodStart <= use.At && use.At < l.PeriodEnd) ? use.At : current;
    }
}
