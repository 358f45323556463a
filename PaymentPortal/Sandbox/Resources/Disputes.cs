using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>A customer asks the bank for the money back: a chargeback takes it, an inquiry only asks.</summary>
internal static class Disputes
{
    private const int DaysUntilDisputed = 5;

    private const int DaysToAnswer = 10;

    private const int DaysToDecide = 5;

    private const int MostEvidence = 150_000;

    private static readonly string[] Evidence =
    [
        "access_activity_log", "billing_address", "cancellation_policy", "cancellation_policy_disclosure", "cancellation_rebuttal", "customer_communication", "customer_email_address", "customer_name",
        "customer_purchase_ip", "customer_signature", "duplicate_charge_documentation", "duplicate_charge_explanation", "duplicate_charge_id", "product_description", "receipt", "refund_policy",
        "refund_policy_disclosure", "refund_refusal_explanation", "service_date", "service_documentation", "shipping_address", "shipping_carrier", "shipping_date", "shipping_documentation",
        "shipping_tracking_number", "uncategorized_file", "uncategorized_text",
    ];

    public static void Map(Router router)
    {
        router.Get("/v1/disputes", c => Page.OfPayment(c, "dispute"));
        router.Get("/v1/disputes/{id}", c => c.Work.Get("dispute", c.Id));
        router.Post("/v1/disputes/{id}", Update);
        router.Post("/v1/disputes/{id}/close", Close);
    }

    /// <summary>Notes on the charge when its holder's bank will speak up, if its card is one of those.</summary>
    public static void Foresee(Work work, JsonObject charge)
    {
        var behaviour = Behaviour.Of(charge);
        if (behaviour.Of("dispute") is not null || behaviour.Of("inquiry") is not null || behaviour.Is("warning"))
            charge["_due"] = charge.Str("_clock") is null ? work.Now(charge) : BankingDays.After(work.Now(charge), DaysUntilDisputed);
    }

    /// <summary>The bank speaks up.</summary>
    public static void Open(Work work, JsonObject charge)
    {
        work.Touch(charge);
        charge["_due"] = null;
        var behaviour = Behaviour.Of(charge);
        if (behaviour.Is("warning"))
            EarlyFraudWarnings.Add(work, charge);
        else if (Charges.Left(charge) is > 0 and var left)
            Add(work, charge, behaviour, left);
    }

    private static void Add(Work work, JsonObject charge, Behaviour behaviour, long amount)
    {
        if (!behaviour.Is("twice") || amount < 2)
        {
            Add(work, charge, amount, behaviour.Of("dispute") ?? behaviour.Of("inquiry")!, behaviour.Of("inquiry") is not null, behaviour.Of("enhanced"));
            return;
        }
        foreach (var part in new[] { amount / 2, amount - amount / 2 })
            Add(work, charge, part, behaviour.Of("dispute")!, inquiry: false, null);
    }

    private static void Add(Work work, JsonObject charge, long amount, string reason, bool inquiry, string? enhanced)
    {
        var now = work.Now(charge);
        var card = charge.Obj("payment_method_details")!.Obj("card");
        var dueBy = BankingDays.Midnight(now) + DaysToAnswer * 86_400 - 1;
        var dispute = work.Add(new JsonObject
        {
            ["id"] = Ids.New("du"),
            ["object"] = "dispute",
            ["amount"] = amount,
            ["balance_transactions"] = new JsonArray(),
            ["charge"] = charge.Str("id"),
            ["created"] = now,
            ["currency"] = charge.Str("currency"),
            ["enhanced_eligibility_types"] = enhanced is null ? new JsonArray() : new JsonArray(enhanced),
            ["evidence"] = NoEvidence(charge),
            ["evidence_details"] = new JsonObject { ["due_by"] = card is null ? null : dueBy, ["enhanced_eligibility"] = Eligibility(enhanced), ["has_evidence"] = false, ["past_due"] = false, ["submission_count"] = 0 },
            ["is_charge_refundable"] = inquiry,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["payment_intent"] = charge.Str("payment_intent"),
            ["reason"] = reason,
            ["status"] = inquiry ? "warning_needs_response" : card is null ? "lost" : "needs_response",
            ["_clock"] = charge.Str("_clock"),
            ["_key"] = charge.Str("payment_intent"),
            ["_parent"] = charge.Str("id"),
            ["_due"] = card is null ? null : dueBy,
        });
        if (card is not null)
        {
            dispute["network_reason_code"] = reason switch { "product_not_received" => "13.1", "noncompliant" => null, _ => inquiry ? "10" : "10.4" };
            dispute["payment_method_details"] = new JsonObject
            {
                ["card"] = new JsonObject { ["brand"] = card.Str("brand"), ["case_type"] = inquiry ? "inquiry" : reason == "noncompliant" ? "compliance" : "chargeback", ["network"] = card.Str("brand"), ["network_reason_code"] = dispute.Str("network_reason_code") },
                ["type"] = "card",
            };
        }
        work.Touch(charge);
        charge["disputed"] = true;
        if (!inquiry)
            Withdraw(work, charge, dispute);
        work.Emit("charge.dispute.created", dispute);
        if (!inquiry)
            work.Emit("charge.dispute.funds_withdrawn", dispute);
        // What a bank takes back of a debit is final.
        if (card is null)
            work.Emit("charge.dispute.closed", dispute);
    }

