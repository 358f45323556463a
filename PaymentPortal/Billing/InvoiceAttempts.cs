using Microsoft.EntityFrameworkCore;
using PaymentPortal.Invoices;

namespace PaymentPortal.Billing;

/// <summary>Finds the payments that were made, or tried, for an invoice.</summary>
internal static class InvoiceAttempts
{
    /// <summary>The ids of its payments.</summary>
    /// <param name="context">The tables.</param>
    /// <param name="invoice">The invoice.</param>
    /// <param name="notes">What was taken off it, the newest first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<IReadOnlyList<string>> PaymentsAsync(PortalDbContext context, Invoice invoice, IReadOnlyList<CreditNote> notes, CancellationToken cancellationToken)
    {
        var payments = await context.InvoicePayments.Where(p => p.InvoiceId == invoice.Id && p.PaymentId != null).Select(p => p.PaymentId!)
            .Union(context.Purchases.Where(p => p.InvoiceId == invoice.Id && p.PaymentId != null).Select(p => p.PaymentId!)).ToListAsync(cancellationToken);
        if (payments.Count > 0 || (invoice.Status == "paid" && !invoice.AmountPaid.IsZero))
        {
            return payments;
        }

        // Stripe tells of no link before money comes in: the attempts at an invoice are of what was due then, made while it was open, and nothing else's.
        var sums = SumsOf(invoice, notes);
        var ended = invoice.VoidedAt ?? invoice.PaidAt;
        return await context.Payments
            .Where(p => p.CustomerId == invoice.CustomerId && sums.Contains(p.Amount.MinorUnits) && p.Amount.Currency == invoice.AmountDue.Currency
                && p.CreatedAt >= invoice.CreatedAt && (ended == null || p.CreatedAt <= ended)
                && !context.InvoicePayments.Any(l => l.PaymentId == p.Id) && !context.Purchases.Any(o => o.PaymentId == p.Id))
            .OrderBy(p => p.CreatedAt).Select(p => p.Id).Take(1).ToListAsync(cancellationToken);
    }

    /// <summary>True where somebody, or Stripe by itself, has tried to pay it.</summary>
    public static async Task<bool> AnyAsync(PortalDbContext context, Invoice invoice, CancellationToken cancellationToken)
    {
        var payments = await PaymentsAsync(context, invoice, await InvoiceQueries.CreditNotesOfAsync(context, [invoice], cancellationToken), cancellationToken);
        return await context.Charges.AnyAsync(c => c.PaymentId != null && payments.Contains(c.PaymentId), cancellationToken);
    }

    /// <summary>What was due, now and before each credit note.</summary>
    private static List<long> SumsOf(Invoice invoice, IReadOnlyList<CreditNote> notes)
    {
        var sums = new List<long> { invoice.AmountDue.MinorUnits };
        foreach (var note in notes.Where(n => n.Status != "void"))
        {
            sums.Add(sums[^1] + note.Total.MinorUnits);
        }

        return sums;
    }
}
