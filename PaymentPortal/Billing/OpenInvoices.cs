using Microsoft.EntityFrameworkCore;
using PaymentPortal.Checkout;
using PaymentPortal.Invoices;

namespace PaymentPortal.Billing;

/// <summary>Which invoices wait for the customer; the first one of an order that checkout never finished is none of them.</summary>
internal static class OpenInvoices
{
    public static IQueryable<Invoice> Of(PortalDbContext context, string customerId) => context.Invoices.Where(i => i.CustomerId == customerId && i.Status == "open" && i.AmountDue.MinorUnits > 0
        && (i.BillingReason != "subscription_create" || context.Subscriptions.Any(s => s.Id == i.SubscriptionId && s.Status != "incomplete" && s.Status != "incomplete_expired")));

    /// <summary>Those that one press pays, the oldest first: all of one currency, or the one that is named. An order that somebody left in checkout is owed by nobody, and only paid where it is named.</summary>
    public static async Task<IReadOnlyList<Invoice>> ToPayAsync(PortalDbContext context, string customerId, string? invoiceId, CancellationToken cancellationToken)
    {
        var all = await Of(context, customerId).AsNoTracking().Where(i => invoiceId == null ? !context.Purchases.Any(p => p.InvoiceId == i.Id && p.State == PurchaseState.Open && p.SubscriptionId == null) : i.Id == invoiceId)
            .OrderBy(i => i.CreatedAt).ThenBy(i => i.Id).ToListAsync(cancellationToken);
        return all.FindAll(i => i.AmountDue.Currency == all[0].AmountDue.Currency);
    }
}
