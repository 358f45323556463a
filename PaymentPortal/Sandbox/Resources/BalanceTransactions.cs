using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The ledger of the account's balance: every movement of money is an entry.</summary>
internal static class BalanceTransactions
{
    private const int DaysUntilAvailable = 2;

    public static void Map(Router router)
    {
        router.Get("/v1/balance_transactions", c => Page.Of(c, "balance_transaction",
            c.Has("currency") || c.Has("type") ? o => c.Sent.Str("currency") is var currency && (currency is null || o.Str("currency") == currency) && (c.Sent.Str("type") is not { } type || o.Str("type") == type) : null,
            ("parent", c.Sent.Str("source")), ("key", AutomaticPayout(c))));
        router.Get("/v1/balance_transactions/{id}", c => c.Work.Get("balance_transaction", c.Id));
    }

    /// <summary>What a payout by hand took is an amount, not entries of the ledger.</summary>
    private static string? AutomaticPayout(Call call) =>
        call.Sent.Str("payout") is not { } id ? null
        : call.Work.Get("payout", id, "payout").Flag("automatic") ? id
        : throw StripeError.Invalid("Balance transaction history can only be filtered on automatic transfers, not manual.", "payout");

    /// <summary>What a charge brings: the money in two days, less the fee.</summary>
    public static JsonObject OfCharge(Work work, JsonObject charge)
    {
        var (currency, amount, rate) = Settlement.Of(charge.Long("amount_captured")!.Value, charge.Str("currency")!);
        var fee = charge.Obj("payment_method_details")!.Obj("card") is { } card
            ? Settlement.CardFee(amount, card.Str("country") != work.Options.AccountCountry, rate is not null)
            : Settlement.DebitFee(amount, rate is not null);
        charge["_settled"] = amount;
        var now = work.Now(charge);
        return Add(work, charge, charge.Str("id")!, IsCard(charge) ? "charge" : "payment", "charge", currency, amount, rate, fee, "Stripe processing fees", charge.Str("description"),
            Behaviour.Of(charge).Is("available") ? now : BankingDays.Midnight(now) + DaysUntilAvailable * 86_400);
    }

    /// <summary>A refund takes its part of what the charge brought, so that all parts make the whole; Stripe keeps the fee.</summary>
    public static JsonObject OfRefund(Work work, JsonObject charge, string refund, long amount) =>
        Take(work, charge, refund, IsCard(charge) ? "refund" : "payment_refund", "refund", Part(work, charge, amount), 0, Named("REFUND FOR CHARGE", charge));

    /// <summary>The money of a refund that failed comes back as it went.</summary>
    public static JsonObject OfRefundFailure(Work work, JsonObject charge, JsonObject refund) =>
        Take(work, charge, refund.Str("id")!, "refund_failure", "refund_failure", work.Find(refund.Str("balance_transaction"))!.Long("amount")!.Value, 0, Named("REFUND FAILURE", charge));

    /// <summary>A dispute takes its part of what the charge brought, and a fee.</summary>
    public static JsonObject OfDispute(Work work, JsonObject charge, JsonObject dispute) =>
        Take(work, charge, dispute.Str("id")!, "adjustment", "dispute", Part(work, charge, dispute.Long("amount")!.Value), Settlement.DisputeFee, $"Chargeback withdrawal for {charge.Str("id")}");

    /// <summary>A dispute that was won gives back both.</summary>
    public static JsonObject OfDisputeWon(Work work, JsonObject charge, JsonObject dispute, JsonObject withdrawal) =>
        Take(work, charge, dispute.Str("id")!, "adjustment", "dispute_reversal", withdrawal.Long("amount")!.Value, -Settlement.DisputeFee, $"Chargeback reversal for {charge.Str("id")}");

    public static JsonObject OfPayout(Work work, JsonObject payout, string type, long amount) =>
        Add(work, payout, payout.Str("id")!, type, type == "payout" ? "payout" : "payout_reversal", payout.Str("currency")!, amount, null, 0, "", type == "payout" ? "STRIPE PAYOUT" : "PAYOUT REVERSAL", work.Now(payout));

    private static bool IsCard(JsonObject charge) => charge.Obj("payment_method_details")!.Str("type") == "card";

    private static string Named(string what, JsonObject charge) => charge.Str("description") is { Length: > 0 } description ? $"{what} ({description})" : what;

    /// <summary>What refunds and disputes took of the charge so far, in the currency in which it was settled.</summary>
    private static long Taken(JsonObject charge) => charge.Long("_taken") ?? 0;

    /// <summary>What the next part of the charge's amount takes, so that all parts together take what the charge brought.</summary>
    private static long Part(Work work, JsonObject charge, long amount)
    {
        var captured = charge.Long("amount_captured")!.Value;
        var disputed = work.Where("dispute", "parent", charge.Str("id")!).Where(d => d.Str("charge") == charge.Str("id") && d.Str("_withdrawal") is not null && d.Str("status") != "won").Sum(d => d.Long("amount")!.Value);
        return Settlement.Share(charge.Long("_settled")!.Value, captured - Charges.Left(charge) + disputed + amount, captured) - Taken(charge);
    }

    /// <summary>Takes money of a charge at once, or gives it back where the amount is negative.</summary>
    private static JsonObject Take(Work work, JsonObject charge, string source, string type, string category, long amount, long fee, string description)
    {
        work.Touch(charge);
        charge["_taken"] = Taken(charge) + amount;
        var (currency, _, rate) = Settlement.Of(0, charge.Str("currency")!);
        return Add(work, charge, source, type, category, currency, -amount, rate, fee, "Dispute fee", description, work.Now(charge));
    }

    private static JsonObject Add(Work work, JsonObject owner, string source, string type, string category, string currency, long amount, decimal? rate, long fee, string feeName, string? description, long availableOn)
    {
        var now = work.Now(owner);
        var entry = work.Add(new JsonObject
        {
            ["id"] = Ids.New("txn"),
            ["object"] = "balance_transaction",
            ["amount"] = amount,
            ["available_on"] = availableOn,
            ["balance_type"] = "payments",
            ["created"] = now,
            ["currency"] = currency,
            ["description"] = description,
            ["exchange_rate"] = rate,
            ["fee"] = fee,
            ["fee_details"] = fee == 0 ? new JsonArray() : Json.ArrayOf(new JsonObject
            {
                ["amount"] = fee,
                ["application"] = null,
                ["currency"] = currency,
                ["description"] = feeName,
                ["type"] = "stripe_fee",
            }),
            ["net"] = amount - fee,
            ["reporting_category"] = category,
            ["source"] = source,
            ["status"] = availableOn <= now ? "available" : "pending",
            ["type"] = type,
            ["_clock"] = owner.Str("_clock"),
        });
        Purses.Put(work, entry);
        return entry;
    }
}
