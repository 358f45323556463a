using System.Text.Json.Nodes;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>From lines to amounts.</summary>
internal static class InvoiceTotals
{
    public static void Sum(JsonObject invoice)
    {
        var lines = invoice.Objects("lines").ToList();
        var taxes = lines.SelectMany(l => l.Objects("taxes")).ToList();
        long TaxOf(string behaviour) => taxes.Where(t => t.Str("tax_behavior") == behaviour).Sum(t => t.Long("amount")!.Value);
        var subtotal = lines.Sum(l => l.Long("amount")!.Value);
        var total = subtotal + TaxOf("exclusive");
        invoice["subtotal"] = subtotal;
        invoice["subtotal_excluding_tax"] = subtotal - TaxOf("inclusive");
        invoice["total"] = total;
        invoice["total_excluding_tax"] = subtotal - TaxOf("inclusive");
        invoice["amount_due"] = total;
        invoice["amount_remaining"] = total;
        invoice["total_taxes"] = Json.ArrayOf(taxes.GroupBy(t => t.Obj("tax_rate_details")!.Str("tax_rate")).Select(g =>
        {
            var sum = g.First().DeepClone().AsObject();
            sum["amount"] = g.Sum(t => t.Long("amount")!.Value);
            sum["taxable_amount"] = g.Sum(t => t.Long("taxable_amount") ?? 0);
            return sum;
        }));
    }
}
