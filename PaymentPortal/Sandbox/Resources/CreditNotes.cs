using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class CreditNotes
{
    private const string Kind = "credit_note";

    public static void Map(Router router)
    {
        router.Post("/v1/credit_notes", Create);
        router.Get("/v1/credit_notes", c => Page.Of(c, Kind, null, ("customer", c.Sent.Str("customer")), ("parent", c.Sent.Str("invoice"))));
        router.Get("/v1/credit_notes/preview", c => Compose(c, isPreview: true));
        router.Get("/v1/credit_notes/preview/lines", c => Page.Of(c, Compose(c, isPreview: true).Objects("lines")));
        router.Get("/v1/credit_notes/{id}", c => c.Work.Get(Kind, c.Id));
        router.Post("/v1/credit_notes/{id}", Update);
        router.Post("/v1/credit_notes/{id}/void", Void);
        router.Get("/v1/credit_notes/{id}/lines", c => Page.Of(c, c.Work.Get(Kind, c.Id).Objects("lines")));
    }

    public static IEnumerable<JsonObject> Of(Work work, JsonObject invoice) =>
        work.Where(Kind, "parent", invoice.Str("id")!).Where(n => n.Str("invoice") == invoice.Str("id"));

    /// <summary>The credit note that the call describes, without its consequences.</summary>
    private static JsonObject Compose(Call call, bool isPreview)
    {
        var (work, sent) = (call.Work, call.Sent);
        var invoice = work.Get("invoice", sent.Str("invoice")!, "invoice");
        if (invoice.Str("status") is not ("open" or "paid" or "uncollectible"))
            throw StripeError.Invalid($"You can only create a credit note for an invoice that is open, paid or uncollectible. This invoice is {invoice.Str("status")}.", "invoice");
        if (sent["shipping_cost"] is not null)
            throw StripeError.Invalid("This invoice has no shipping cost to credit.", "shipping_cost");
        var number = Of(work, invoice).Count() + 1;
        var id = Ids.New("cn");
        var note = new JsonObject
        {
            ["id"] = id,
            ["object"] = Kind,
            ["amount"] = 0,
            ["amount_shipping"] = 0,
            ["created"] = work.Now(invoice),
            ["currency"] = invoice.Str("currency"),
            ["customer"] = invoice.Str("customer"),
            ["customer_account"] = null,
            ["customer_balance_transaction"] = null,
            ["discount_amount"] = 0,
            ["discount_amounts"] = new JsonArray(),
            ["effective_at"] = sent.Long("effective_at") ?? work.Now(invoice),
            ["invoice"] = invoice.Str("id"),
            ["lines"] = Json.List($"/v1/credit_notes/{id}/lines", CreditNoteLines.Read(work, sent, invoice)),
            ["livemode"] = false,
            ["memo"] = sent.Str("memo"),
            ["metadata"] = new JsonObject(),
            ["number"] = string.Create(CultureInfo.InvariantCulture, $"{invoice.Str("number")}-CN-{number:00}"),
            ["out_of_band_amount"] = sent.Long("out_of_band_amount"),
            ["pdf"] = $"https://pay.stripe.com/credit_notes/test/{id}/pdf",
            ["post_payment_amount"] = 0,
            ["pre_payment_amount"] = 0,
            ["pretax_credit_amounts"] = new JsonArray(),
            ["reason"] = sent.Str("reason"),
            ["refunds"] = new JsonArray(),
            ["shipping_cost"] = null,
            ["status"] = "issued",
            ["subtotal"] = 0,
            ["subtotal_excluding_tax"] = 0,
            ["total"] = 0,
            ["total_excluding_tax"] = 0,
            ["total_taxes"] = new JsonArray(),
            ["type"] = null,
            ["voided_at"] = null,
            ["_clock"] = invoice.Str("_clock"),
            ["_parent"] = invoice.Str("id"),
        };
        Shapes.Metadata(note, sent);
        Sum(note, invoice);
        Spread(sent, note, invoice, isPreview);
        return note;
    }

    private static void Sum(JsonObject note, JsonObject invoice)
    {
        var lines = note.Objects("lines").ToList();
        var taxes = lines.SelectMany(l => l.Objects("taxes")).ToList();
        var discounts = lines.SelectMany(l => l.Objects("discount_amounts")).ToList();
        long TaxOf(string behaviour) => taxes.Where(t => t.Str("tax_behavior") == behaviour).Sum(t => t.Long("amount")!.Value);
        var amount = lines.Sum(l => l.Long("amount")!.Value);
        var off = discounts.Sum(d => d.Long("amount")!.Value);
        var subtotal = amount - discounts.Where(d => !invoice.Strings("discounts").Contains(d.Id("discount"))).Sum(d => d.Long("amount")!.Value);
        var total = amount - off + TaxOf("exclusive");
        note["discount_amounts"] = InvoiceTotals.SumOfDiscounts(discounts);
        note["discount_amount"] = off;
        note["pretax_credit_amounts"] = Json.ArrayOf(note.Objects("discount_amounts").Select(d => new JsonObject { ["amount"] = d.Long("amount"), ["discount"] = d.Id("discount"), ["type"] = "discount" }));
        note["subtotal"] = subtotal;
        note["subtotal_excluding_tax"] = subtotal - TaxOf("inclusive");
        note["total"] = total;
        note["amount"] = total;
        note["total_excluding_tax"] = total - taxes.Sum(t => t.Long("amount")!.Value);
        note["total_taxes"] = Json.ArrayOf(taxes.GroupBy(InvoiceTotals.TaxKey).Select(InvoiceTotals.Together));
    }

    /// <summary>What is still open is taken off first; what was paid goes back as refund, as credit, or outside of Stripe, and the call says how.</summary>
    private static void Spread(JsonObject sent, JsonObject note, JsonObject invoice, bool isPreview)
    {
        var (total, currency) = (note.Long("total")!.Value, invoice.Str("currency")!);
        var left = invoice.Long("total")!.Value - invoice.Long("pre_payment_credit_notes_amount")!.Value - invoice.Long("post_payment_credit_notes_amount")!.Value;
        if (total > left)
        {
            throw StripeError.Invalid(
                $"The credit note's total ({Currencies.Format(total, currency)}) is greater than what is left to credit on the invoice ({Currencies.Format(Math.Max(0, left), currency)}).", sent["amount"] is null ? "lines" : "amount");
        }
        foreach (var name in new[] { "refund_amount", "credit_amount", "out_of_band_amount" })
        {
            if (sent.Long(name) is < 0)
                throw StripeError.Invalid("Invalid non-negative integer", name, "parameter_invalid_integer");
        }
        var before = invoice.Str("status") == "paid" ? 0 : Math.Min(total, invoice.Long("amount_remaining")!.Value);
        var after = total - before;
        var given = (decimal)(sent.Long("refund_amount") ?? 0) + (sent.Long("credit_amount") ?? 0) + (sent.Long("out_of_band_amount") ?? 0) + sent.Objects("refunds").Sum(r => r.Long("amount_refunded") ?? 0);
        // A preview is asked for to learn how much there is to give back.
        var asks = sent["refund_amount"] is null && sent["credit_amount"] is null && sent["out_of_band_amount"] is null && sent["refunds"] is null;
        if (given != after && !(isPreview && asks))
        {
            throw StripeError.Invalid(after == 0
                ? "An open invoice's credit note lowers what is due; it cannot be refunded or credited to the customer."
                : $"The sum of refunds, credit and out of band amount must equal the credit note's part that was paid already ({Currencies.Format(after, currency)}).", after == 0 && sent["refund_amount"] is not null ? "refund_amount" : "credit_amount");
        }
        note["pre_payment_amount"] = before;
        note["post_payment_amount"] = after;
        note["type"] = after == 0 && before > 0 ? "pre_payment" : before == 0 ? "post_payment" : "mixed";
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent, note) = (call.Work, call.Sent, Compose(call, isPreview: false));
        var invoice = work.Find(note.Str("invoice"))!;
        var customer = work.Find(note.Str("customer"))!;
        note["refunds"] = Refund(call, invoice);
        work.Add(note);
        if (sent.Long("credit_amount") is { } credit and > 0)
            note["customer_balance_transaction"] = CustomerBalance.Add(work, customer, -credit, "credit_note", note.Str("currency")!, invoice, note.Str("id")).Str("id");
        work.Emit("credit_note.created", note);
        Charge(work, invoice, note, 1);
        return note;
    }

    private static JsonArray Refund(Call call, JsonObject invoice)
    {
        var (work, sent) = (call.Work, call.Sent);
        var refunds = new JsonArray();
        var counted = Of(work, invoice).Where(n => n.Str("status") == "issued").SelectMany(n => n.Objects("refunds")).ToList();
        foreach (var (at, one) in sent.Objects("refunds").Index())
        {
            var refund = work.Get("refund", one.Str("refund") ?? throw StripeError.Missing($"refunds[{at}][refund]"), $"refunds[{at}][refund]");
            StripeError.Within($"refunds[{at}]", () => Shapes.Refuse(one, "credit notes", one.Str("type") == "payment_record_refund" ? ["payment_record_refund", "type"] : ["payment_record_refund"]));
            var amount = one.Long("amount_refunded") ?? throw StripeError.Missing($"refunds[{at}][amount_refunded]");
            if (amount < 1 || amount > refund.Long("amount") - counted.Concat(refunds.OfType<JsonObject>()).Where(r => r.Str("refund") == refund.Str("id")).Sum(r => r.Long("amount_refunded")))
                throw StripeError.Invalid("The amount must be positive and at most what no credit note counts of the refund yet.", $"refunds[{at}][amount_refunded]");
            if (ChargeOf(work, invoice) != refund.Str("charge"))
                throw StripeError.Invalid("The refund does not belong to a payment of this invoice.", $"refunds[{at}][refund]");
            refunds.Add(Refunded(refund, amount));
        }
        if (sent.Long("refund_amount") is not > 0)
            return refunds;
        var charge = ChargeOf(work, invoice) ?? throw StripeError.Invalid("This invoice was not paid by a charge, so nothing can be refunded.", "refund_amount");
        var made = Refunds.Create(call with { Sent = new JsonObject { ["charge"] = charge, ["amount"] = sent.Copy("refund_amount") } });
        refunds.Add(Refunded(made, made.Long("amount")!.Value));
        return refunds;
    }

    private static JsonObject Refunded(JsonObject refund, long amount) => new() { ["amount_refunded"] = amount, ["payment_record_refund"] = null, ["refund"] = refund.Str("id"), ["type"] = "refund" };

    private static string? ChargeOf(Work work, JsonObject invoice) => work.Where("invoice_payment", "parent", invoice.Str("id")!)
        .Where(p => p.Str("invoice") == invoice.Str("id") && p.Str("status") == "paid")
        .Select(p => work.Find(p.Obj("payment")?.Str("payment_intent"))?.Str("latest_charge"))
        .FirstOrDefault(charge => charge is not null);

    /// <summary>Writes the note (or, with -1, its end) into the invoice; one that asks for nothing more is paid.</summary>
    private static void Charge(Work work, JsonObject invoice, JsonObject note, int sign)
    {
        var before = sign * note.Long("pre_payment_amount")!.Value;
        work.Change(invoice, "invoice.updated", i =>
        {
            i["pre_payment_credit_notes_amount"] = i.Long("pre_payment_credit_notes_amount") + before;
            i["post_payment_credit_notes_amount"] = i.Long("post_payment_credit_notes_amount") + sign * note.Long("post_payment_amount");
            i["amount_due"] = i.Long("amount_due") - before;
            i["amount_remaining"] = i.Long("amount_remaining") - before;
        });
        if (before == 0)
            return;
        var remaining = invoice.Long("amount_remaining")!.Value;
        if (remaining > 0)
        {
            InvoicePayments.Ask(work, invoice, remaining);
            return;
        }
        InvoicePayments.Close(work, invoice);
        InvoiceCollection.SetPaid(work, invoice, invoice.Long("amount_paid")!.Value, byAttempt: false);
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
            SubscriptionLife.InvoicePaid(work, subscription, invoice, null);
        CheckoutSessions.Settled(work, invoice);
    }

    private static JsonObject Update(Call call)
    {
        var note = call.Work.Get(Kind, call.Id);
        call.Work.Change(note, "credit_note.updated", n =>
        {
            n.Take(call.Sent, "memo");
            Shapes.Metadata(n, call.Sent);
        });
        return note;
    }

    private static JsonObject Void(Call call)
    {
        var (work, note) = (call.Work, call.Work.Get(Kind, call.Id));
        var invoice = work.Find(note.Str("invoice"))!;
        if (note.Str("status") == "void")
            throw StripeError.Invalid("This credit note is already void.");
        if (invoice.Str("status") is not ("open" or "uncollectible") || note.Str("type") != "pre_payment")
            throw StripeError.Invalid("You can only void a credit note that lowered what is due on an invoice that is still open.");
        work.Touch(note);
        note["status"] = "void";
        note["voided_at"] = work.Now(note);
        work.Emit("credit_note.voided", note);
        Charge(work, invoice, note, -1);
        return note;
    }
}
