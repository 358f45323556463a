using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Where the account has to collect tax.</summary>
internal static class TaxRegistrations
{
    private const string Kind = "tax.registration";

    public static void Map(Router router)
    {
        router.Post("/v1/tax/registrations", Create);
        router.Get("/v1/tax/registrations", c => Page.Of(c, Kind, o => c.Sent.Str("status") is null or "all" || Current(o, c.Work.RealNow).Str("status") == c.Sent.Str("status")));
        router.Get("/v1/tax/registrations/{id}", c => Current(c.Work.Get(Kind, c.Id), c.Work.RealNow));
        router.Post("/v1/tax/registrations/{id}", Update);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var country = sent.Str("country")!;
        if (!Jurisdictions.Knows(country))
            throw StripeError.Invalid($"Tax registrations are not supported in {country}.", "country");
        var key = country.ToLowerInvariant();
        var options = sent.Obj("country_options")!.Obj(key) ?? throw StripeError.Missing($"country_options[{key}]");
        if (sent.Obj("country_options")!.FirstOrDefault(o => o.Key != key && o.Value is not null).Key is { } other)
            throw StripeError.Invalid($"A registration in {country} has no options of another country.", $"country_options[{other}]");
        if (Jurisdictions.InUnion(country) && options.Str("type") == "standard" && options["standard"] is null)
            throw StripeError.Missing($"country_options[{key}][standard]");
        if (country == "US" && Jurisdictions.At("US", options.Str("state")).Count == 0)
            throw StripeError.Invalid($"Invalid state: {options.Str("state")}", "country_options[us][state]");
        var (from, until) = (At(sent, "active_from", work.RealNow)!.Value, At(sent, "expires_at", work.RealNow));
        if (until <= from)
            throw StripeError.Invalid("`expires_at` must be after `active_from`.", "expires_at");
        var kept = options.DeepClone().AsObject();
        if (kept.Str("type") == "standard" && country != "CA")
            kept["standard"] ??= new JsonObject { ["place_of_supply_scheme"] = "standard" };
        var registration = new JsonObject
        {
            ["id"] = Ids.New("taxreg"),
            ["object"] = Kind,
            ["active_from"] = from,
            ["country"] = country,
            ["country_options"] = new JsonObject { [key] = kept },
            ["created"] = work.RealNow,
            ["expires_at"] = until,
            ["livemode"] = false,
            ["status"] = null,
        };
        return work.Add(Current(registration, work.RealNow));
    }

    private static long? At(JsonObject sent, string name, long now) => sent.Str(name) == "now" ? now : sent.Long(name);

    private static JsonObject Current(JsonObject registration, long now)
    {
        registration["status"] = registration.Long("expires_at") <= now ? "expired" : registration.Long("active_from") > now ? "scheduled" : "active";
        return registration;
    }

    private static JsonObject Update(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var registration = work.Get(Kind, call.Id);
        work.Touch(registration);
        if (At(sent, "active_from", work.RealNow) is { } from)
            registration["active_from"] = from;
        if (sent.ContainsKey("expires_at"))
            registration["expires_at"] = At(sent, "expires_at", work.RealNow);
        if (registration.Long("expires_at") < registration.Long("active_from"))
            throw StripeError.Invalid("`expires_at` must be after `active_from`.", "expires_at");
        return Current(registration, work.RealNow);
    }

    /// <summary>Whether the account collects this tax at the given time.</summary>
    public static bool Cover(Work work, Jurisdictions.Tax tax, bool abroad, long now) => work.Store
        .Rows("SELECT id FROM objects WHERE kind=$0", r => r.GetString(0), Kind)
        .Select(id => work.Find(id)!)
        .Any(r => r.Long("active_from") <= now && !(r.Long("expires_at") <= now) && Covers(r, tax, abroad));

    private static bool Covers(JsonObject registration, Jurisdictions.Tax tax, bool abroad)
    {
        var country = registration.Str("country")!;
        var options = registration.Obj("country_options")!.First().Value!.AsObject();
        if (abroad && Jurisdictions.InUnion(tax.Country) && options.Str("type") is "oss_union" or "oss_non_union")
            return true;
        if (country != tax.Country || options.Str("type") is "ioss" or "oss_union" or "oss_non_union")
            return false;
        return country switch
        {
            "US" => options.Str("type") == "state_sales_tax" && Same(options.Str("state"), tax.State),
            "CA" => tax.IsFederal ? options.Str("type") is "standard" or "simplified" : Same(options.Obj("province_standard")?.Str("province"), tax.State),
            _ => true,
        };
    }

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
