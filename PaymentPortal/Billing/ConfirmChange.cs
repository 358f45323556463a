using System.Net;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts.Sessions;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

/// <summary>
/// Changes a plan for somebody who has seen what it costs. What is charged at once is an attempt to pay like every other: weighed first, stopped after too many declines, confirmed by the bank where the score says so.
/// It is not held for an admin: whoever changes a plan has paid by this card before, nothing is his until the difference is paid, and an amount that is counted by the second would not be true any more when somebody has looked.
/// </summary>
internal sealed class ConfirmChange(IDbContextFactory<PortalDbContext> contexts, SessionList sessions, BillingGateway gateway, WeighAttempt weigh, ChangePlan change)
{
    public Task<Outcome<ChangeResult>> RunAsync(Guid userId, SessionId? session, ChangeOrder order, CancellationToken cancellationToken) =>
        change.RunAsync(userId, order, (request, waiting) => WeighAsync(request, session, order.Due, waiting), cancellationToken);

    private async Task<Outcome<bool>> WeighAsync(SubscriptionRequest request, SessionId? session, Money due, CancellationToken cancellationToken)
    {
        var address = session is { } id ? await sessions.AddressAsync(id, request.UserId, cancellationToken) : null;
        var (country, methodId) = await PayerAsync(request.SubscriptionId, cancellationToken);
        var method = methodId is null ? null : (await gateway.GetMethodAsync(methodId, cancellationToken)).Value?.Snapshot;
        var asked = new AttemptQuestion(request.UserId, request.OrganisationId, NetworkAddress.Of(IPAddress.TryParse(address, out var parsed) ? parsed : null), due, country)
        {
            Card = (method?.CardFingerprint, method?.CardCountry),
        };
        var weighed = await weigh.RunAsync(asked, cancellationToken);
        return weighed.IsDone ? weighed.Value.AsksTheBank : weighed.Refusal;
    }

    /// <summary>Where the payer is, and what the subscription is paid by.</summary>
    private async Task<(string? Country, string? MethodId)> PayerAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var payer = await context.Subscriptions.Where(s => s.Id == subscriptionId)
            .Join(context.Customers, s => s.CustomerId, c => c.Id, (subscription, customer) => new { customer.Country, Method = subscription.DefaultPaymentMethodId ?? customer.DefaultPaymentMethodId })
            .FirstOrDefaultAsync(cancellationToken);
        return (payer?.Country, payer?.Method);
    }
}
