using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>
/// The customer finishes a session: what the hosted page would do, by the same operations that any caller has. POST /sandbox/checkout/sessions/{id}/complete takes
/// `payment_method` (pm_card_visa unless told), `email`, `name`, `country` and `state`. A decline leaves the session open, as does a challenge that waits to be passed.
/// </summary>
internal static class CheckoutCompletion
{
    private static readonly string[] Taken = ["payment_method", "email", "name", "country", "state"];

    public static JsonObject Complete(Router router, Call call)
    {
        var (work, session) = (call.Work, call.Work.Get(CheckoutSessions.Kind, call.Id));
        foreach (var (name, value) in call.Sent)
        {
            if (!Taken.Contains(name))
                throw StripeError.Invalid($"Received unknown parameter: {name}", name, "parameter_unknown");
            if (value is not JsonValue)
                throw StripeError.Invalid("Invalid string", name);
        }
        var status = session.Long("expires_at") <= work.Now(session) && session.Str("status") == "open" ? "expired" : session.Str("status");
        if (status != "open")
            throw StripeError.Invalid($"This Session cannot be completed because it has a status of `{status}`.");
        var method = call.Sent.Str("payment_method") ?? "pm_card_visa";
        if (!method.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || method.Length == 0)
            throw StripeError.NoSuch("PaymentMethod", method, "payment_method");
        work.Touch(session);
        TakeDetails(router, work, session, call.Sent);
        if (session.Obj("automatic_tax")!.Flag("enabled"))
        {
            Tax(work, session);
            // What was drafted is written, and with it the session as it was then.
            work.Touch(session);
        }
        session["_completing"] = true;
        try
        {
            Finish(work, session, session.Str("mode") switch
            {
                "payment" => Pay(router, work, session, method),
                "subscription" => Subscribe(router, work, session, method),
                _ => SetUp(router, work, session, method),
            });
        }
        finally
        {
            session.Remove("_completing");
        }
        return session;
    }

    private static void TakeDetails(Router router, Work work, JsonObject session, JsonObject sent)
    {
        var customer = work.Find(session.Str("customer"));
        var details = session.Obj("customer_details") ?? CheckoutShape.Details(null);
        details["email"] = sent.Str("email") ?? details.Str("email") ?? throw StripeError.Missing("email");
        details["name"] = sent.Str("name") ?? details.Str("name");
        details["address"] = sent.Str("country") is null && customer?.Copy("address") is { } known ? known : Shapes.AddressOf(new JsonObject { ["country"] = sent.Str("country") ?? "US", ["state"] = sent.Str("state") });
        details["tax_ids"] = new JsonArray();
        if (details.Parent is null)
            session["customer_details"] = details;
        if (customer is null || session.Obj("_update") is not { } update)
            return;
        var learned = new JsonObject();
        learned.Take(details, [.. new[] { "address", "name" }.Where(n => update.Str(n) == "auto" && details[n] is not null)]);
        router.Run(work, "POST", $"/v1/customers/{customer.Str("id")}", learned);
    }

    /// <summary>Now that the page knows where the buyer is.</summary>
    private static void Tax(Work work, JsonObject session)
    {
        if (session.Str("_started") is null && session.Str("payment_intent") is null)
            CheckoutTotals.Set(work, session);
        if (session.Obj("automatic_tax")!.Str("status") != "complete")
            throw AutomaticTax.NoLocation();
    }

    private static JsonObject? Pay(Router router, Work work, JsonObject session, string method)
    {
        var free = session.Long("amount_total") == 0;
        if (free || session.Str("customer_creation") == "always")
            EnsureCustomer(router, work, session);
        CheckDiscounts(work, session);
        if (free)
            return null;
        var intent = work.Find(session.Str("payment_intent"));
        if (intent is null)
        {
            var order = session.Obj("_payment")?.DeepClone().AsObject() ?? [];
            order["amount"] = session.Long("amount_total");
            order["currency"] = session.Str("currency");
            order["payment_method_types"] = session.Copy("payment_method_types");
            order["payment_method_options"] = session.Copy("payment_method_options");
            if (session.Str("customer") is { } customer)
                order["customer"] = customer;
            intent = router.Run(work, "POST", "/v1/payment_intents", order);
            intent["_checkout"] = session.Str("id");
            session["payment_intent"] = intent.Str("id");
        }
        return Confirmed(router, work, intent, method);
    }

