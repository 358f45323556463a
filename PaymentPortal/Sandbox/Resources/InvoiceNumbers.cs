using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The numbers of invoices, counted when one is finalised and not before, so that none is left out: for each customer, or for the whole account where the sandbox's option says so.</summary>
internal static class InvoiceNumbers
{
    public static string Next(Work work, JsonObject customer)
    {
        if (work.Options.NumberInvoicesByAccount)
        {
            var prefix = work.Store.Setting("invoice_prefix", Ids.Random(8).ToUpperInvariant());
            work.Store.Setting("invoice_sequence", "1");
            return Shown(prefix, work.Store.Scalar<long>("UPDATE settings SET value=value+1 WHERE name='invoice_sequence' RETURNING value-1"));
        }
        var number = customer.Long("next_invoice_sequence") ?? 1;
        work.Touch(customer);
        customer["next_invoice_sequence"] = number + 1;
        return Shown(customer.Str("invoice_prefix")!, number);
    }

    private static string Shown(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number:0000}");
}
