using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Where the account sells from and how its prices are meant; taxes are calculated once the head office is known.</summary>
internal static class TaxSettings
{
    private const string Id = "_tax_settings";

    public static void Map(Router router)
    {
        router.Get("/v1/tax/settings", c => Of(c.Work));
        router.Post("/v1/tax/settings", Update);
    }

    public static JsonObject Of(Work work) => work.Find(Id) ?? new JsonObject
    {
        ["id"] = Id,
        ["object"] = "tax.settings",
        ["defaults"] = new JsonObject { ["provider"] = "stripe", ["tax_behavior"] = null, ["tax_code"] = null },
        ["head_office"] = null,
        ["livemode"] = false,
        ["status"] = "pending",
        ["status_details"] = new JsonObject { ["pending"] = new JsonObject { ["missing_fields"] = new JsonArray("head_office") } },
    };

    public static bool IsActive(JsonObject settings) => settings.Str("status") == "active";

    public static string? HeadOfficeCountry(JsonObject settings) => settings.Obj("head_office")?.Obj("address")?.Str("country");

    private static JsonObject Update(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var address = sent.Obj("head_office")?.Obj("address");
        if (address is not null && (address.Str("country") is not { Length: 2 } country || !country.All(char.IsAsciiLetterUpper)))
            throw StripeError.Invalid("Country must be a two-letter ISO code such as 'DE'.", "head_office[address][country]");
        var settings = Of(work);
        if (work.Find(Id) is null)
            work.Add(settings);
        work.Change(settings, "tax.settings.updated", s =>
        {
            if (sent.Obj("defaults") is { } defaults)
                s.Obj("defaults")!.Take(defaults, "tax_behavior", "tax_code");
            if (address is null)
                return;
            s["head_office"] = new JsonObject { ["address"] = StripeError.Within("head_office[address]", () => Shapes.AddressOf(address)) };
            s["status"] = "active";
            s["status_details"] = new JsonObject { ["active"] = new JsonObject() };
        });
        return settings;
    }

    /// <summary>How an amount is meant where the price does not say it.</summary>
    public static string DefaultBehaviour(JsonObject settings, string currency) => settings.Obj("defaults")?.Str("tax_behavior") switch
    {
        "inclusive" => "inclusive",
        "inferred_by_currency" => currency is "usd" or "cad" ? "exclusive" : "inclusive",
        _ => "exclusive",
    };
}
