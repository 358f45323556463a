using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>
/// The balance, kept as running sums: one purse for each currency and each clock. Entries of the ledger stay in a purse until a payout takes them;
/// at midnight what became available is paid out.
/// </summary>
internal static class Purses
{
    public static void Map(Router router) => router.Get("/v1/balance", c => Balance(c.Work));

    private static JsonObject Of(Work work, string currency, string? clock)
    {
        var id = $"purse_{currency}_{clock}";
        return work.Find(id) ?? work.Add(new JsonObject
        {
            ["id"] = id,
            ["object"] = "purse",
            ["available"] = 0,
            ["pending"] = 0,
            ["created"] = 0,
            ["currency"] = currency,
            ["_clock"] = clock,
        });
    }

    public static void Put(Work work, JsonObject entry)
    {
        var purse = Of(work, entry.Str("currency")!, entry.Str("_clock"));
        var column = entry.Str("status")!;
        entry["_payout"] = purse.Str("id");
        work.Touch(purse);
        purse[column] = purse.Long(column) + entry.Long("net");
        WakeAt(purse, column == "pending" ? entry.Long("available_on")!.Value : BankingDays.NextMidnight(entry.Long("created")!.Value));
    }

    private static void WakeAt(JsonObject purse, long at) => purse["_due"] = Math.Min(purse.Long("_due") ?? long.MaxValue, at);

    /// <summary>Midnight: what was pending becomes available, and what is available is paid out.</summary>
    public static void FallDue(Work work, JsonObject purse)
    {
        var now = work.Now(purse);
        work.Touch(purse);
        purse["_due"] = null;
        var entries = work.Where("balance_transaction", "key", purse.Str("id")!).Where(e => e.Str("_payout") == purse.Str("id")).ToList();
        var ripe = entries.Where(e => e.Str("status") == "pending" && e.Long("available_on") <= now).ToList();
        foreach (var entry in ripe)
        {
            work.Touch(entry);
            entry["status"] = "available";
            purse["pending"] = purse.Long("pending") - entry.Long("net");
            purse["available"] = purse.Long("available") + entry.Long("net");
        }
        if (ripe.Count > 0)
        {
            var balance = Balance(work);
            balance["_clock"] = purse.Str("_clock");
            work.Emit("balance.available", balance);
        }
        foreach (var entry in entries.Where(e => e.Str("status") == "pending"))
            WakeAt(purse, entry.Long("available_on")!.Value);
        if (purse.Long("available") > 0)
            Payouts.Daily(work, purse, entries.Where(e => e.Str("status") == "available"));
    }

    /// <summary>The purse that can pay the amount: the real clock's first.</summary>
    public static JsonObject? With(Work work, string currency, long amount) =>
        All(work).Where(p => p.Str("currency") == currency && p.Long("available") >= amount).OrderBy(p => p.Str("_clock") ?? "", StringComparer.Ordinal).FirstOrDefault();

    private static List<JsonObject> All(Work work)
    {
        work.Flush();
        return [.. work.Store.Rows("SELECT id FROM objects WHERE kind='purse'", r => r.GetString(0)).Select(id => work.Find(id)!)];
    }

    private static JsonObject Balance(Work work)
    {
        var sums = All(work).GroupBy(p => p.Str("currency")!).ToDictionary(g => g.Key, g => (Available: g.Sum(p => p.Long("available")!.Value), Pending: g.Sum(p => p.Long("pending")!.Value)));
        sums.TryAdd(Settlement.Currency, (0, 0));
        JsonObject Money(string currency, long amount) => new() { ["amount"] = amount, ["currency"] = currency, ["source_types"] = new JsonObject { ["card"] = amount } };
        return new JsonObject
        {
            ["object"] = "balance",
            ["available"] = Json.ArrayOf(sums.Select(s => Money(s.Key, s.Value.Available))),
            ["livemode"] = false,
            ["pending"] = Json.ArrayOf(sums.Select(s => Money(s.Key, s.Value.Pending))),
            ["refund_and_dispute_prefunding"] = new JsonObject { ["available"] = Json.ArrayOf(Money(Settlement.Currency, 0)), ["pending"] = Json.ArrayOf(Money(Settlement.Currency, 0)) },
        };
    }
}