    /// <summary>What the network offers beside the usual evidence, and what it still wants for it.</summary>
    private static JsonObject Eligibility(string? enhanced) => enhanced switch
    {
        null => [],
        "visa_compelling_evidence_3" => new JsonObject { [enhanced] = new JsonObject { ["required_actions"] = new JsonArray("missing_disputed_transaction_description", "missing_merchandise_or_services", "missing_prior_undisputed_transactions"), ["status"] = "requires_action" } },
        _ => new JsonObject { [enhanced] = new JsonObject { ["status"] = "requires_fee_acknowledgement" } },
    };

    private static JsonObject NoEvidence(JsonObject charge)
    {
        var evidence = new JsonObject(Evidence.Select(n => KeyValuePair.Create<string, JsonNode?>(n, null))) { ["enhanced_evidence"] = new JsonObject() };
        evidence["customer_email_address"] = charge.Obj("billing_details")?.Str("email");
        evidence["customer_name"] = charge.Obj("billing_details")?.Str("name");
        return evidence;
    }

    private static void Withdraw(Work work, JsonObject charge, JsonObject dispute)
    {
        var entry = BalanceTransactions.OfDispute(work, charge, dispute);
        dispute["_withdrawal"] = entry.Str("id");
        dispute["balance_transactions"] = Json.ArrayOf(entry.Shown());
    }

    private static void MustBeOpen(JsonObject dispute)
    {
        if (dispute.Str("status") is not ("needs_response" or "warning_needs_response" or "under_review" or "warning_under_review"))
            throw StripeError.Invalid("This dispute is already closed.");
    }

    private static JsonObject Update(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var dispute = work.Get("dispute", call.Id);
        if (sent.Obj("evidence") is null && !sent.Flag("submit"))
        {
            work.Change(dispute, "charge.dispute.updated", d => Shapes.Metadata(d, sent));
            return dispute;
        }
        MustBeOpen(dispute);
        var details = dispute.Obj("evidence_details")!;
        if (dispute.Str("status") is "under_review" or "warning_under_review")
            throw StripeError.Invalid("The evidence of this dispute has been submitted already and cannot be changed.", "evidence");
        work.Change(dispute, "charge.dispute.updated", d =>
        {
            Shapes.Metadata(d, sent);
            if (sent.Obj("evidence") is { } evidence)
                TakeEvidence(d, evidence);
            details["has_evidence"] = Evidence.Any(n => d.Obj("evidence")!.Str(n) is { Length: > 0 });
            if (sent.ContainsKey("submit") && !sent.Flag("submit"))
                return;
            if (details.Obj("enhanced_eligibility")!.Any(e => e.Value!["status"]!.ToString() == "requires_fee_acknowledgement"))
                throw StripeError.Invalid("To contest a compliance dispute, acknowledge the network's fee: set `fee_acknowledged` in the enhanced evidence.", "evidence[enhanced_evidence]");
            details["submission_count"] = details.Long("submission_count") + 1;
            d["status"] = IsInquiry(d) ? "warning_under_review" : "under_review";
            d["_due"] = d.Str("_clock") is null ? work.Now(d) : BankingDays.After(work.Now(d), DaysToDecide);
        });
        return dispute;
    }

