using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a credit note takes back of an invoice's lines. A line that is credited in parts gives back, with the last of them, exactly the discount and the tax that it had.</summary>
internal static class CreditNoteLines
{
    public static List<JsonObject> Read(Work work, JsonObject sent, JsonObject invoice)
    {
        var asked = sent.Objects("lines").ToList();
        if (sent.Long("amount") is { } amount)
        {
            if (asked.Count > 0)
                throw StripeError.Invalid("You may only specify one of these parameters: amount, lines.", "amount", "parameters_exclusive");
            return [Shape(null, Positive(amount, "amount"), sent.Str("memo"), 1, amount.ToString(CultureInfo.InvariantCulture))];
        }
        if (asked.Count == 0)
            throw StripeError.Invalid("One of `amount`, `lines`, or `shipping_cost` must be provided.", null, "parameter_missing");
        var credited = Credited(work, invoice);
        var lines = new List<JsonObject>();
        foreach (var (at, one) in asked.Index())
        {
            var line = one.Str("type") == "invoice_line_item" ? OfInvoice(work, one, invoice, [.. credited, .. lines], $"lines[{at}]") : Custom(work, one, $"lines[{at}]");
            Shapes.Metadata(line, one);
            lines.Add(line);
        }
        return lines;
    }

    /// <summary>The lines of the credit notes that hold.</summary>
    private static List<JsonObject> Credited(Work work, JsonObject invoice) =>
        [.. CreditNotes.Of(work, invoice).Where(n => n.Str("status") == "issued").SelectMany(n => n.Objects("lines"))];

    private static long TaxOf(IEnumerable<JsonObject> lines) => lines.SelectMany(l => l.Objects("taxes")).Sum(t => t.Long("amount")!.Value);

    private static long Positive(long amount, string param)
    {
        if (amount < 1)
            throw StripeError.Invalid("Invalid positive integer", param, "parameter_invalid_integer");
        return amount;
    }

    /// <summary>Refuses what belongs to lines of the other type.</summary>
    private static void CheckType(JsonObject one, string param, params ReadOnlySpan<string> foreign)
    {
        foreach (var name in foreign)
        {
            if (one[name] is not null)
                throw StripeError.Invalid($"`{name}` is not valid where `type` is `{one.Str("type")}`.", $"{param}[{name}]");
        }
    }

    private static JsonObject OfInvoice(Work work, JsonObject one, JsonObject invoice, List<JsonObject> credited, string param)
    {
        CheckType(one, param, "unit_amount", "unit_amount_decimal");
        var id = one.Str("invoice_line_item") ?? throw StripeError.Missing($"{param}[invoice_line_item]");
        var line = invoice.Objects("lines").FirstOrDefault(l => l.Str("id") == id) ?? throw StripeError.NoSuch("invoice line item", id, $"{param}[invoice_line_item]");
        var before = credited.Where(c => c.Str("invoice_line_item") == id).ToList();
        var (whole, already) = (line.Long("amount")!.Value, before.Sum(c => c.Long("amount")!.Value));
        var amount = Amount(one, line, before, param);
        if (already + amount > whole)
        {
            throw StripeError.Invalid(
                $"The amount to credit ({amount}) is greater than what is left of the line item {id} ({Math.Max(0, whole - already)}).", $"{param}[{(one["quantity"] is null ? "amount" : "quantity")}]");
        }
        var quantity = one.Long("quantity");
        var note = Shape(id, amount, one.Str("description") ?? line.Str("description"), quantity, quantity is null ? null : line.Obj("pricing")?.Str("unit_amount_decimal"));
        // Counted from the line's beginning, so that the parts' roundings cannot add up to more or less than the line has.
        long Share(long part, long givenBack) => (whole == 0 ? part : Exactly.Share(part, already + amount, whole)) - givenBack;
        note["discount_amounts"] = Discounts(line, before, amount, whole - already - amount, Share);
        note["discount_amount"] = note.Objects("discount_amounts").Sum(d => d.Long("amount")!.Value);
        note["pretax_credit_amounts"] = Json.ArrayOf(note.Objects("discount_amounts").Select(d => new JsonObject { ["amount"] = d.Long("amount"), ["discount"] = d.Id("discount"), ["type"] = "discount" }));
        if (OwnTaxes(work, one, amount - note.Long("discount_amount")!.Value, param) is { } own)
        {
            var most = Math.Max(0, TaxOf([line]) - TaxOf(before));
            if (own.OfType<JsonObject>().Sum(t => t.Long("amount")!.Value) > most)
                throw StripeError.Invalid($"The tax to credit is greater than what is left of the tax of the line item {id} ({most}).", $"{param}[{(one.ContainsKey("tax_amounts") ? "tax_amounts" : "tax_rates")}]");
            note["taxes"] = own;
            note["tax_rates"] = RatesOf(work, own.OfType<JsonObject>());
            return note;
        }
        note["taxes"] = Json.ArrayOf(line.Objects("taxes").Select(tax =>
        {
            var earlier = before.SelectMany(c => c.Objects("taxes")).Where(b => InvoiceTotals.TaxKey(b) == InvoiceTotals.TaxKey(tax)).ToList();
            var part = tax.DeepClone().AsObject();
            // A part that was made void since may have left less of the tax than its share: then none of it is given back, and never more than is left.
            foreach (var name in (string[])["amount", "taxable_amount"])
            {
                var (all, given) = (tax.Long(name) ?? 0, earlier.Sum(e => e.Long(name) ?? 0));
                part[name] = Math.Clamp(Share(all, given), Math.Min(0, all - given), Math.Max(0, all - given));
            }
            return part;
        }));
        // Of another rate that was named for an earlier part nothing is known here: the line has no more tax than it has.
        var excess = TaxOf([note]) - Math.Max(0, TaxOf([line]) - TaxOf(before));
        foreach (var part in note.Objects("taxes").Where(t => t.Long("amount") > 0 && excess > 0))
        {
            var cut = Math.Min(excess, part.Long("amount")!.Value);
            part["amount"] = part.Long("amount") - cut;
            excess -= cut;
        }
        note["tax_rates"] = RatesOf(work, line.Objects("taxes"));
        return note;
    }

