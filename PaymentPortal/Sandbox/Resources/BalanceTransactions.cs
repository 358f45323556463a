using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class BalanceTransactions
{
    private const long TwoDays = 2 * 86_400;

    public static void Map(Router router)
    {
        router.Get("/v1/balance_transactions", c => Page.Of(c, "balance_transaction",
            o => c.Sent.Str("currency") is not { } currency || o.Str("currency") == currency, ("parent", c.Sent.Str("source")), ("key", c.Sent.Str("type"))));
        router.Get("/v1/balance_transactions/{id}", c => c.Work.Get("balance_transaction", c.Id));
        router.Get("/v1/balance", Balance);
    }

    /// <summary>What a charge brings: Stripe keeps 2.9 % and 30 of the smallest unit.</summary>
    public static JsonObject OfCharge(Work work, JsonObject charge)
    {
        var amount = charge.Long("amount_captured")!.Value;
        var fee = (long)Math.Round(amount * 0.029m, MidpointRounding.AwayFromZero) + 30;
        return Add(work, charge, charge.Str("id")!, "charge", amount, fee, charge.Str("description"));
    }

    public static JsonObject OfRefund(Work work, JsonObject charge, string refund, long amount) =>
        Add(work, charge, refund, "refund", -amount, 0, $"REFUND FOR CHARGE ({charge.Str("description")})");

    private static JsonObject Add(Work work, JsonObject charge, string source, string type, long amount, long fee, string? description)
    {
        var now = work.Now(charge);
        return work.Add(new JsonObject
        {
            ["id"] = Ids.New("txn"),
            ["object"] = "balance_transaction",
            ["amount"] = amount,
            ["available_on"] = now + TwoDays,
            ["balance_type"] = "payments",
            ["created"] = now,
            ["currency"] = charge.Str("currency"),
            ["description"] = description,
            ["exchange_rate"] = null,
            ["fee"] = fee,
            ["fee_details"] = fee == 0 ? new JsonArray() : Json.ArrayOf(new JsonObject
            {
                ["amount"] = fee,
                ["application"] = null,
                ["currency"] = charge.Str("currency"),
                ["description"] = "Stripe processing fees",
                ["type"] = "stripe_fee",
            }),
            ["net"] = amount - fee,
            ["reporting_category"] = type,
            ["source"] = source,
            ["status"] = "pending",
            ["type"] = type,
            ["_clock"] = charge.Str("_clock"),
        });
    }

    private static JsonObject Balance(Call call)
    {
        var now = call.Work.RealNow;
        var sums = call.Work.Store.Rows("SELECT json FROM objects WHERE kind='balance_transaction'", r => JsonNode.Parse(r.GetString(0))!.AsObject())
            .GroupBy(t => t.Str("currency")!)
            .ToDictionary(g => g.Key, g => (Available: g.Where(t => t.Long("available_on") <= now).Sum(t => t.Long("net")!.Value), Pending: g.Where(t => t.Long("available_on") > now).Sum(t => t.Long("net")!.Value)));
        if (sums.Count == 0)
            sums["usd"] = (0, 0);
        JsonObject Money(string currency, long amount) => new() { ["amount"] = amount, ["currency"] = currency, ["source_types"] = new JsonObject { ["card"] = amount } };
        return new JsonObject
        {
            ["object"] = "balance",
            ["available"] = Json.ArrayOf(sums.Select(s => Money(s.Key, s.Value.Available))),
            ["livemode"] = false,
            ["pending"] = Json.ArrayOf(sums.Select(s => Money(s.Key, s.Value.Pending))),
        };
    }
}
