using Microsoft.EntityFrameworkCore;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>
/// Makes the other orders of an organisation unpayable before a secret is handed out, so that two plans confirmed in the same instant are not both charged.
/// Each order is saved before it looks for the others: of two that meet, one at least sees the other.
/// </summary>
internal sealed class OtherOrders(IDbContextFactory<PortalDbContext> contexts, PurchaseQueries purchases, VoidOrder voiding, StripeGateway gateway)
{
    public static readonly Refusal Sold = new(StartCheckout.AlreadySubscribed, "Your organisation already has a running plan. Nothing was ordered again.");
    public static readonly Refusal Changed = new("changed", "This order was changed in another window. Look at the total and press Pay again.");
    public static readonly Refusal OnItsWay = new("payment_on_its_way", "A payment for another plan of your organisation is on its way. Wait for it, then look at Billing.");

    /// <summary>Null once no other order can be paid; a refusal where another has been paid, or may be, or was faster to close this one.</summary>
    public async Task<Refusal?> CloseAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);

        // Credits can be bought beside anything.
        var others = purchase.SubscriptionId is null ? [] : await context.Purchases
            .Where(p => p.OrganisationId == purchase.OrganisationId && p.Id != purchase.Id && p.State == PurchaseState.Open && p.InvoiceId != null && p.SubscriptionId != null)
            .ToListAsync(cancellationToken);
        if (await CloseAsync(context, others, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        // Last, because one that was paid meanwhile is no open order any more, but a running plan.
        if (purchase.SubscriptionId is not null && await purchases.HasPlanAsync(purchase.OrganisationId, purchase.SubscriptionId, cancellationToken))
        {
            return Sold;
        }

        return await context.Purchases.AnyAsync(p => p.Id == purchase.Id && p.InvoiceId == purchase.InvoiceId, cancellationToken) ? null : Changed;
    }

    /// <summary>
    /// Makes the orders of plans in other currencies unpayable, beside which Stripe takes none in this one: who presses last goes on, as among orders of one currency.
    /// Null once way is made; what stands in the way where there is none of them, or one was paid.
    /// </summary>
    public async Task<Refusal?> MakeWayAsync(Purchase purchase, Refusal inTheWay, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var others = await context.Purchases
            .Where(p => p.OrganisationId == purchase.OrganisationId && p.Currency != purchase.Currency && p.State == PurchaseState.Open && p.InvoiceId != null && p.SubscriptionId != null)
            .ToListAsync(cancellationToken);
        var customers = others.Select(o => o.CustomerId).OfType<string>().Union(await context.Customers.Where(c => c.OrganisationId == purchase.OrganisationId && !c.Deleted).Select(c => c.Id).ToListAsync(cancellationToken)).ToList();
        if (await CloseAsync(context, others, cancellationToken) is { } refusal)
        {
            return refusal == Sold ? inTheWay : refusal;
        }

        var ended = 0;
        foreach (var customer in customers)
        {
            var lapsing = await voiding.EndLapsingAsync(customer, cancellationToken);
            if (!lapsing.IsDone)
            {
                return lapsing.Refusal;
            }

            ended += lapsing.Value;
        }

        return ended == 0 ? inTheWay : null;
    }

    private async Task<Refusal?> CloseAsync(PortalDbContext context, List<Purchase> others, CancellationToken cancellationToken)
    {
        foreach (var other in others)
        {
            var invoiceId = other.InvoiceId!;
            if (other.PaymentId is { } paymentId && await gateway.GetPaymentAsync(paymentId, cancellationToken) is { IsDone: true, Value.Snapshot.Status: "processing" })
            {
                return OnItsWay;
            }

            var voided = await voiding.RunAsync(invoiceId, other.SubscriptionId, cancellationToken);
            if (voided.Refusal is { Code: StripeGateway.NotVoidable })
            {
                var invoice = await gateway.GetInvoiceAsync(invoiceId, cancellationToken);
                if (!invoice.IsDone)
                {
                    return invoice.Refusal;
                }

                if (invoice.Value.Snapshot.Status != "void")
                {
                    return invoice.Value.Snapshot.Status == "paid" ? Sold : OnItsWay;
                }
            }
            else if (!voided.IsDone)
            {
                return voided.Refusal;
            }

            other.BeginAgain(fingerprint: null);
            await context.SaveChangesAsync(cancellationToken);
        }

        return null;
    }
}
