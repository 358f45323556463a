using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class SetupIntents
{
    /// <summary>What a page with the publishable key may see.</summary>
    private static readonly string[] Public =
    [
        "id", "object", "automatic_payment_methods", "cancellation_reason", "client_secret", "created", "description", "last_setup_error", "livemode", "next_action", "payment_method",
        "payment_method_configuration_details", "payment_method_types", "status", "usage",
    ];

    private static JsonObject ForCaller(Call call, JsonObject intent) => call.Publishable ? new JsonObject(Public.Where(intent.ContainsKey).Select(n => KeyValuePair.Create(n, intent.Copy(n)))) : intent;

    public static void Map(Router router)
    {
        router.Post("/v1/setup_intents", Create);
        router.Get("/v1/setup_intents", c => Page.Of(c, "setup_intent", o => c.Sent.Str("payment_method") is not { } method || o.Str("payment_method") == method, ("customer", c.Sent.Str("customer"))));
        router.Get("/v1/setup_intents/{id}", c => ForCaller(c, Open(c)), publishable: true);
        router.Post("/v1/setup_intents/{id}", Update);
        router.Post("/v1/setup_intents/{id}/confirm", Confirm, publishable: true);
        router.Post("/v1/setup_intents/{id}/cancel", Cancel);
    }

    private static JsonObject Open(Call call)
    {
        var intent = call.Work.Get("setup_intent", call.Id);
        if (call.Sent.Str("client_secret") is { } secret ? secret != intent.Str("client_secret") : call.Publishable)
            throw StripeError.Invalid("The client_secret provided does not match any associated SetupIntent on this account.", "client_secret", "setup_intent_invalid_parameter");
        return intent;
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var intent = New(work, sent.Str("customer") is { } owner ? work.Get("customer", owner, "customer") : null, sent);
        Shapes.CheckReturnUrl(sent);
        PaymentIntents.CheckUnconfirmed(sent);
        return sent.Flag("confirm") ? ConfirmWith(call, intent) : intent;
    }

    public static JsonObject New(Work work, JsonObject? customer, JsonObject sent)
    {
        var id = Ids.New("seti");
        var intent = work.Add(new JsonObject
        {
            ["id"] = id,
            ["object"] = "setup_intent",
            ["application"] = null,
            ["automatic_payment_methods"] = sent.ContainsKey("payment_method_types") ? null : PaymentTypes.Automatic(sent),
            ["cancellation_reason"] = null,
            ["client_secret"] = Ids.ClientSecret(id),
            ["created"] = work.Now(customer?.Str("_clock")),
            ["customer"] = customer?.Str("id"),
            ["customer_account"] = null,
            ["description"] = sent.Str("description"),
            ["excluded_payment_method_types"] = null,
            ["flow_directions"] = null,
            ["last_setup_error"] = null,
            ["latest_attempt"] = null,
            ["livemode"] = false,
            ["mandate"] = null,
            ["metadata"] = new JsonObject(),
            ["next_action"] = null,
            ["on_behalf_of"] = null,
            ["payment_method"] = null,
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = PaymentTypes.Options("setup_intent", PaymentTypes.Of(null)),
            ["payment_method_types"] = PaymentTypes.List(PaymentTypes.Of(null)),
            ["single_use_mandate"] = null,
            ["status"] = "requires_payment_method",
            ["usage"] = sent.Str("usage") ?? "off_session",
            ["_clock"] = customer?.Str("_clock"),
        });
        Apply(work, intent, sent);
        work.Emit("setup_intent.created", intent);
        return intent;
    }

    private static void Apply(Work work, JsonObject intent, JsonObject sent)
    {
        CheckOrder(sent);
        intent.Take(sent, "description");
        PaymentTypes.Apply(intent, sent, null);
        PaymentTypes.CheckOptions(sent, intent);
        Shapes.Metadata(intent, sent);
        if (sent.Str("customer") is { } customer)
        {
            intent["customer"] = work.Get("customer", customer, "customer").Str("id");
            intent["_clock"] = work.Find(customer)!.Str("_clock");
        }
        if (PaymentIntents.Method(work, sent) is { } method)
        {
            PaymentTypes.Check(intent, method);
            intent["payment_method"] = method.Str("id");
            ThreeDSecure.StepBack(intent);
        }
        else if (sent.ContainsKey("payment_method"))
        {
            intent["payment_method"] = null;
            ThreeDSecure.StepBack(intent);
        }
    }

    /// <summary>Refuses what the sandbox does not do.</summary>
    public static void CheckOrder(JsonObject sent) => Shapes.Refuse(
        sent, "setup intents", "allowed_payment_method_types", "attach_to_self", "confirmation_token", "customer_account", "flow_directions", "on_behalf_of", "payment_method_configuration", "single_use");

    private static JsonObject Update(Call call)
    {
        var intent = call.Work.Get("setup_intent", call.Id);
        if (intent.Str("status") is "succeeded" or "canceled")
            throw PaymentIntents.Unexpected(intent, $"This SetupIntent could not be updated because it has a status of {intent.Str("status")}.");
        call.Work.Change(intent, null, i => Apply(call.Work, i, call.Sent));
        return intent;
    }

    private static JsonObject Confirm(Call call)
    {
        try
        {
            var intent = Open(call);
            CheckOrder(call.Sent);
            Shapes.CheckReturnUrl(call.Sent);
            return ForCaller(call, ConfirmWith(call, intent));
        }
        catch (StripeError e) when (call.Publishable && e.Objects?.Obj("setup_intent") is { } intent)
        {
            e.Objects["setup_intent"] = ForCaller(call, intent);
            throw;
        }
    }

    private static JsonObject ConfirmWith(Call call, JsonObject intent)
    {
        var (work, sent) = (call.Work, call.Sent);
        if (intent.Str("status") is "succeeded" or "canceled")
            throw PaymentIntents.Unexpected(intent, $"You cannot confirm this SetupIntent because it has a status of {intent.Str("status")}.");
        var method = PaymentIntents.Method(work, sent) ?? work.Find(intent.Str("payment_method"))
            ?? throw PaymentIntents.Unexpected(intent, "You cannot confirm this SetupIntent because it's missing a payment method.");
        if (method.Str("customer") is { } owner && owner != intent.Str("customer"))
            throw StripeError.Invalid("The provided PaymentMethod belongs to another Customer.", "payment_method", "setup_intent_invalid_parameter");
        PaymentTypes.Apply(intent, sent, null);
        PaymentTypes.CheckOptions(sent, intent);
        PaymentTypes.Check(intent, method);
        if (method.Flag("_detached"))
            throw StripeError.Invalid("The provided PaymentMethod was previously used without being attached to a Customer or was detached from a Customer. It may not be used again.", "payment_method");
        SetupAttempts.Begin(work, intent, method);
        intent["payment_method"] = method.Str("id");
        intent["last_setup_error"] = null;
        intent["_return"] = sent.Str("return_url");
        ThreeDSecure.StepBack(intent);
        if (method.Str("type") != "card")
        {
            var acceptance = sent.Obj("mandate_data")?.Obj("customer_acceptance");
            if (!Microdeposits.Verified(work, intent, method, acceptance))
                return intent;
            intent["mandate"] = Mandates.For(work, intent, method, acceptance);
            Succeed(work, intent, method);
            return intent;
        }
        // A bank is asked whether the card is good; one that is known to decline only charges says yes.
        if (!Behaviour.Of(method).Is("attaches") && Refusal.OfCard(method, work.Now(intent)) is { } refusal)
            throw Refused(work, intent, method, refusal);
        switch (ThreeDSecure.Demand(intent, method, customerIsAway: false))
        {
            case ThreeDSecure.Step.Challenge:
                PaymentIntents.Challenge(work, intent, new(false, sent.Flag("use_stripe_sdk"), sent.Str("return_url")));
                work.Emit("setup_intent.requires_action", intent);
                return intent;
            case ThreeDSecure.Step.Fails:
                throw Refused(work, intent, method, Refusal.Of("generic_decline"));
            default:
                Succeed(work, intent, method);
                return intent;
        }
    }

    private static StripeError Refused(Work work, JsonObject intent, JsonObject method, Refusal refusal)
    {
        var error = refusal.Error(new JsonObject { ["payment_method"] = method.Shown() });
        Fail(work, intent, error);
        error.Objects!["setup_intent"] = intent.Shown();
        return error;
    }

    public static void Succeed(Work work, JsonObject intent, JsonObject method)
    {
        SetupAttempts.End(work, intent, "succeeded");
        work.Touch(intent);
        work.Touch(method);
        ThreeDSecure.Leave(intent, "succeeded");
        method["_set_up"] = true;
        if (intent.Str("customer") is { } customer)
            PaymentMethods.Own(work, method, work.Find(customer)!);
        work.Emit("setup_intent.succeeded", intent);
        if (work.Find(intent.Str("_subscription")) is { } subscription)
            SubscriptionLife.MethodSetUp(work, subscription, intent, method);
    }

    public static void Fail(Work work, JsonObject intent, StripeError error)
    {
        var last = error.Body("")["error"]!.DeepClone().AsObject();
        last.Remove("request_log_url");
        SetupAttempts.End(work, intent, "failed", last);
        work.Touch(intent);
        intent["last_setup_error"] = last;
        intent["payment_method"] = null;
        ThreeDSecure.StepBack(intent);
        work.Emit("setup_intent.setup_failed", intent);
    }

    private static JsonObject Cancel(Call call)
    {
        var intent = call.Work.Get("setup_intent", call.Id);
        if (intent.Str("status") is "succeeded" or "canceled")
            throw PaymentIntents.Unexpected(intent, $"You cannot cancel this SetupIntent because it has a status of {intent.Str("status")}.");
        CheckoutSessions.CheckFree(call.Work, intent, "SetupIntent");
        End(call.Work, intent, call.Sent.Str("cancellation_reason"));
        return intent;
    }

    public static void End(Work work, JsonObject intent, string? reason)
    {
        SetupAttempts.End(work, intent, "abandoned");
        work.Touch(intent);
        ThreeDSecure.Leave(intent, "canceled");
        intent["cancellation_reason"] = reason;
        work.Emit("setup_intent.canceled", intent);
    }
}
