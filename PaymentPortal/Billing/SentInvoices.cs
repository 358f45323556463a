using Microsoft.EntityFrameworkCore;
using PaymentPortal.Checkout;
using PaymentPortal.Invoices;
using PaymentPortal.Payments;

namespace PaymentPortal.Billing;

/// <summary>An open invoice with the payment that is known of it.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Order">The purchase that it is the first invoice of.</param>
/// <param name="PaymentId">Its payment; null while Stripe has told of none.</param>
/// <param name="Coming">The money that is on its way for it.</param>
internal sealed record SentInvoice(Invoice Invoice, Purchase? Order, string? PaymentId, MoneyOnItsWay? Coming);

/// <summary>Reads which open invoices a bank was already asked to pay.</summary>
internal sealed class SentInvoices(IDbContextFactory<PortalDbContext> contexts, MoneyOnItsWayQueries money)
{
    public async Task<IReadOnlyList<SentInvoice>> OfAsync(IReadOnlyList<Invoice> open, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sent = new List<MoneyOnItsWay>();
        foreach (var customer in open.Select(i => i.CustomerId).Distinct())
        {
            sent.AddRange(await money.OfCustomerAsync(customer, cancellationToken));
        }

        var found = new List<SentInvoice>();
        foreach (var invoice in open)
        {
            // Which payment is an invoice's, Stripe tells only once it is paid; an order knows its own, and a renewal's is of its sum.
            var purchase = await context.Purchases.AsNoTracking().Include(p => p.Lines).FirstOrDefaultAsync(p => p.InvoiceId == invoice.Id, cancellationToken);
            var paymentId = purchase?.PaymentId
                ?? await context.InvoicePayments.Where(l => l.InvoiceId == invoice.Id && l.PaymentId != null).OrderByDescending(l => l.CreatedAt).Select(l => l.PaymentId).FirstOrDefaultAsync(cancellationToken);
            var coming = sent.Find(m => paymentId is null ? m.Amount == invoice.AmountDue : m.PaymentId == paymentId);
            if (coming is not null)
            {
                sent.Remove(coming);
            }

            found.Add(new SentInvoice(invoice, purchase, paymentId, coming));
        }

        return found;
    }
}
