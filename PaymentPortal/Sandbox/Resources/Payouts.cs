using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Money on its way from the balance to the business's bank account.</summary>
internal static class Payouts
{
    private const string Destination = "ba_1Sandbox0000000000000000";

    /// <summary>How the bank's refusal of a payout reads, by the test number of the account.</summary>
    private static readonly Dictionary<string, (string Code, string Message)> Failures = new()
    {
        ["000111111116"] = ("no_account", "The bank account could not be located."),
        ["000111111113"] = ("account_closed", "The bank account has been closed."),
        ["000222222227"] = ("insufficient_funds", "Your bank account has insufficient funds."),
        ["000333333335"] = ("debit_not_authorized", "Debit transactions are not approved on your bank account."),
        ["000444444440"] = ("invalid_currency", "The bank was unable to process this payout because of its currency."),
    };

    public static void Map(Router router)
    {
        router.Post("/v1/payouts", Create);
        router.Get("/v1/payouts", c => Page.Of(c, "payout", o => ArrivedIn(c.Sent, o) && (c.Sent.Str("destination") is not { } to || o.Str("destination") == to), ("status", c.Sent.Str("status"))));
        router.Get("/v1/payouts/{id}", c => c.Work.Get("payout", c.Id));
        router.Post("/v1/payouts/{id}", Update);
        router.Post("/v1/payouts/{id}/cancel", Cancel);
        router.Post("/v1/payouts/{id}/reverse", c => throw NotReversible(c.Work.Get("payout", c.Id)));
    }

    private static StripeError NotReversible(JsonObject payout) => StripeError.Invalid(payout.Str("status") == "pending" && !payout.Flag("automatic")
        ? $"Payouts that are still pending can't be reversed. Cancel the payout {payout.Str("id")} instead."
        : "Only payouts of connected accounts to bank accounts in the US and in Canada can be reversed.");

    private static bool ArrivedIn(JsonObject sent, JsonObject payout)
    {
        var at = payout.Long("arrival_date");
        return sent.Obj("arrival_date") is { } range
            ? !(at <= range.Long("gt") || at < range.Long("gte") || at >= range.Long("lt") || at > range.Long("lte"))
            : sent.Long("arrival_date") is not { } exactly || at == exactly;
    }

    /// <summary>The day's payout: all that is available, with the entries that it is made of.</summary>
    public static void Daily(Work work, JsonObject purse, IEnumerable<JsonObject> entries)
    {
        var payout = New(work, purse, purse.Long("available")!.Value, automatic: true);
        payout["description"] = "STRIPE PAYOUT";
        foreach (var entry in entries.Append(work.Find(payout.Str("balance_transaction"))!))
        {
            work.Touch(entry);
            entry["_payout"] = payout.Str("id");
        }
        work.Emit("payout.created", payout);
    }

    private static JsonObject New(Work work, JsonObject purse, long amount, bool automatic)
    {
        var now = work.Now(purse);
        var arrival = BankingDays.Midnight(BankingDays.After(now, 1));
        var payout = work.Add(new JsonObject
        {
            ["id"] = Ids.New("po"),
            ["object"] = "payout",
            ["amount"] = amount,
            ["application_fee"] = null,
            ["application_fee_amount"] = null,
            ["arrival_date"] = arrival,
            ["automatic"] = automatic,
            ["balance_transaction"] = null,
            ["created"] = now,
            ["currency"] = purse.Str("currency"),
            ["description"] = null,
            ["destination"] = Destination,
            ["failure_balance_transaction"] = null,
            ["failure_code"] = null,
            ["failure_message"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["method"] = "standard",
            ["original_payout"] = null,
            ["payout_method"] = null,
            ["reconciliation_status"] = automatic ? "in_progress" : "not_applicable",
            ["reversed_by"] = null,
            ["source_type"] = "card",
            ["statement_descriptor"] = null,
            ["status"] = "pending",
            ["trace_id"] = new JsonObject { ["status"] = "pending", ["value"] = null },
            ["type"] = "bank_account",
            ["_clock"] = purse.Str("_clock"),
            ["_due"] = arrival,
        });
        payout["balance_transaction"] = BalanceTransactions.OfPayout(work, payout, "payout", -amount).Str("id");
        return payout;
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var amount = sent.Long("amount")!.Value;
        var currency = Currencies.Known(sent.Str("currency")!);
        Shapes.Refuse(sent, "payouts", "payout_method");
        if (sent.Str("source_type") is not (null or "card"))
            Shapes.Refuse(sent, "payouts", "source_type");
        if (amount < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "amount", "parameter_invalid_integer");
        if (sent.Str("destination") is { } to && to != Destination)
            throw StripeError.NoSuch("external account", to, "destination");
        if (sent.Str("method") == "instant")
            throw StripeError.Invalid("Your account is not eligible for instant payouts.", "method", "instant_payouts_unsupported");
        var purse = Purses.With(work, currency, amount) ?? throw StripeError.Invalid(
            "You have insufficient funds in your Stripe account for this payout. Your card balance is too low. You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).", "amount", "balance_insufficient");
        var payout = New(work, purse, amount, automatic: false);
        payout.Take(sent, "description", "statement_descriptor");
        Shapes.Metadata(payout, sent);
        work.Emit("payout.created", payout);
        return payout;
    }

    private static JsonObject Update(Call call)
    {
        var payout = call.Work.Get("payout", call.Id);
        call.Work.Change(payout, "payout.updated", p => Shapes.Metadata(p, call.Sent));
        return payout;
    }

    private static JsonObject Cancel(Call call)
    {
        var (work, payout) = (call.Work, call.Work.Get("payout", call.Id));
        if (payout.Flag("automatic"))
            throw StripeError.Invalid("Automatic payouts cannot be canceled.");
        if (payout.Str("status") != "pending")
            throw StripeError.Invalid($"Payouts can only be canceled while pending. This payout is {payout.Str("status")}.");
        work.Touch(payout);
        payout["status"] = "canceled";
        payout["_due"] = null;
        payout["failure_balance_transaction"] = BalanceTransactions.OfPayout(work, payout, "payout_cancel", payout.Long("amount")!.Value).Str("id");
        work.Emit("payout.canceled", payout);
        return payout;
    }

    /// <summary>The day of arrival: the bank takes the money, or sends it back.</summary>
    public static void FallDue(Work work, JsonObject payout)
    {
        work.Touch(payout);
        payout["_due"] = null;
        if (Failures.TryGetValue(work.Options.PayoutAccount, out var failure))
        {
            payout["status"] = "failed";
            payout["failure_code"] = failure.Code;
            payout["failure_message"] = failure.Message;
            payout["failure_balance_transaction"] = BalanceTransactions.OfPayout(work, payout, "payout_failure", payout.Long("amount")!.Value).Str("id");
            work.Emit("payout.failed", payout);
            return;
        }
        payout["status"] = "paid";
        payout["trace_id"] = new JsonObject { ["status"] = "supported", ["value"] = string.Create(CultureInfo.InvariantCulture, $"{payout.Long("arrival_date")}{Ids.Random(5)}") };
        work.Emit("payout.paid", payout);
        if (payout.Flag("automatic"))
            work.Change(payout, "payout.reconciliation_completed", p => p["reconciliation_status"] = "completed");
    }
}