    private static JsonArray RatesOf(Work work, IEnumerable<JsonObject> taxes) =>
        Json.ArrayOf(taxes.Select(t => work.Find(t.Obj("tax_rate_details")?.Str("tax_rate"))?.Shown()).Where(r => r is not null));

    /// <summary>
    /// The line's discounts are counted as one, so that they cannot all be rounded up at the same cent and outweigh what is credited; each gives back its part of what it has left.
    /// </summary>
    private static JsonArray Discounts(JsonObject line, List<JsonObject> before, long amount, long leftOfLine, Func<long, long, long> share)
    {
        var discounts = line.Objects("discount_amounts").Select(d => d.Id("discount")!).ToList();
        long Sum(IEnumerable<JsonObject> lines, string discount) => lines.SelectMany(l => l.Objects("discount_amounts")).Where(d => d.Id("discount") == discount).Sum(d => d.Long("amount")!.Value);
        var left = discounts.Select(d => Sum([line], d) - Sum(before, d)).ToList();
        var all = discounts.Sum(d => Sum([line], d));
        // A part that was made void since may have left more or less of the discount than its share.
        var least = Math.Max(0, left.Sum() - leftOfLine);
        var off = left.Sum() == 0 ? 0 : Math.Clamp(share(all, all - left.Sum()), least, Math.Max(least, Math.Min(amount, left.Sum())));
        return Json.ArrayOf(discounts.Zip(Exactly.Split(off, left)).Select(p => new JsonObject { ["amount"] = p.Second, ["discount"] = p.First }));
    }

    private static long Amount(JsonObject one, JsonObject line, List<JsonObject> before, string param)
    {
        if (one["amount"] is not null && one["quantity"] is not null)
            throw StripeError.Invalid("You may only specify one of these parameters: amount, quantity.", $"{param}[amount]", "parameters_exclusive");
        if (one.Long("amount") is { } amount)
            return Positive(amount, $"{param}[amount]");
        var quantity = Positive(one.Long("quantity") ?? throw StripeError.Missing($"{param}[quantity]"), $"{param}[quantity]");
        var byQuantity = before.Where(c => c.Long("quantity") is not null).ToList();
        var (whole, already) = (line.Long("quantity") ?? 1, byQuantity.Sum(c => c.Long("quantity")!.Value));
        if (already + quantity > whole)
            throw StripeError.Invalid($"The quantity to credit ({quantity}) is greater than what is left of the line item's ({Math.Max(0, whole - already)}).", $"{param}[quantity]");
        var all = line.Long("amount")!.Value;
        return Math.Max(Math.Min(0, all), Exactly.Share(all, already + quantity, whole) - byQuantity.Sum(c => c.Long("amount")!.Value));
    }

