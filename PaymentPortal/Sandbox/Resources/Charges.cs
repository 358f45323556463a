using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Charges
{
    private const string Business = "PAYMENTPORTAL";
    private const int LongestOnStatement = 22;

    public static void Map(Router router)
    {
        router.Get("/v1/charges", c => Page.Of(c, "charge", c.Sent.Str("transfer_group") is { } group ? o => o.Str("transfer_group") == group : null, ("customer", c.Sent.Str("customer")), ("parent", c.Sent.Str("payment_intent"))));
        router.Get("/v1/charges/{id}", c => c.Work.Get("charge", c.Id));
        router.Post("/v1/charges/{id}", Update);
    }

    private static JsonObject Update(Call call)
    {
        var charge = call.Work.Get("charge", call.Id);
        Shapes.Refuse(call.Sent, "charges", "customer", "transfer_group");
        call.Work.Change(charge, "charge.updated", c =>
        {
            c.Take(call.Sent, "description", "receipt_email");
            if (call.Sent.ContainsKey("shipping"))
                c["shipping"] = Shapes.Shipping(call.Sent);
            if (call.Sent.Obj("fraud_details")?.Str("user_report") is { } report)
                c["fraud_details"] = new JsonObject { ["user_report"] = report };
            Shapes.Metadata(c, call.Sent);
        });
        return charge;
    }

    /// <summary>How an attempt went: refused or not, authenticated how, captured or only authorised, or sent as a debit under a mandate and settled later.</summary>
    internal readonly record struct Course(Refusal? Refusal, string? Authentication, bool Capture)
    {
        public (string Mandate, long SettlesAt)? Debit { get; init; }
    }

    /// <summary>The record of one attempt to charge, successful or not; the caller tells of it.</summary>
    public static JsonObject Record(Work work, JsonObject intent, JsonObject method, Course course)
    {
        var amount = intent.Long("amount")!.Value;
        var refusal = course.Refusal;
        var pending = course.Debit is not null;
        var paid = refusal is null && !pending;
        var captured = refusal is null && course.Capture;
        var type = method.Str("type")!;
        var id = Ids.New(type == "card" ? "ch" : "py");
        var charge = new JsonObject
        {
            ["id"] = id,
            ["object"] = "charge",
            ["amount"] = amount,
            ["amount_captured"] = captured ? amount : 0,
            ["amount_refunded"] = 0,
            ["application"] = null,
            ["application_fee"] = null,
            ["application_fee_amount"] = null,
            ["balance_transaction"] = null,
            ["billing_details"] = method.Copy("billing_details"),
            ["calculated_statement_descriptor"] = OnStatement(intent, type),
            ["captured"] = captured,
            ["created"] = work.Now(intent),
            ["currency"] = intent.Str("currency"),
            ["customer"] = intent.Str("customer"),
            ["description"] = intent.Str("description"),
            ["disputed"] = false,
            ["failure_balance_transaction"] = null,
            ["failure_code"] = refusal?.Code,
            ["failure_message"] = refusal?.Message,
            ["fraud_details"] = new JsonObject(),
            ["livemode"] = false,
            ["metadata"] = intent.Copy("metadata"),
            ["on_behalf_of"] = null,
            ["outcome"] = ChargeDetails.Outcome(method, refusal),
            ["paid"] = paid,
            ["payment_intent"] = intent.Str("id"),
            ["payment_method"] = method.Str("id"),
            ["payment_method_details"] = new JsonObject
            {
                [type] = course.Debit is { } debit ? BankAccounts.OfCharge(method, debit.Mandate, debit.SettlesAt)
                    : type == "card" ? ChargeDetails.OfCard(intent, method, course, paid && !captured ? work.Now(intent) + PaymentIntents.AuthorizedSeconds : null) : BankAccounts.OfCharge(method, "", work.Now(intent)),
                ["type"] = type,
            },
            ["radar_options"] = new JsonObject(),
            ["receipt_email"] = intent.Str("receipt_email"),
            ["receipt_number"] = null,
            ["receipt_url"] = paid ? $"https://pay.stripe.com/receipts/payment/{id}" : null,
            ["refunded"] = false,
            ["review"] = null,
            ["shipping"] = intent.Copy("shipping"),
            ["source"] = null,
            ["source_transfer"] = null,
            ["statement_descriptor"] = intent.Str("statement_descriptor"),
            ["statement_descriptor_suffix"] = intent.Str("statement_descriptor_suffix"),
            ["status"] = pending ? "pending" : paid ? "succeeded" : "failed",
            ["transfer_data"] = null,
            ["transfer_group"] = intent.Str("transfer_group"),
            ["_behaviour"] = method.Str("_behaviour"),
            ["_clock"] = intent.Str("_clock"),
        };
        work.Add(charge);
        if (paid && captured && !IsBookedLater(intent))
            Book(work, charge);
        return charge;
    }

    /// <summary>Whether an intent's captured charge is told of before its money is booked, which a second event then tells (https://docs.stripe.com/payments/payment-intents/asynchronous-capture).</summary>
    public static bool IsBookedLater(JsonObject intent) => intent.Str("capture_method") == "automatic_async";

    public static void BookLater(Work work, JsonObject charge) => work.Change(charge, "charge.updated", c => Book(work, c));

    /// <summary>The money is there: it is booked, and what the card's holder will do about it takes its course.</summary>
    private static void Book(Work work, JsonObject charge)
    {
        charge["balance_transaction"] = BalanceTransactions.OfCharge(work, charge).Str("id");
        Disputes.Foresee(work, charge);
    }

    /// <summary>What stands on the customer's statement: a card's shows the business, and what was said behind it; of old charges that may be said as the whole. What an invoice says stands there alone.</summary>
    private static string OnStatement(JsonObject order, string type)
    {
        var (whole, suffix) = (order.Str("statement_descriptor"), order.Str("statement_descriptor_suffix"));
        if (whole is not null && order.Str("_invoice") is not null)
            return whole.ToUpperInvariant();
        if (type != "card")
            return whole ?? Business;
        var line = (suffix ?? whole) is { } told ? $"{Business}* {told}" : Business;
        return line.Length > LongestOnStatement ? line[..LongestOnStatement] : line;
    }

    public static void Capture(Work work, JsonObject charge, long amount, JsonObject sent)
    {
        work.Touch(charge);
        charge.Take(sent, "statement_descriptor", "statement_descriptor_suffix");
        charge["calculated_statement_descriptor"] = OnStatement(charge, charge.Obj("payment_method_details")!.Str("type")!);
        charge["captured"] = true;
        charge["amount_captured"] = amount;
        charge["amount_refunded"] = charge.Long("amount") - amount;
        Book(work, charge);
    }

    /// <summary>A debit arrived.</summary>
    public static void Settle(Work work, JsonObject charge)
    {
        work.Touch(charge);
        charge["status"] = "succeeded";
        charge["paid"] = true;
        charge["receipt_url"] = $"https://pay.stripe.com/receipts/payment/{charge.Str("id")}";
        Book(work, charge);
    }

    /// <summary>An authorisation or a debit under way is given up: the money stays with its owner.</summary>
    public static void GiveUp(Work work, JsonObject charge)
    {
        work.Touch(charge);
        if (charge.Str("status") == "pending")
        {
            charge["status"] = "failed";
            charge["captured"] = false;
            charge["amount_captured"] = 0;
            charge["failure_message"] = "The payment was canceled before the bank confirmed it.";
            work.Emit("charge.failed", charge);
            return;
        }
        var expired = work.Moment is not null;
        var before = charge.DeepClone().AsObject();
        charge["amount_refunded"] = charge.Long("amount");
        charge["refunded"] = true;
        work.Emit(expired ? "charge.expired" : "charge.refunded", charge, expired ? null : Json.Difference(before, charge));
    }

    /// <summary>An authorisation that nobody captured is lost; of a charge its holder's bank speaks up.</summary>
    public static void FallDue(Work work, JsonObject charge)
    {
        if (charge.Flag("captured"))
        {
            Disputes.Open(work, charge);
            return;
        }
        charge["_due"] = null;
        GiveUp(work, charge);
    }

    /// <summary>What of the charge could still be given back.</summary>
    public static long Left(JsonObject charge) => charge.Long("amount")!.Value - charge.Long("amount_refunded")!.Value;
}
