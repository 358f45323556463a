using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

/// <summary>Removes a saved payment method; not the last one of a running plan, and not the one it is paid by while others are there.</summary>
internal sealed class RemovePaymentMethod(
    IDbContextFactory<PortalDbContext> contexts, BillingAccounts accounts, PaymentMethodQueries methods, BillingGateway gateway, StripePatience patience, InboxStore inbox)
{
    public const string LastOne = "A running plan needs something to be paid by. Add another payment method first, then remove this one.";
    public const string DefaultOne = "Your plan is paid by this one. Make another the default first, then remove it.";

    public async Task<Outcome<string>> RunAsync(Guid userId, string methodId, CancellationToken cancellationToken)
    {
        var customer = await accounts.CustomerToChangeAsync(userId, null, cancellationToken);
        if (!customer.IsDone)
        {
            return customer.Refusal;
        }

        var saved = await methods.OfCustomerAsync(customer.Value, cancellationToken);
        if (saved.FirstOrDefault(m => m.Method.Id == methodId) is not { } method)
        {
            return new Refusal("unknown_method", "This payment method was removed already.");
        }

        if (await IsNeededAsync(customer.Value, cancellationToken) && (saved.Count == 1 || method.IsDefault))
        {
            return new Refusal("needed", saved.Count == 1 ? LastOne : DefaultOne);
        }

        var removed = await patience.RunAsync(waiting => gateway.RemoveAsync(methodId, waiting), cancellationToken);
        if (!removed.IsDone)
        {
            return removed.Refusal;
        }

        await inbox.AddAsync(removed.Value, "payment_method", cancellationToken);
        return method.Name;
    }

    /// <summary>True while a plan runs: one that is set to end bills what is used until then, and can be kept.</summary>
    public async Task<bool> IsNeededAsync(string customerId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Subscriptions.AnyAsync(s => s.CustomerId == customerId && SubscriptionQueries.Running.Contains(s.Status), cancellationToken);
    }
}
