using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>Makes an order unpayable. An incomplete subscription ends with its invoice; one whose first debit came back runs at Stripe, and would go on unpaid once nothing is open any more.</summary>
internal sealed class VoidOrder(IDbContextFactory<PortalDbContext> contexts, StripeGateway gateway, SubscriptionGateway subscriptions, InboxStore inbox)
{
    /// <summary>Refused with <see cref="StripeGateway.NotVoidable"/> where it has been paid meanwhile: voiding fails then, and nothing is cancelled that was paid for.</summary>
    public async Task<Outcome<StripeAnswer<InvoiceSnapshot>>> RunAsync(string invoiceId, string? subscriptionId, CancellationToken cancellationToken)
    {
        var voided = await gateway.VoidInvoiceAsync(invoiceId, $"void-{invoiceId}", cancellationToken);
        if (!voided.IsDone || subscriptionId is null || !await RunsAsync(subscriptionId, cancellationToken))
        {
            return voided;
        }

        await inbox.AddAsync(voided.Value, "invoice", cancellationToken);
        return await EndAsync(subscriptionId, cancellationToken) is { } refusal ? refusal : voided;
    }

    /// <summary>Ends what void orders of a customer had begun, and says how much that was. Stripe lets it lapse within a day, and takes nothing in another currency until then.</summary>
    public async Task<Outcome<int>> EndLapsingAsync(string customerId, CancellationToken cancellationToken)
    {
        var lapsing = await subscriptions.ListLapsingAsync(customerId, cancellationToken);
        if (!lapsing.IsDone)
        {
            return lapsing.Refusal;
        }

        foreach (var id in lapsing.Value)
        {
            if (await EndAsync(id, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return lapsing.Value.Count;
    }

    private async Task<Refusal?> EndAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        var ended = await subscriptions.EndNowAsync(subscriptionId, new CancelReason(null, null), givesBack: false, $"withdraw-{subscriptionId}", cancellationToken);
        if (ended.IsDone)
        {
            await inbox.AddAsync(ended.Value, "subscription", cancellationToken);
        }

        return ended.Refusal;
    }

    private async Task<bool> RunsAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AnyAsync(s => s.Id == subscriptionId && s.Status != "incomplete" && s.Status != "incomplete_expired" && s.Status != "canceled", cancellationToken);
    }
}