    /// <summary>What was to be had when the session began may be used up since, or spoken for by who is being asked by his bank.</summary>
    private static void CheckDiscounts(Work work, JsonObject session)
    {
        foreach (var discount in session.Objects("discounts"))
        {
            var (currency, now) = (session.Str("currency")!, work.Now(session));
            var promotion = work.Find(discount.Str("promotion_code"));
            if (promotion is not null && (!promotion.Flag("active") || PromotionCodes.UsedUp(promotion, now, Waiting(work, session, promotion))))
                throw PromotionCodes.Inactive("discounts[0][promotion_code]");
            var coupon = CouponOf(work, discount);
            Coupons.Check(coupon, currency, now, "discounts[0][coupon]", Waiting(work, session, coupon));
        }
    }

    /// <summary>How many others wait for their bank's word to redeem the same.</summary>
    private static long Waiting(Work work, JsonObject session, JsonObject of) => of.Long("max_redemptions") is null ? 0
        : work.Where(CheckoutSessions.Kind, "status", "open").LongCount(other => other != session && work.Find(other.Str("payment_intent"))?.Str("status") == "requires_action"
            && other.Objects("discounts").Any(d => d.Str("promotion_code") == of.Str("id") || CouponOf(work, d).Str("id") == of.Str("id")));

    private static JsonObject CouponOf(Work work, JsonObject discount) =>
        work.Find(work.Find(discount.Str("promotion_code"))?.Obj("promotion")!.Str("coupon") ?? discount.Str("coupon"))!;

    private static JsonObject? Subscribe(Router router, Work work, JsonObject session, string method)
    {
        var customer = EnsureCustomer(router, work, session);
        var subscription = work.Find(session.Str("_started"));
        if (subscription is null || SubscriptionEnd.Over(subscription))
        {
            subscription = router.Run(work, "POST", "/v1/subscriptions", Order(session, customer));
            session["_started"] = subscription.Str("id");
            CheckoutTotals.SetFrom(work, session, work.Find(subscription.Id("latest_invoice")));
        }
        var id = subscription.Str("id")!;
        var invoice = subscription.Id("latest_invoice");
        var paid = work.Where("invoice_payment", "parent", invoice ?? "").Select(p => work.Find(p.Obj("payment")?.Id("payment_intent"))).FirstOrDefault(i => i is not null);
        if (paid is not null)
        {
            paid["_checkout"] = session.Str("id");
            work.Touch(paid);
            paid = Confirmed(router, work, paid, method);
        }
        else if (work.Find(subscription.Str("pending_setup_intent")) is { } setup && session.Str("payment_method_collection") == "always")
        {
            setup["_checkout"] = session.Str("id");
            work.Touch(setup);
            paid = router.Run(work, "POST", $"/v1/setup_intents/{setup.Str("id")}/confirm", Confirmation(method));
        }
        else if (subscription.Id("default_payment_method") is null && session.Str("payment_method_collection") == "always")
        {
            var attached = router.Run(work, "POST", $"/v1/payment_methods/{method}/attach", new JsonObject { ["customer"] = customer });
            router.Run(work, "POST", $"/v1/subscriptions/{id}", new JsonObject { ["default_payment_method"] = attached.Str("id") });
        }
        return paid;
    }

    /// <summary>A subscription whose first payment never came ends with its session, and nobody owes for it.</summary>
    public static void GiveUp(Work work, JsonObject session)
    {
        if (work.Find(session.Str("_started")) is not { } subscription || SubscriptionEnd.Over(subscription))
            return;
        if (subscription.Str("status") == "incomplete")
        {
            SubscriptionLife.Expire(work, subscription, work.Now(subscription));
            return;
        }
        if (work.Find(subscription.Str("pending_setup_intent")) is { } setup)
            SetupIntents.End(work, setup, "abandoned");
        SubscriptionEnd.End(work, subscription, null);
        if (work.Find(subscription.Id("latest_invoice")) is { } invoice && invoice.Str("status") == "open")
            InvoiceCollection.Annul(work, invoice);
    }

    /// <summary>The subscription that the session asks for, in the words of a creation.</summary>
    public static JsonObject Order(JsonObject session, string customer)
    {
        var order = session.Obj("_subscription")?.DeepClone().AsObject() ?? [];
        order["_agreed"] = true;
        order["customer"] = customer;
        order["currency"] = session.Str("currency");
        order["payment_behavior"] = "default_incomplete";
        order["payment_settings"] = new JsonObject
        {
            ["payment_method_options"] = CheckoutShape.Proof(session),
            ["payment_method_types"] = session.Copy("payment_method_types"),
            ["save_default_payment_method"] = "on_subscription",
        };
        var lines = session.Objects("_line_items").ToLookup(i => i.Obj("price")!.Str("type") == "recurring");
        order["items"] = Json.ArrayOf(lines[true].Select(Line));
        if (lines[false].Any())
            order["add_invoice_items"] = Json.ArrayOf(lines[false].Select(Line));
        order.Take(DiscountsOf(session), "discounts");
        if (session.Obj("automatic_tax")!.Str("status") == "complete")
            order["automatic_tax"] = new JsonObject { ["enabled"] = true };
        return order;
    }

