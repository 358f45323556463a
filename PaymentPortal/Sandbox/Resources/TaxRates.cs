using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class TaxRates
{
    private const int LongestName = 50;

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
        if (percentage != Math.Round(percentage, 4))
            throw StripeError.Invalid($"Invalid decimal: {percentage.ToString(CultureInfo.InvariantCulture)}; must contain at maximum 4 decimal places.", "percentage");
        Check(sent);
        var rate = Shape(sent.Str("display_name")!, percentage, sent.Flag("inclusive"), call.Work.RealNow);
        rate.Take(sent, "active", "country", "description", "jurisdiction", "state", "tax_type");
        Shapes.Metadata(rate, sent);
        call.Work.Add(rate);
        call.Work.Emit("tax_rate.created", rate);
        return rate;
    }

    private static void Check(JsonObject sent)
    {
        Shapes.Country(sent.Str("country"));
        Shapes.CheckLength(sent, "display_name", LongestName);
        Shapes.CheckLength(sent, "jurisdiction", LongestName);
    }

    public static JsonObject Shape(string name, decimal percentage, bool inclusive, long now) => new()
    {
        ["id"] = Ids.New("txr"),
        ["object"] = "tax_rate",
        ["active"] = true,
        ["country"] = null,
        ["created"] = now,
        ["description"] = null,
        ["display_name"] = name,
        ["effective_percentage"] = percentage,
        ["flat_amount"] = null,
        ["inclusive"] = inclusive,
        ["jurisdiction"] = null,
        ["jurisdiction_level"] = null,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["percentage"] = percentage,
        ["rate_type"] = "percentage",
        ["state"] = null,
        ["tax_type"] = null,
    };

    private static JsonObject Update(Call call)
    {
        var rate = call.Work.Get("tax_rate", call.Id);
        Check(call.Sent);
        call.Work.Change(rate, "tax_rate.updated", r =>
        {
            r.Take(call.Sent, "active", "country", "description", "display_name", "jurisdiction", "state", "tax_type");
            Shapes.Metadata(r, call.Sent);
        });
        return rate;
    }

    /// <summary>The rates of what was sent; what was agreed before keeps them even if they are archived meanwhile.</summary>
    public static JsonArray Resolve(Work work, JsonObject sent, string param) =>
        Json.ArrayOf(sent.Strings(param).Select(id => (sent.Flag("_agreed") ? work.Get("tax_rate", id, param) : Active(work, id, param)).Shown()));

    public static JsonObject Active(Work work, string id, string param)
    {
        var rate = work.Get("tax_rate", id, param);
        return rate.Flag("active") ? rate : throw StripeError.Invalid($"The tax rate {id} is not active. This field only accepts active tax rates.", param);
    }

    /// <summary>The taxes of one line by rates that were set by hand.</summary>
    public static JsonArray TaxesOf(long amount, IEnumerable<JsonObject> rates, string? exemption)
    {
        var reason = exemption switch { "exempt" => "customer_exempt", "reverse" => "reverse_charge", _ => "not_available" };
        return TaxesOf(amount, [.. rates.Select(rate => (rate, reason))]);
    }

    /// <summary>The taxes of one line, each rounded half away from zero, as Stripe rounds them. Inclusive ones are contained in the amount, the others come on what is left without them.</summary>
    public static JsonArray TaxesOf(long amount, IReadOnlyList<(JsonObject Rate, string Reason)> rates)
    {
        long Percentage((JsonObject Rate, string Reason) one) => Collects(one.Reason) ? Exactly.Percentage(one.Rate.Number("percentage") ?? 0) : 0;
        var whole = Exactly.HundredPercent + rates.Where(r => r.Rate.Flag("inclusive")).Sum(Percentage);
        var taxes = rates.Select(one => Exactly.Share(amount, Percentage(one), whole)).ToList();
        var net = amount - rates.Zip(taxes).Where(t => t.First.Rate.Flag("inclusive")).Sum(t => t.Second);
        return Json.ArrayOf(rates.Zip(taxes).Select(t =>
        {
            var ((rate, reason), tax) = t;
            return Tax(rate.Str("id"), rate.Flag("inclusive") ? "inclusive" : "exclusive", reason, tax, Collects(reason) ? net : 0);
        }));
    }

    private static bool Collects(string reason) => reason is "not_available" or "standard_rated";

    public static JsonObject Tax(string? rate, string behaviour, string reason, long amount, long taxable) => new()
    {
        ["amount"] = amount,
        ["tax_behavior"] = behaviour,
        ["tax_rate_details"] = rate is null ? null : new JsonObject { ["tax_rate"] = rate },
        ["taxability_reason"] = reason,
        ["taxable_amount"] = taxable,
        ["type"] = "tax_rate_details",
    };
}
