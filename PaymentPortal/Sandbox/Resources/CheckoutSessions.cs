using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Checkout sessions: the object, its life and its events. There is no page behind them; a test way of the sandbox's own lets the customer finish.</summary>
internal static class CheckoutSessions
{
    public const string Kind = "checkout.session";

    private const long LongestSeconds = 24 * 3600;
    private const long ShortestSeconds = 30 * 60;

    /// <summary>What would change the price or the life of a session in ways that are not played here.</summary>
    private static readonly string[] NotPlayed = ["shipping_options", "optional_items", "custom_fields", "after_expiration", "payment_method_data"];

    public static void Map(Router router)
    {
        router.Post("/v1/checkout/sessions", Create);
        router.Get("/v1/checkout/sessions", List);
        router.Get("/v1/checkout/sessions/{id}", c => c.Work.Get(Kind, c.Id));
        router.Post("/v1/checkout/sessions/{id}", Update);
        router.Get("/v1/checkout/sessions/{id}/line_items", c => Page.Of(c, c.Work.Get(Kind, c.Id).Objects("_line_items")));
        router.Post("/v1/checkout/sessions/{id}/expire", Expire);
        router.Post("/sandbox/checkout/sessions/{id}/complete", c => CheckoutCompletion.Complete(router, c));
    }

    private static JsonObject List(Call call) => Page.Of(call, Kind, s =>
        (call.Sent.Str("payment_intent") is not { } intent || s.Str("payment_intent") == intent)
        && (call.Sent.Str("subscription") is not { } subscription || s.Str("subscription") == subscription)
        && (call.Sent.Obj("customer_details")?.Str("email") is not { } email || s.Obj("customer_details")?.Str("email") == email),
        ("customer", call.Sent.Str("customer")), ("status", call.Sent.Str("status")));

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        foreach (var name in NotPlayed.Where(call.Has))
            throw StripeError.Invalid($"The sandbox does not play {name} of Checkout Sessions.", name);
        if (sent.Obj("invoice_creation")?.Flag("enabled") == true)
            throw StripeError.Invalid("The sandbox does not play invoice_creation of Checkout Sessions.", "invoice_creation");
        if (sent.Str("mode") == "payment" && sent.Obj("automatic_tax")?.Flag("enabled") == true)
            throw StripeError.Invalid("The sandbox does not play automatic_tax of Checkout Sessions in `payment` mode.", "automatic_tax");
        var mode = sent.Str("mode") ?? throw StripeError.Missing("mode");
        var page = sent.Str("ui_mode") ?? "hosted_page";
        var back = page == "hosted_page" ? "success_url" : "return_url";
        if (!call.Has(back) && sent.Str("redirect_on_completion") != "never")
            throw StripeError.Missing(back);
        var customer = sent.Str("customer") is { } id ? work.Get("customer", id, "customer") : null;
        if (customer is not null && call.Has("customer_email"))
            throw StripeError.Invalid("You may only specify one of these parameters: customer, customer_email.", "customer_email", "parameters_exclusive");
        if (mode != "payment" && call.Has("customer_creation"))
            throw StripeError.Invalid("`customer_creation` can only be used in `payment` mode.", "customer_creation");
        var items = Items(call, mode);
        var currency = items.Count > 0 ? items[0].Str("currency") : sent.Str("currency") is { } named ? Currencies.Known(named) : null;
        if (items.Any(i => i.Str("currency") != currency))
            throw StripeError.Invalid("All line items of a Checkout Session must have the same currency.", "line_items");
        if (mode == "setup" && currency is null && !call.Has("payment_method_types"))
            throw StripeError.Missing("currency");
        var now = work.Now(customer?.Str("_clock"));
        var expires = sent.Long("expires_at") ?? now + LongestSeconds;
        if (expires < now + ShortestSeconds || expires > now + LongestSeconds)
            throw StripeError.Invalid("The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.", "expires_at");

        var session = CheckoutShape.New(work, sent, mode, page, customer, now, expires);
        session["currency"] = currency;
        session["_line_items"] = Json.ArrayOf(items);
        if (mode != "setup")
            CheckoutTotals.Set(session, items);
        return work.Add(session);
    }

    private static List<JsonObject> Items(Call call, string mode)
    {
        var items = call.Sent.Objects("line_items").ToList();
        if (mode == "setup")
            return items.Count == 0 ? [] : throw StripeError.Invalid("You can not pass `line_items` in `setup` mode.", "line_items");
        if (items.Count == 0)
            throw StripeError.Missing("line_items");
        var prices = items.Select((item, at) => CheckoutTotals.PriceOf(call.Work, item, at)).ToList();
        if (mode == "payment" && prices.Any(p => p.Str("type") == "recurring"))
            throw StripeError.Invalid("You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.", "line_items[0][price]");
        if (mode == "subscription" && prices.All(p => p.Str("type") != "recurring"))
            throw StripeError.Invalid("You must provide at least one recurring price in `subscription` mode when using prices.", "line_items[0][price]");
        return CheckoutTotals.Items(call.Work, call.Sent, items, prices);
    }

    private static JsonObject Update(Call call)
    {
        var session = call.Work.Get(Kind, call.Id);
        foreach (var name in new[] { "line_items", "shipping_options", "collected_information" }.Where(call.Has))
            throw StripeError.Invalid($"The sandbox does not play changes of {name} of Checkout Sessions.", name);
        call.Work.Change(session, null, s => Shapes.Metadata(s, call.Sent));
        return session;
    }

    private static JsonObject Expire(Call call)
    {
        var session = call.Work.Get(Kind, call.Id);
        if (session.Str("status") != "open")
        {
            throw StripeError.Invalid(
                $"This Session is not in an expireable state. Only Sessions with a status of `open` can be expired, but this Session has a status of `{session.Str("status")}`.", null, "resource_missing");
        }
        End(call.Work, session);
        return session;
    }

    /// <summary>Its time is over.</summary>
    public static void FallDue(Work work, JsonObject session) => End(work, session);

    private static void End(Work work, JsonObject session)
    {
        work.Touch(session);
        session["status"] = "expired";
        session["url"] = null;
        session["_due"] = null;
        work.Emit("checkout.session.expired", session);
    }

    /// <summary>A payment that settles later than its session was completed: the session learns how it ended.</summary>
    public static void Settle(Work work, JsonObject intent, bool succeeded)
    {
        if (work.Find(intent.Str("_checkout")) is not { } session || session.Str("status") != "complete" || session.Str("payment_status") != "unpaid")
            return;
        work.Touch(session);
        if (succeeded)
            session["payment_status"] = "paid";
        work.Emit(succeeded ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed", session);
    }
}