    /// <summary>A line item in the words of an item of a subscription, or of an invoice. Its price may have been made for it alone, which nobody else can use.</summary>
    public static JsonObject Line(JsonObject item) =>
        new() { ["price"] = item.Obj("price")!.Str("id"), ["currency"] = item.Str("currency"), ["quantity"] = item.Long("quantity"), ["tax_rates"] = item.Copy("_tax_rates"), ["_agreed"] = true };

    public static JsonObject DiscountsOf(JsonObject session) => session.Objects("discounts").Any()
        ? new() { ["discounts"] = Json.ArrayOf(session.Objects("discounts").Select(d => new JsonObject(d.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))))) }
        : [];

    /// <summary>Who is known to buy, in the words of a customer's creation.</summary>
    public static JsonObject Buyer(JsonObject session) =>
        session.Obj("customer_details") is { } details ? new() { ["email"] = details.Str("email"), ["name"] = details.Str("name"), ["address"] = details.Copy("address") } : [];

    private static JsonObject SetUp(Router router, Work work, JsonObject session, string method)
    {
        var intent = work.Find(session.Str("setup_intent"));
        if (intent is null)
        {
            var order = session.Obj("_setup")?.DeepClone().AsObject() ?? [];
            if (session.Str("customer_creation") == "always")
                EnsureCustomer(router, work, session);
            if (session.Str("customer") is { } customer)
                order["customer"] = customer;
            order["payment_method_types"] = session.Copy("payment_method_types");
            order["payment_method_options"] = CheckoutShape.Proof(session);
            intent = router.Run(work, "POST", "/v1/setup_intents", order);
            intent["_checkout"] = session.Str("id");
            session["setup_intent"] = intent.Str("id");
        }
        return intent.Str("status") == "succeeded" ? intent : router.Run(work, "POST", $"/v1/setup_intents/{intent.Str("id")}/confirm", Confirmation(method));
    }

    /// <summary>The intent after the customer gave this method; one whose challenge was passed meanwhile is left as it is.</summary>
    private static JsonObject Confirmed(Router router, Work work, JsonObject intent, string method) =>
        intent.Str("status") is "succeeded" or "processing" or "requires_capture"
            ? intent
            : router.Run(work, "POST", $"/v1/payment_intents/{intent.Str("id")}/confirm", Confirmation(method));

    /// <summary>What the page confirms with: the method, and the customer's leave to debit it, which the page asks for itself.</summary>
    private static JsonObject Confirmation(string method) => new()
    {
        ["payment_method"] = method,
        ["use_stripe_sdk"] = true,
        ["mandate_data"] = new JsonObject
        {
            ["customer_acceptance"] = new JsonObject { ["type"] = "online", ["online"] = new JsonObject { ["ip_address"] = "127.0.0.1", ["user_agent"] = "Checkout" } },
        },
    };

    private static string EnsureCustomer(Router router, Work work, JsonObject session)
    {
        if (session.Str("customer") is { } known)
            return known;
        var customer = router.Run(work, "POST", "/v1/customers", Buyer(session));
        session["customer"] = customer.Str("id");
        return customer.Str("id")!;
    }

    /// <summary>Completes the session where its intent (null: none is needed) has come so far that the buyer has nothing left to do there: the deposits that prove an account come days later.</summary>
    public static void Finish(Work work, JsonObject session, JsonObject? intent)
    {
        var state = intent?.Str("status") ?? "none";
        if (state is not ("none" or "succeeded" or "processing" or "requires_capture") && intent?.Obj("next_action")?.Str("type") != "verify_with_microdeposits")
            return;
        work.Touch(session);
        session["status"] = "complete";
        session["url"] = null;
        session["_due"] = null;
        if (session.Str("mode") == "payment")
            Redeem(work, session);
        if (work.Find(session.Str("_started")) is { } subscription)
        {
            session["subscription"] = subscription.Str("id");
            session["invoice"] = subscription.Id("latest_invoice");
        }
        if (session.Str("mode") != "setup")
            session["payment_status"] = intent?.Str("object") != "payment_intent" ? "no_payment_required" : state == "succeeded" ? "paid" : "unpaid";
        work.Emit("checkout.session.completed", session);
    }

    /// <summary>A payment uses up its discounts; a subscription's are redeemed when it begins.</summary>
    private static void Redeem(Work work, JsonObject session)
    {
        foreach (var discount in session.Objects("discounts"))
        {
            var promotion = work.Find(discount.Str("promotion_code"));
            Coupons.Redeemed(work, CouponOf(work, discount));
            if (promotion is not null)
                PromotionCodes.Redeemed(work, promotion);
        }
    }
}
