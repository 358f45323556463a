using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>From lines to amounts: discounts, then tax on what is left, then the customer's balance. The lines' parts always sum to the invoice's totals.</summary>
internal static class InvoiceTotals
{
    /// <summary>What one discount took off the whole invoice.</summary>
    internal sealed record Taken(string Discount, bool OfInvoice, long Amount);

    /// <summary>Computes a draft anew. A line brings `amount`, `discountable`, `discounts` and, as its own tax rates, `_tax_rates` (ids); the invoice `discounts`, `default_tax_rates` and `automatic_tax`.</summary>
    public static void Sum(Work work, JsonObject invoice)
    {
        var lines = invoice.Objects("lines").ToList();
        var discounts = Discount(work, invoice, lines);
        var beforeInvoiceDiscounts = Tax(work, invoice, lines);
        var taxes = lines.SelectMany(l => l.Objects("taxes")).ToList();
        var amount = lines.Sum(l => l.Long("amount")!.Value);
        var subtotal = amount - discounts.Where(d => !d.OfInvoice).Sum(d => d.Amount);
        var total = amount - discounts.Sum(d => d.Amount) + TaxOf(taxes, "exclusive");
        invoice["subtotal"] = subtotal;
        invoice["subtotal_excluding_tax"] = subtotal - beforeInvoiceDiscounts;
        invoice["total"] = total;
        invoice["total_excluding_tax"] = total - taxes.Sum(t => t.Long("amount")!.Value);
        invoice["total_taxes"] = Json.ArrayOf(taxes.GroupBy(TaxKey).Select(Together));
        CustomerBalance.Preview(invoice, work.Find(invoice.Str("customer"))!);
    }

    public static long TaxOf(IEnumerable<JsonObject> taxes, string behaviour) => taxes.Where(t => t.Str("tax_behavior") == behaviour).Sum(t => t.Long("amount")!.Value);

    /// <summary>What makes two taxes the same one on different lines.</summary>
    public static (string? Rate, string? Behaviour, string? Reason) TaxKey(JsonObject tax) => (tax.Obj("tax_rate_details")?.Str("tax_rate"), tax.Str("tax_behavior"), tax.Str("taxability_reason"));

    public static JsonObject Together(IEnumerable<JsonObject> taxes)
    {
        var all = taxes.ToList();
        var sum = all[0].DeepClone().AsObject();
        sum["amount"] = all.Sum(t => t.Long("amount")!.Value);
        sum["taxable_amount"] = all.Sum(t => t.Long("taxable_amount") ?? 0);
        return sum;
    }

    public static JsonArray SumOfDiscounts(IEnumerable<JsonObject> amounts) => Json.ArrayOf(amounts.GroupBy(a => a.Id("discount")!).Select(g => Off(g.Key, g.Sum(a => a.Long("amount")!.Value))));

    private static JsonObject Off(string discount, long amount) => new() { ["amount"] = amount, ["discount"] = discount };

    private static JsonArray Credits(IEnumerable<JsonObject> amounts) => Json.ArrayOf(amounts.Select(a => new JsonObject { ["amount"] = a.Long("amount"), ["discount"] = a.Id("discount"), ["type"] = "discount" }));

    /// <summary>The lines' own discounts first, then the invoice's, each of what the former left.</summary>
    public static List<Taken> Discount(Work work, JsonObject invoice, List<JsonObject> lines)
    {
        var left = lines.Select(l => l.Flag("discountable") ? Math.Max(0, l.Long("amount")!.Value) : 0).ToArray();
        var amounts = lines.Select(_ => new List<JsonObject>()).ToList();
        var taken = new List<Taken>();
        foreach (var id in lines.SelectMany(l => l.Strings("discounts")).Distinct().ToList())
            TakeOff(id, false, [.. lines.Index().Where(l => l.Item.Strings("discounts").Contains(id)).Select(l => l.Index)]);
        foreach (var id in invoice.Strings("discounts").ToList())
            TakeOff(id, true, [.. Enumerable.Range(0, lines.Count)]);
        foreach (var (at, line) in lines.Index())
        {
            line["discount_amounts"] = SumOfDiscounts(amounts[at]);
            line["pretax_credit_amounts"] = Credits(line.Objects("discount_amounts"));
        }
        invoice["total_discount_amounts"] = Json.ArrayOf(taken.Select(t => Off(t.Discount, t.Amount)));
        invoice["total_pretax_credit_amounts"] = Credits(invoice.Objects("total_discount_amounts"));
        return taken;

        void TakeOff(string id, bool ofInvoice, List<int> candidates)
        {
            var coupon = work.Find(id)!.Obj("_coupon")!;
            var eligible = candidates.Where(at => AppliesTo(coupon, lines[at])).ToList();
            var sum = eligible.Sum(at => left[at]);
            var off = coupon.Number("percent_off") is { } percent
                ? Exactly.Share(sum, Exactly.Percentage(percent), Exactly.HundredPercent)
                : Math.Min(Coupons.AmountOff(coupon, invoice.Str("currency")!) ?? 0, sum);
            foreach (var (at, part) in eligible.Zip(Exactly.Split(off, [.. eligible.Select(at => left[at])])))
            {
                left[at] -= part;
                amounts[at].Add(Off(id, part));
            }
            taken.Add(new(id, ofInvoice, off));
        }
    }

    private static bool AppliesTo(JsonObject coupon, JsonObject line) =>
        coupon.Obj("_applies_to") is not { } only || only.Strings("products").Contains(line.Obj("pricing")?.Obj("price_details")?.Str("product"));

    /// <summary>Writes each line's taxes. Answers the inclusive tax that the lines would hold without the invoice's own discounts.</summary>
    private static long Tax(Work work, JsonObject invoice, List<JsonObject> lines)
    {
        var automatic = invoice.Obj("automatic_tax")!;
        var outcome = automatic.Flag("enabled") ? AutomaticTax.Of(work, invoice) : null;
        if (automatic.Flag("enabled"))
            automatic["status"] = outcome is null ? "requires_location_inputs" : "complete";
        var ofInvoice = invoice.Strings("discounts").ToHashSet();
        var contained = 0L;
        foreach (var line in lines)
        {
            var amount = line.Long("amount")!.Value - line.Objects("discount_amounts").Sum(d => d.Long("amount")!.Value);
            var discounted = line.Objects("discount_amounts").Where(d => ofInvoice.Contains(d.Id("discount")!)).Sum(d => d.Long("amount")!.Value);
            line["taxes"] = Taxes(amount);
            contained += TaxOf(discounted == 0 ? line.Objects("taxes") : Taxes(amount + discounted).OfType<JsonObject>(), "inclusive");

            JsonArray Taxes(long taxable) => automatic.Flag("enabled")
                ? outcome is null ? [] : AutomaticTax.TaxesOf(work, invoice, outcome, line, taxable)
                : TaxRates.TaxesOf(taxable, Rates(work, invoice, line), invoice.Str("customer_tax_exempt"));
        }
        return contained;
    }

    private static IEnumerable<JsonObject> Rates(Work work, JsonObject invoice, JsonObject line) =>
        line.Strings("_tax_rates").Any() ? line.Strings("_tax_rates").Select(id => work.Find(id)!) : invoice.Objects("default_tax_rates");
}
