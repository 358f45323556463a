using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class TaxRates
{
    public static void Map(Router router)
    {
        router.Post("/v1/tax_rates", Create);
        router.Get("/v1/tax_rates", c => Page.Of(c, "tax_rate",
            o => !c.Has("inclusive") || o.Flag("inclusive") == c.Sent.Flag("inclusive"), ("status", c.Has("active") ? c.Sent.Flag("active") ? "true" : "false" : null)));
        router.Get("/v1/tax_rates/{id}", c => c.Work.Get("tax_rate", c.Id));
        router.Post("/v1/tax_rates/{id}", Update);
    }

    private static JsonObject Create(Call call)
    {
        var sent = call.Sent;
        var percentage = sent.Number("percentage") ?? throw StripeError.Missing("percentage");
        if (percentage is < 0 or > 100)
            throw StripeError.Invalid("Invalid decimal: must be between 0 and 100", "percentage");
        var rate = new JsonObject
        {
            ["id"] = Ids.New("txr"),
            ["object"] = "tax_rate",
            ["active"] = !sent.ContainsKey("active") || sent.Flag("active"),
            ["country"] = sent.Str("country"),
            ["created"] = call.Work.RealNow,
            ["description"] = sent.Str("description"),
            ["display_name"] = sent.Str("display_name"),
            ["effective_percentage"] = percentage,
            ["flat_amount"] = null,
            ["inclusive"] = sent.Flag("inclusive"),
            ["jurisdiction"] = sent.Str("jurisdiction"),
            ["jurisdiction_level"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["percentage"] = percentage,
            ["rate_type"] = "percentage",
            ["state"] = sent.Str("state"),
            ["tax_type"] = sent.Str("tax_type"),
        };
        Shapes.Metadata(rate, sent);
        call.Work.Add(rate);
        call.Work.Emit("tax_rate.created", rate);
        return rate;
    }

    private static JsonObject Update(Call call)
    {
        var rate = call.Work.Get("tax_rate", call.Id);
        call.Work.Change(rate, "tax_rate.updated", r =>
        {
            r.Take(call.Sent, "active", "country", "description", "display_name", "jurisdiction", "state", "tax_type");
            Shapes.Metadata(r, call.Sent);
        });
        return rate;
    }

    public static JsonArray Resolve(Work work, JsonObject sent, string param) =>
        Json.ArrayOf(sent.Strings(param).Select(id => work.Get("tax_rate", id, param).Shown()));

    /// <summary>The taxes of one line, each rounded half away from zero, as Stripe rounds them.</summary>
    public static JsonArray TaxesOf(long amount, IEnumerable<JsonObject> rates, string? exemption)
    {
        var list = rates.ToList();
        var inclusive = list.Where(r => r.Flag("inclusive")).Sum(r => r.Number("percentage") ?? 0);
        var net = amount / (1 + inclusive / 100);
        return Json.ArrayOf(list.Select(rate =>
        {
            var exempt = exemption is "exempt" or "reverse";
            return new JsonObject
            {
                ["amount"] = exempt ? 0 : (long)Math.Round(net * (rate.Number("percentage") ?? 0) / 100, MidpointRounding.AwayFromZero),
                ["tax_behavior"] = rate.Flag("inclusive") ? "inclusive" : "exclusive",
                ["tax_rate_details"] = new JsonObject { ["tax_rate"] = rate.Str("id") },
                ["taxability_reason"] = exemption switch { "exempt" => "customer_exempt", "reverse" => "reverse_charge", _ => "not_available" },
                ["taxable_amount"] = exempt ? 0 : (long)Math.Round(net, MidpointRounding.AwayFromZero),
                ["type"] = "tax_rate_details",
            };
        }));
    }
}
