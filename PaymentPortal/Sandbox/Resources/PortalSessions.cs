using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Sessions and configurations of the billing portal: the objects; there is no page behind them.</summary>
internal static class PortalSessions
{
    private const string Configuration = "billing_portal.configuration";

    public static void Map(Router router)
    {
        router.Post("/v1/billing_portal/sessions", Create);
        router.Post("/v1/billing_portal/configurations", CreateConfiguration);
        router.Get("/v1/billing_portal/configurations", c => Page.Of(c, Configuration, o => !c.Has("is_default") || o.Flag("is_default") == c.Sent.Flag("is_default"),
            ("status", c.Has("active") ? c.Sent.Flag("active") ? "true" : "false" : null)));
        router.Get("/v1/billing_portal/configurations/{id}", c => c.Work.Get(Configuration, c.Id));
        router.Post("/v1/billing_portal/configurations/{id}", UpdateConfiguration);
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        Shapes.Refuse(sent, "portal sessions", "customer_account", "on_behalf_of");
        Shapes.CheckUrls(sent, "return_url");
        var customer = work.Get("customer", sent.Str("customer") ?? throw StripeError.Missing("customer"), "customer");
        var configuration = sent.Str("configuration") is { } id
            ? work.Get(Configuration, id, "configuration")
            : work.Where(Configuration, "kind", Configuration).FirstOrDefault(c => c.Flag("is_default"))
                ?? throw StripeError.Invalid(
                    "No configuration provided and your test mode default configuration has not been created. Provide a configuration or create your default by saving your customer portal settings in test mode at https://dashboard.stripe.com/test/settings/billing/portal.");
        if (!configuration.Flag("active"))
            throw StripeError.Invalid("The configuration is not active.", "configuration");
        var session = new JsonObject
        {
            ["id"] = Ids.New("bps"),
            ["object"] = "billing_portal.session",
            ["configuration"] = configuration.Str("id"),
            ["created"] = work.Now(customer),
            ["customer"] = customer.Str("id"),
            ["customer_account"] = null,
            ["flow"] = sent.Obj("flow_data") is { } flow ? StripeError.Within("flow_data", () => Flow(work, flow, customer, configuration)) : null,
            ["livemode"] = false,
            ["locale"] = sent.Str("locale"),
            ["on_behalf_of"] = null,
            ["return_url"] = sent.Str("return_url") ?? configuration.Str("default_return_url"),
            ["_clock"] = customer.Str("_clock"),
        };
        session["url"] = $"{work.OwnAddress}/sandbox/billing_portal/sessions/{session.Str("id")}";
        work.Add(session);
        work.Emit("billing_portal.session.created", session);
        return session;
    }

    private static JsonObject Flow(Work work, JsonObject sent, JsonObject customer, JsonObject configuration)
    {
        var type = sent.Str("type")!;
        var feature = type == "subscription_update_confirm" ? "subscription_update" : type;
        if (!configuration.Obj("features")!.Obj(feature)!.Flag("enabled"))
            throw StripeError.Invalid($"This flow cannot be used because the `{feature}` feature in the portal configuration is disabled.", "type");
        var after = sent.Obj("after_completion");
        StripeError.Within("after_completion[redirect]", () => Shapes.CheckUrls(after?.Obj("redirect") ?? [], "return_url"));
        var flow = new JsonObject
        {
            ["after_completion"] = new JsonObject
            {
                ["hosted_confirmation"] = after?.Obj("hosted_confirmation") is { } hosted ? new JsonObject { ["custom_message"] = hosted.Str("custom_message") } : null,
                ["redirect"] = after?.Obj("redirect") is { } redirect ? new JsonObject { ["return_url"] = redirect.Str("return_url") } : null,
                ["type"] = after?.Str("type") ?? "portal_homepage",
            },
            ["subscription_cancel"] = null,
            ["subscription_update"] = null,
            ["subscription_update_confirm"] = null,
            ["type"] = type,
        };
        if (type == "payment_method_update")
            return flow;
        var chosen = sent.Obj(type) ?? throw StripeError.Missing(type);
        StripeError.Within(type, () => CheckChosen(work, chosen, customer));
        flow[type] = type switch
        {
            "subscription_cancel" => new JsonObject { ["retention"] = null, ["subscription"] = chosen.Str("subscription") },
            "subscription_update" => new JsonObject { ["subscription"] = chosen.Str("subscription") },
            _ => new JsonObject
            {
                ["discounts"] = null,
                ["items"] = Json.ArrayOf(chosen.Objects("items").Select(Item)),
                ["subscription"] = chosen.Str("subscription"),
            },
        };
        return flow;
    }

    private static JsonObject Item(JsonObject sent)
    {
        var item = new JsonObject { ["id"] = sent.Str("id"), ["price"] = sent.Str("price") };
        item.Take(sent, "quantity");
        return item;
    }

