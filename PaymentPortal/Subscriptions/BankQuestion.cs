using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>The subscription whose bank was asked to confirm a change.</summary>
internal sealed record BankQuestionCause(string SubscriptionId);

/// <summary>
/// Has the card's bank confirm what a change charges (3D Secure). Stripe makes and tries that payment within the call that changes, so that beforehand only the subscription can say it; its renewals, where nobody is there
/// to confirm, are to go on without. What takes it back is committed before it is said, so that it is taken back whatever happens in between.
/// </summary>
internal sealed class BankQuestion(IDbContextFactory<PortalDbContext> contexts, SubscriptionGateway gateway, OutboxWriter outbox, TimeProvider time) : IEffect
{
    public const string EffectName = "subscription.bank-question-over";

    /// <summary>Longer than a press can last.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    public string Name => EffectName;

    /// <summary>Before the change; null where it may go on.</summary>
    public async Task<Refusal?> AskAsync(SubscriptionRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await outbox.AddAsync(context, $"request:{request.Id}:{Guid.CreateVersion7(now):N}", EffectName, new BankQuestionCause(request.SubscriptionId), cancellationToken);
        context.OutboxMessages.Local.Single().DueAt = now + Lasts;
        await context.SaveChangesAsync(cancellationToken);
        return (await gateway.AskTheBankAsync(request.SubscriptionId, always: true, cancellationToken)).Refusal;
    }

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var id = JsonSerializer.Deserialize<BankQuestionCause>(message.Payload)!.SubscriptionId;
        var since = time.GetUtcNow() - Lasts;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.SubscriptionRequests.AnyAsync(r => r.SubscriptionId == id && r.State == SubscriptionRequestState.Open && r.CreatedAt > since, cancellationToken))
        {
            throw new EffectWaitsException("Another change of the subscription is being made.");
        }

        var over = await gateway.AskTheBankAsync(id, always: false, cancellationToken);
        if (!over.IsDone && StripeFault.Passes(over.Refusal))
        {
            throw new EffectWaitsException(over.Refusal.Sentence);
        }

        // A subscription that has ended refuses it, and charges nothing more.
        if (!over.IsDone && over.Refusal.Code != SubscriptionGateway.Outdated)
        {
            throw new InvalidOperationException($"Stripe did not take back the bank's question of {id}: {over.Refusal.Code}");
        }
    }
}
