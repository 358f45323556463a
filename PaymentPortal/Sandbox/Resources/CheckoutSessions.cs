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
    private const int MostItems = 100;
    private const int MostItemsOfAType = 20;
    private const int LongestReference = 200;

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
        CheckoutChecks.Refuse(sent);
        var mode = sent.Str("mode") ?? throw StripeError.Missing("mode");
        var page = sent.Str("ui_mode") ?? "hosted_page";
        var back = page == "hosted_page" ? "success_url" : "return_url";
        if (!call.Has(back) && sent.Str("redirect_on_completion") != "never")
            throw StripeError.Missing(back);
        if (page == "hosted_page" && new[] { "return_url", "redirect_on_completion" }.FirstOrDefault(call.Has) is { } embedded)
            throw StripeError.Invalid($"`{embedded}` can not be set where `ui_mode` is `hosted_page`.", embedded);
        Shapes.CheckUrls(sent, "success_url", "cancel_url", "return_url");
        var customer = sent.Str("customer") is { } id ? work.Get("customer", id, "customer") : null;
        Shapes.CheckEmail(call.Sent, "customer_email");
        Shapes.CheckLength(sent, "client_reference_id", LongestReference);
        CheckoutChecks.Together(call, mode);
        CheckoutChecks.Tax(work, sent, customer);
        var named = sent.Str("currency") is { } wanted ? Currencies.Known(wanted) : null;
        var items = Items(call, mode, named);
        var currency = items.Count > 0 ? items[0].Str("currency") : named;
        if (mode == "setup" && currency is null && !call.Has("payment_method_types"))
            throw StripeError.Missing("currency");
        CheckoutChecks.Types(sent, mode == "setup" ? null : currency);
        StripeError.Within("payment_intent_data", () => CheckoutChecks.Intent(sent.Obj("payment_intent_data") ?? [], [.. CheckoutShape.Types(sent)]));
        StripeError.Within("setup_intent_data", () => SetupIntents.CheckOrder(sent.Obj("setup_intent_data") ?? []));
        var now = work.Now(customer?.Str("_clock"));
        if (sent.Obj("subscription_data") is { } order)
            StripeError.Within("subscription_data", () => CheckoutChecks.Order(work, order, now));
        var expires = sent.Long("expires_at") ?? now + LongestSeconds;
        if (expires < now + ShortestSeconds || expires > now + LongestSeconds)
            throw StripeError.Invalid("The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.", "expires_at");

        var session = CheckoutShape.New(work, sent, mode, page, customer, now, expires);
        session["currency"] = currency;
        session["_line_items"] = Json.ArrayOf(items);
        if (mode != "setup")
            CheckoutTotals.Set(work, session);
        if (mode == "payment" && session.Long("amount_total") is > 0 and var total && total < Currencies.LeastOf(currency!))
            throw StripeError.Invalid($"The Checkout Session's total amount due must add up to at least {Currencies.Format(Currencies.LeastOf(currency!), currency!)} {currency}", null, "amount_too_small");
        if (session.Long("amount_total") > Currencies.Largest)
            throw StripeError.Invalid($"The Checkout Session's total amount due must be no more than {Currencies.Format(Currencies.Largest, currency!)}", null, "amount_too_large");
        return work.Add(session);
    }

    private static List<JsonObject> Items(Call call, string mode, string? named)
    {
        var items = call.Sent.Objects("line_items").ToList();
        if (mode == "setup")
            return items.Count == 0 ? [] : throw StripeError.Invalid("You can not pass `line_items` in `setup` mode.", "line_items");
        if (items.Count == 0)
            throw StripeError.Missing("line_items");
        if (mode == "payment" && items.Count > MostItems)
            throw StripeError.Invalid($"A Checkout Session in `payment` mode can have at most {MostItems} line items.", "line_items");
        var prices = items.Select((item, at) => CheckoutTotals.PriceOf(call.Work, item, at)).ToList();
        if (mode == "payment" && prices.Any(p => p.Str("type") == "recurring"))
            throw StripeError.Invalid("You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.", "line_items[0][price]");
        if (mode == "subscription" && prices.All(p => p.Str("type") != "recurring"))
            throw StripeError.Invalid("You must provide at least one recurring price in `subscription` mode when using prices.", "line_items[0][price]");
        if (prices.Select(p => p.Obj("recurring")).OfType<JsonObject>().Select(r => (r.Str("interval"), r.Long("interval_count"))).Distinct().Count() > 1)
            throw StripeError.Invalid("All recurring prices of a Checkout Session must have the same billing interval.", "line_items");
        if (mode == "subscription" && prices.CountBy(p => p.Str("type")!).Any(type => type.Value > MostItemsOfAType))
            throw StripeError.Invalid($"A Checkout Session in `subscription` mode can have at most {MostItemsOfAType} line items with recurring prices, and {MostItemsOfAType} with one-time prices.", "line_items");
        var currency = named ?? prices[0].Str("currency")!;
        if (prices.Find(p => !PriceAmounts.Supports(p, currency)) is { } other)
        {
            throw named is null
                ? StripeError.Invalid("All line items of a Checkout Session must have the same currency.", "line_items")
                : StripeError.Invalid($"The price specified only supports `{other.Str("currency")}`. This doesn't match the expected currency: `{named}`.", "currency");
        }
        return [.. items.Select((item, at) => CheckoutTotals.Item(call.Work, item, prices[at], at, currency))];
    }

    /// <summary>A line item, which stands in its session alone.</summary>
    public static JsonObject LineItem(Work work, string id) => work.Store.Texts("SELECT json FROM objects WHERE kind=$0 AND instr(json,$1)>0", Kind, id)
        .SelectMany(json => JsonNode.Parse(json)!.AsObject().Objects("_line_items")).First(i => i.Str("id") == id);

    private static JsonObject Update(Call call)
    {
        var session = call.Work.Get(Kind, call.Id);
        Shapes.Refuse(call.Sent, "a Checkout Session's changes", "collected_information", "line_items", "shipping_options");
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
        CheckoutCompletion.GiveUp(work, session);
        if (work.Find(session.Str("payment_intent")) is { } payment && payment.Str("status") is not ("succeeded" or "canceled"))
            PaymentIntents.End(work, payment, "expired");
        if (work.Find(session.Str("setup_intent")) is { } setup && setup.Str("status") is not ("succeeded" or "canceled"))
            SetupIntents.End(work, setup, "abandoned");
        work.Emit("checkout.session.expired", session);
    }

    /// <summary>
    /// What becomes of a session's intent apart from its page: a challenge that is passed, or a payment by hand, completes the session; a payment that ends later than that is learned by it.
    /// Only what a bank takes days for is told of by an event of the session, not a capture by hand.
    /// </summary>
    public static void Told(Work work, JsonObject intent, string type)
    {
        if (work.Find(intent.Str("_checkout")) is not { } session)
            return;
        if (session.Str("status") == "open" && !session.Flag("_completing"))
        {
            CheckoutCompletion.Finish(work, session, intent);
            return;
        }
        if (type is not ("payment_intent.succeeded" or "payment_intent.payment_failed") || session.Str("status") != "complete" || session.Str("payment_status") != "unpaid")
            return;
        var succeeded = type == "payment_intent.succeeded";
        work.Touch(session);
        if (succeeded)
            session["payment_status"] = "paid";
        if (work.Find(intent.Str("latest_charge"))?.Obj("payment_method_details")?.Obj("card") is null)
            work.Emit(succeeded ? "checkout.session.async_payment_succeeded" : "checkout.session.async_payment_failed", session);
    }

    /// <summary>An invoice that a session was to pay is paid outside of Stripe, or a credit note left nothing to pay: the buyer has nothing left to do.</summary>
    public static void Settled(Work work, JsonObject invoice)
    {
        if (work.Find(work.Find(invoice.Str("_intent"))?.Str("_checkout")) is { } session && session.Str("status") == "open")
            CheckoutCompletion.Finish(work, session, null);
    }

    /// <summary>Refuses to cancel what an open session is paid by.</summary>
    public static void CheckFree(Work work, JsonObject intent, string name)
    {
        if (work.Find(intent.Str("_checkout"))?.Str("status") == "open")
            throw StripeError.Invalid($"You cannot cancel the {name} of a Checkout Session. Expire the Checkout Session instead.", null, $"{intent.Str("object")}_unexpected_state");
    }
}