    /// <summary>Refuses a subscription of somebody else, and what it cannot be changed to.</summary>
    private static void CheckChosen(Work work, JsonObject chosen, JsonObject customer)
    {
        var subscription = work.Get("subscription", chosen.Str("subscription")!, "subscription");
        if (subscription.Str("customer") != customer.Str("id"))
            throw StripeError.Invalid($"The subscription {subscription.Str("id")} does not belong to the customer {customer.Str("id")}.", "subscription");
        foreach (var (at, item) in chosen.Objects("items").Index())
        {
            if (subscription.Objects("items").All(i => i.Str("id") != item.Str("id")))
                throw StripeError.NoSuch("subscription item", item.Str("id")!, $"items[{at}][id]");
            if (item.Str("price") is { } price)
                work.Get("price", price, $"items[{at}][price]");
        }
    }

    /// <summary>The first one becomes the default: there is no dashboard in which it could be saved.</summary>
    private static JsonObject CreateConfiguration(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var now = work.RealNow;
        var configuration = new JsonObject
        {
            ["id"] = Ids.New("bpc"),
            ["object"] = Configuration,
            ["active"] = true,
            ["application"] = null,
            ["business_profile"] = new JsonObject { ["headline"] = null, ["privacy_policy_url"] = null, ["terms_of_service_url"] = null },
            ["created"] = now,
            ["default_return_url"] = null,
            ["features"] = new JsonObject
            {
                ["customer_update"] = new JsonObject { ["allowed_updates"] = new JsonArray(), ["enabled"] = false },
                ["invoice_history"] = new JsonObject { ["enabled"] = false },
                ["payment_method_update"] = new JsonObject { ["enabled"] = false, ["payment_method_configuration"] = null },
                ["subscription_cancel"] = new JsonObject
                {
                    ["cancellation_reason"] = new JsonObject { ["enabled"] = false, ["options"] = new JsonArray() },
                    ["enabled"] = false,
                    ["mode"] = "at_period_end",
                    ["proration_behavior"] = "none",
                },
                ["subscription_update"] = new JsonObject
                {
                    ["billing_cycle_anchor"] = null,
                    ["default_allowed_updates"] = new JsonArray(),
                    ["enabled"] = false,
                    ["proration_behavior"] = "none",
                    ["schedule_at_period_end"] = new JsonObject { ["conditions"] = new JsonArray() },
                    ["trial_update_behavior"] = "end_trial",
                },
            },
            ["is_default"] = work.Where(Configuration, "kind", Configuration).Count == 0,
            ["livemode"] = false,
            ["login_page"] = new JsonObject { ["enabled"] = false, ["url"] = null },
            ["metadata"] = new JsonObject(),
            ["name"] = null,
            ["updated"] = now,
        };
        work.Add(configuration);
        Apply(work, configuration, sent);
        work.Emit("billing_portal.configuration.created", configuration);
        return configuration;
    }

    private static JsonObject UpdateConfiguration(Call call)
    {
        var configuration = call.Work.Get(Configuration, call.Id);
        if (configuration.Flag("is_default") && call.Has("active") && !call.Sent.Flag("active"))
            throw StripeError.Invalid("You cannot deactivate the default configuration.", "active");
        call.Work.Change(configuration, "billing_portal.configuration.updated", c =>
        {
            Apply(call.Work, c, call.Sent);
            c["updated"] = call.Work.RealNow;
        });
        return configuration;
    }

    private static void Apply(Work work, JsonObject configuration, JsonObject sent)
    {
        Shapes.CheckUrls(sent, "default_return_url");
        StripeError.Within("business_profile", () => Shapes.CheckUrls(sent.Obj("business_profile") ?? [], "privacy_policy_url", "terms_of_service_url"));
        configuration.Take(sent, "active", "default_return_url", "name");
        foreach (var (name, value) in sent.Obj("business_profile") ?? [])
            configuration.Obj("business_profile")![name] = value?.DeepClone();
        if (sent.Obj("login_page") is { } login)
        {
            var enabled = login.Flag("enabled");
            configuration["login_page"] = new JsonObject { ["enabled"] = enabled, ["url"] = enabled ? $"{work.OwnAddress}/sandbox/billing_portal/login/{configuration.Str("id")}" : null };
        }
        foreach (var (name, value) in sent.Obj("features") ?? [])
        {
            if (value is not JsonObject feature || configuration.Obj("features")!.Obj(name) is not { } kept)
                continue;
            foreach (var (part, said) in feature)
                kept[part] = part == "cancellation_reason" && said is JsonObject reason ? new JsonObject { ["enabled"] = reason.Flag("enabled"), ["options"] = reason.Copy("options") ?? new JsonArray() } : said?.DeepClone() ?? (kept[part] is JsonArray ? new JsonArray() : null);
        }
        foreach (var product in configuration.Obj("features")!.Obj("subscription_update")!.Objects("products"))
        {
            var quantity = product.Obj("adjustable_quantity");
            product["adjustable_quantity"] = new JsonObject { ["enabled"] = quantity?.Flag("enabled") == true, ["maximum"] = quantity?.Long("maximum"), ["minimum"] = quantity?.Long("minimum") ?? 1 };
        }
        Shapes.Metadata(configuration, sent);
    }
}
