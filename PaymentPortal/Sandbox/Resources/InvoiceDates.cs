using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What becomes of an invoice in time: final, attempted, soon due, overdue.</summary>
internal static class InvoiceDates
{
    /// <summary>A draft's hour is over, an attempt is due, or the day by which it should have been paid has come.</summary>
    public static void FallDue(Work work, JsonObject invoice)
    {
        invoice["_due"] = null;
        work.Touch(invoice);
        if (invoice.Str("status") == "draft")
            InvoiceFinalization.Finalize(work, invoice);
        else if (invoice.Str("status") == "open" && invoice.Str("collection_method") == "send_invoice" && work.Now(invoice) < invoice.Long("due_date"))
            WillBeDue(work, invoice);
        else if (invoice.Str("status") == "open" && invoice.Str("collection_method") == "send_invoice")
            Overdue(work, invoice);
        if (invoice.Flag("auto_advance"))
            InvoiceCollection.AttemptOpen(work, invoice);
    }

    /// <summary>When an invoice that was sent tells that it will be due.</summary>
    public static long Notice(Work work, JsonObject invoice) => invoice.Long("due_date")!.Value - (long)work.Options.InvoiceDueNotice.TotalSeconds;

    private static void WillBeDue(Work work, JsonObject invoice)
    {
        invoice["_due"] = invoice.Long("due_date");
        work.Emit("invoice.will_be_due", invoice);
    }

    private static void Overdue(Work work, JsonObject invoice)
    {
        work.Emit("invoice.overdue", invoice);
        InvoiceCollection.SetDelinquent(work, invoice, true);
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
            SubscriptionLife.InvoiceFailed(work, subscription, invoice);
    }
}