    private static JsonObject Custom(Work work, JsonObject one, string param)
    {
        CheckType(one, param, "amount", "invoice_line_item");
        if (one.Str("description") is not { } description)
            throw StripeError.Missing($"{param}[description]");
        var quantity = Positive(one.Long("quantity") ?? 1, $"{param}[quantity]");
        if (one["unit_amount"] is not null && one["unit_amount_decimal"] is not null)
            throw StripeError.Invalid("You may only specify one of these parameters: unit_amount, unit_amount_decimal.", $"{param}[unit_amount]", "parameters_exclusive");
        var unit = one.Str("unit_amount_decimal") ?? one.Long("unit_amount")?.ToString(CultureInfo.InvariantCulture) ?? throw StripeError.Missing($"{param}[unit_amount]");
        var exact = decimal.Parse(unit, CultureInfo.InvariantCulture);
        if (exact <= 0 || exact > Currencies.Largest || quantity > Currencies.Largest)
            throw StripeError.Invalid("Invalid positive integer", $"{param}[{(exact <= 0 || exact > Currencies.Largest ? "unit_amount" : "quantity")}]", "parameter_invalid_integer");
        var line = Shape(null, (long)Math.Round(exact * quantity, MidpointRounding.AwayFromZero), description, quantity, unit);
        line["taxes"] = OwnTaxes(work, one, line.Long("amount")!.Value, param) ?? [];
        line["tax_rates"] = Json.ArrayOf(one.Strings("tax_rates").Select(id => work.Find(id)!.Shown()));
        return line;
    }

    /// <summary>Taxes that the call names for a line; null where it names none.</summary>
    private static JsonArray? OwnTaxes(Work work, JsonObject one, long taxable, string param)
    {
        if (one.ContainsKey("tax_amounts") && one.ContainsKey("tax_rates"))
            throw StripeError.Invalid("You may only specify one of these parameters: tax_amounts, tax_rates.", $"{param}[tax_amounts]", "parameters_exclusive");
        if (one.ContainsKey("tax_rates"))
            return TaxRates.TaxesOf(taxable, [.. one.Strings("tax_rates").Index().Select(r => work.Get("tax_rate", r.Item, $"{param}[tax_rates][{r.Index}]"))], null);
        if (!one.ContainsKey("tax_amounts"))
            return null;
        return Json.ArrayOf(one.Objects("tax_amounts").Index().Select(t =>
        {
            var rate = work.Get("tax_rate", t.Item.Str("tax_rate")!, $"{param}[tax_amounts][{t.Index}][tax_rate]");
            var amount = t.Item.Long("amount")!.Value;
            if (amount < 0)
                throw StripeError.Invalid("Invalid non-negative integer", $"{param}[tax_amounts][{t.Index}][amount]", "parameter_invalid_integer");
            return TaxRates.Tax(rate.Str("id"), rate.Flag("inclusive") ? "inclusive" : "exclusive", "not_available", amount, t.Item.Long("taxable_amount")!.Value);
        }));
    }

    private static JsonObject Shape(string? invoiceLine, long amount, string? description, long? quantity, string? unit)
    {
        var line = new JsonObject
        {
            ["id"] = Ids.New("cnli"),
            ["object"] = "credit_note_line_item",
            ["amount"] = amount,
            ["description"] = description,
            ["discount_amount"] = 0,
            ["discount_amounts"] = new JsonArray(),
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["pretax_credit_amounts"] = new JsonArray(),
            ["quantity"] = quantity,
            ["tax_rates"] = new JsonArray(),
            ["taxes"] = new JsonArray(),
            ["type"] = invoiceLine is null ? "custom_line_item" : "invoice_line_item",
            ["unit_amount"] = unit is not null && decimal.Parse(unit, CultureInfo.InvariantCulture) is var exact && exact == decimal.Truncate(exact) ? (long)exact : null,
            ["unit_amount_decimal"] = unit,
        };
        if (invoiceLine is not null)
            line["invoice_line_item"] = invoiceLine;
        return line;
    }
}
