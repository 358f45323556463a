using System.Text.Json;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;

namespace PaymentPortal.Subscriptions;

/// <summary>A pause that is over.</summary>
internal sealed record PauseEnd(string SubscriptionId);

/// <summary>
/// Begins a new period, which is charged at once, where a pause skipped the payment of the one that runs: else who resumes would use the rest of it for nothing. Whether that is so, Stripe is asked when it is done.
/// </summary>
internal sealed class BeginPeriod(SubscriptionGateway gateway, InboxStore inbox) : IEffect
{
    public const string EffectName = "subscription.begin-period";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var paused = JsonSerializer.Deserialize<PauseEnd>(message.Payload)!;
        var skipped = (await gateway.SkippedPeriodAsync(paused.SubscriptionId, cancellationToken)).Answered();

        if (!skipped)
        {
            return;
        }

        var begun = (await gateway.BeginPeriodAsync(paused.SubscriptionId, $"{message.Cause}:{message.Effect}", cancellationToken)).Answered();

        await inbox.AddAsync(begun, "subscription", cancellationToken);
    }
}
