using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>What a card's bank tells before its customer disputes.</summary>
internal static class EarlyFraudWarnings
{
    private const string Kind = "radar.early_fraud_warning";

    public static void Map(Router router)
    {
        router.Get("/v1/radar/early_fraud_warnings", c => Page.OfPayment(c, Kind));
        router.Get("/v1/radar/early_fraud_warnings/{id}", c => c.Work.Get(Kind, c.Id));
    }

    public static void Add(Work work, JsonObject charge) => work.Emit("radar.early_fraud_warning.created", work.Add(new JsonObject
    {
        ["id"] = Ids.New("issfr"),
        ["object"] = Kind,
        ["actionable"] = Charges.Left(charge) > 0,
        ["charge"] = charge.Str("id"),
        ["created"] = work.Now(charge),
        ["fraud_type"] = "made_with_stolen_card",
        ["livemode"] = false,
        ["payment_intent"] = charge.Str("payment_intent"),
        ["_clock"] = charge.Str("_clock"),
        ["_key"] = charge.Str("payment_intent"),
        ["_parent"] = charge.Str("id"),
    }));

    /// <summary>What was given back in whole nobody disputes any more.</summary>
    public static void Heed(Work work, JsonObject charge)
    {
        foreach (var warning in work.Where(Kind, "parent", charge.Str("id")!).Where(w => w.Str("charge") == charge.Str("id")))
            work.Change(warning, "radar.early_fraud_warning.updated", w => w["actionable"] = false);
    }
}