    private static void TakeEvidence(JsonObject dispute, JsonObject sent)
    {
        dispute.Obj("evidence")!.Take(sent, Evidence);
        if (Evidence.Sum(n => dispute.Obj("evidence")!.Str(n)?.Length ?? 0) > MostEvidence)
            throw StripeError.Invalid($"The combined character count of all evidence can be {MostEvidence} at most.", "evidence");
        foreach (var (name, said) in sent.Obj("enhanced_evidence") ?? [])
        {
            if (name == "visa_compelling_evidence_3")
                throw StripeError.Invalid($"This sandbox does not know `{name}` of a dispute's evidence.", $"evidence[enhanced_evidence][{name}]");
            var acknowledged = said is JsonObject answer && answer.Flag("fee_acknowledged");
            dispute.Obj("evidence")!.Obj("enhanced_evidence")![name] = new JsonObject { ["fee_acknowledged"] = acknowledged };
            if (acknowledged && dispute.Obj("evidence_details")!.Obj("enhanced_eligibility")!.Obj(name) is { } eligibility)
                eligibility["status"] = "fee_acknowledged";
        }
    }

    private static bool IsInquiry(JsonObject dispute) => dispute.Str("status")!.StartsWith("warning_", StringComparison.Ordinal);

    /// <summary>The business gives in.</summary>
    private static JsonObject Close(Call call)
    {
        var dispute = call.Work.Get("dispute", call.Id);
        MustBeOpen(dispute);
        End(call.Work, dispute, IsInquiry(dispute) ? "warning_closed" : "lost");
        return dispute;
    }

    private static void End(Work work, JsonObject dispute, string status)
    {
        work.Touch(dispute);
        dispute["status"] = status;
        dispute["_due"] = null;
        if (status == "won")
        {
            var entry = BalanceTransactions.OfDisputeWon(work, work.Find(dispute.Str("charge"))!, dispute, work.Find(dispute.Str("_withdrawal"))!);
            dispute["balance_transactions"]!.AsArray().Add(entry.Shown());
        }
        work.Emit("charge.dispute.closed", dispute);
        if (status == "won")
            work.Emit("charge.dispute.funds_reinstated", dispute);
    }

    /// <summary>The bank decides by the evidence's words; a dispute that nobody answered in time is lost.</summary>
    public static void FallDue(Work work, JsonObject dispute)
    {
        work.Touch(dispute);
        dispute["_due"] = null;
        switch (dispute.Str("status"), dispute.Obj("evidence")!.Str("uncategorized_text"))
        {
            case ("needs_response", _):
                dispute.Obj("evidence_details")!["past_due"] = true;
                End(work, dispute, "lost");
                break;
            case ("under_review", "winning_evidence"):
                End(work, dispute, "won");
                break;
            case ("under_review", "losing_evidence"):
                End(work, dispute, "lost");
                break;
            case ("warning_under_review", "escalate_inquiry_evidence"):
                Escalate(work, dispute);
                break;
            case ("warning_needs_response", _) or ("warning_under_review", "winning_evidence" or "losing_evidence"):
                End(work, dispute, "warning_closed");
                break;
        }
    }

    /// <summary>An inquiry becomes a chargeback, to be answered anew.</summary>
    private static void Escalate(Work work, JsonObject dispute)
    {
        var charge = work.Find(dispute.Str("charge"))!;
        if (Charges.Left(charge) == 0)
        {
            End(work, dispute, "warning_closed");
            return;
        }
        work.Change(dispute, "charge.dispute.updated", d =>
        {
            d["amount"] = Charges.Left(charge);
            d["status"] = "needs_response";
            d["is_charge_refundable"] = false;
            d["network_reason_code"] = "10.4";
            var card = d.Obj("payment_method_details")!.Obj("card")!;
            card["case_type"] = "chargeback";
            card["network_reason_code"] = "10.4";
            d.Obj("evidence")!["uncategorized_text"] = null;
            d.Obj("evidence_details")!["has_evidence"] = false;
            d.Obj("evidence_details")!["due_by"] = BankingDays.Midnight(work.Now(d)) + DaysToAnswer * 86_400 - 1;
            d["_due"] = d.Obj("evidence_details")!.Long("due_by");
            Withdraw(work, charge, d);
        });
        work.Emit("charge.dispute.funds_withdrawn", dispute);
    }
}
