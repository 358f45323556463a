using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class PaymentIntents
{
    /// <summary>What a page with the publishable key may see.</summary>
    private static readonly string[] Public =
    [
        "id", "object", "allowed_payment_method_types", "amount", "amount_details", "automatic_payment_methods", "canceled_at", "cancellation_reason", "capture_method", "client_secret", "confirmation_method", "created",
        "currency", "description", "last_payment_error", "livemode", "next_action", "payment_method", "payment_method_configuration_details", "payment_method_types", "processing", "receipt_email", "setup_future_usage",
        "shipping", "source", "status",
    ];

    public static void Map(Router router)
    {
        router.Post("/v1/payment_intents", Create);
        router.Get("/v1/payment_intents", c => Page.Of(c, "payment_intent", null, ("customer", c.Sent.Str("customer"))));
        router.Get("/v1/payment_intents/{id}", c => ForCaller(c, Open(c)), publishable: true);
        router.Post("/v1/payment_intents/{id}", Update);
        router.Post("/v1/payment_intents/{id}/confirm", Confirm, publishable: true);
        router.Post("/v1/payment_intents/{id}/cancel", Cancel);
        router.Post("/v1/payment_intents/{id}/capture", Capture);
    }

    /// <summary>The intent, for the secret key or for a page that knows its client secret.</summary>
    private static JsonObject Open(Call call)
    {
        var intent = call.Work.Get("payment_intent", call.Id);
        if (call.Sent.Str("client_secret") is { } secret ? secret != intent.Str("client_secret") : call.Publishable)
            throw StripeError.Invalid("The client_secret provided does not match any associated PaymentIntent on this account.", "client_secret", "payment_intent_invalid_parameter");
        return intent;
    }

    private static JsonObject ForCaller(Call call, JsonObject intent) => call.Publishable ? new JsonObject(Public.Where(intent.ContainsKey).Select(n => KeyValuePair.Create(n, intent.Copy(n)))) : intent;

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var currency = Currencies.Known(sent.Str("currency")!);
        Currencies.CheckChargeable(sent.Long("amount")!.Value, currency);
        var customer = sent.Str("customer") is { } id ? work.Get("customer", id, "customer") : null;
        var intent = New(work, sent.Long("amount")!.Value, currency, customer);
        if (sent.Obj("automatic_payment_methods") is { } automatic)
            intent["automatic_payment_methods"] = new JsonObject { ["allow_redirects"] = automatic.Str("allow_redirects") ?? "always", ["enabled"] = automatic.Flag("enabled") };
        Apply(work, intent, sent);
        work.Emit("payment_intent.created", intent);
        return sent.Flag("confirm") ? ConfirmWith(call, intent) : intent;
    }

    public static JsonObject New(Work work, long amount, string currency, JsonObject? customer)
    {
        var id = Ids.New("pi");
        return work.Add(new JsonObject
        {
            ["id"] = id,
            ["object"] = "payment_intent",
            ["allowed_payment_method_types"] = new JsonArray("card"),
            ["amount"] = amount,
            ["amount_capturable"] = 0,
            ["amount_details"] = new JsonObject { ["tip"] = new JsonObject() },
            ["amount_received"] = 0,
            ["application"] = null,
            ["application_fee_amount"] = null,
            ["automatic_payment_methods"] = null,
            ["canceled_at"] = null,
            ["cancellation_reason"] = null,
            ["capture_method"] = "automatic",
            ["client_secret"] = Ids.ClientSecret(id),
            ["confirmation_method"] = "automatic",
            ["created"] = work.Now(customer?.Str("_clock")),
            ["currency"] = currency,
            ["customer"] = customer?.Str("id"),
            ["customer_account"] = null,
            ["description"] = null,
            ["excluded_payment_method_types"] = null,
            ["last_payment_error"] = null,
            ["latest_charge"] = null,
            ["livemode"] = false,
            ["managed_payments"] = new JsonObject { ["enabled"] = false },
            ["metadata"] = new JsonObject(),
            ["next_action"] = null,
            ["on_behalf_of"] = null,
            ["payment_method"] = null,
            ["payment_method_configuration_details"] = null,
            ["payment_method_options"] = new JsonObject
            {
                ["card"] = new JsonObject { ["installments"] = null, ["mandate_options"] = null, ["network"] = null, ["request_three_d_secure"] = "automatic" },
            },
            ["payment_method_types"] = new JsonArray("card"),
            ["processing"] = null,
            ["receipt_email"] = null,
            ["review"] = null,
            ["setup_future_usage"] = null,
            ["shipping"] = null,
            ["source"] = null,
            ["statement_descriptor"] = null,
            ["statement_descriptor_suffix"] = null,
            ["status"] = "requires_payment_method",
            ["transfer_data"] = null,
            ["transfer_group"] = null,
            ["_clock"] = customer?.Str("_clock"),
        });
    }

    private static void Apply(Work work, JsonObject intent, JsonObject sent)
    {
        intent.Take(sent, "description", "receipt_email", "setup_future_usage", "statement_descriptor", "statement_descriptor_suffix", "transfer_group", "capture_method", "confirmation_method");
        if (sent["payment_method_types"] is JsonArray types)
            intent["payment_method_types"] = types.DeepClone();
        if (sent.ContainsKey("shipping"))
            intent["shipping"] = Shapes.Shipping(sent.Obj("shipping"));
        if (sent.Str("customer") is { } customer)
        {
            intent["customer"] = work.Get("customer", customer, "customer").Str("id");
            intent["_clock"] = work.Find(customer)!.Str("_clock");
        }
        Shapes.Metadata(intent, sent);
        if (Method(work, sent) is { } method)
        {
            Usable(method, intent);
            intent["payment_method"] = method.Str("id");
            if (intent.Str("status") == "requires_payment_method")
                intent["status"] = "requires_confirmation";
        }
    }

    /// <summary>The payment method that the call names or describes, if it does.</summary>
    public static JsonObject? Method(Work work, JsonObject sent)
    {
        if (sent.Str("payment_method") is { } id)
            return PaymentMethods.Resolve(work, id);
        return sent.Obj("payment_method_data") is { } data ? PaymentMethods.Create(work, data) : null;
    }

    private static void Usable(JsonObject method, JsonObject intent)
    {
        if (method.Str("customer") is { } owner && owner != intent.Str("customer"))
        {
            throw StripeError.Invalid(
                "The provided PaymentMethod belongs to a Customer. Please include the Customer in the `customer` parameter on the PaymentIntent.", "payment_method", "payment_intent_invalid_parameter");
        }
        if (method.Flag("_detached"))
        {
            throw StripeError.Invalid(
                "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again.", "payment_method");
        }
    }

    private static JsonObject Update(Call call)
    {
        var intent = call.Work.Get("payment_intent", call.Id);
        if (intent.Str("status") is not ("requires_payment_method" or "requires_confirmation" or "requires_action"))
            throw Unexpected(intent, $"This PaymentIntent could not be updated because it has a status of {intent.Str("status")}.");
        call.Work.Change(intent, null, i =>
        {
            if (call.Sent.Long("amount") is { } amount)
            {
                if (i.Str("_invoice") is not null)
                    throw StripeError.Invalid("You cannot change the amount of a PaymentIntent that was created by an invoice.", "amount", "payment_intent_invalid_parameter");
                Currencies.CheckChargeable(amount, i.Str("currency")!);
                i["amount"] = amount;
            }
            Apply(call.Work, i, call.Sent);
        });
        return intent;
    }

    public static StripeError Unexpected(JsonObject intent, string message) =>
        new(400, "invalid_request_error", $"{intent.Str("object")}_unexpected_state", message) { Objects = new JsonObject { [intent.Str("object")!] = intent.Shown() } };

    private static JsonObject Confirm(Call call) => ForCaller(call, ConfirmWith(call, Open(call)));

    private static JsonObject ConfirmWith(Call call, JsonObject intent)
    {
        var (work, sent) = (call.Work, call.Sent);
        switch (intent.Str("status"))
        {
            case "succeeded":
                throw Unexpected(intent, "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.");
            case "canceled" or "requires_capture" or "processing":
                throw Unexpected(intent, $"You cannot confirm this PaymentIntent because it has a status of {intent.Str("status")}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_confirmation, requires_action.");
        }
        var method = Method(work, sent) ?? work.Find(intent.Str("payment_method"))
            ?? throw Unexpected(intent, "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.");
        Usable(method, intent);
        work.Change(intent, null, i => i.Take(sent, "setup_future_usage", "receipt_email"));
        var refusal = Attempt(work, intent, method, new Circumstances(sent["off_session"] is JsonValue v && v.ToString() != "false", sent.Flag("use_stripe_sdk"), sent.Str("return_url")));
        return refusal is null ? intent : throw refusal;
    }

    /// <summary>How a payment comes about: whether its customer is away, and how a challenge can be shown.</summary>
    internal readonly record struct Circumstances(bool CustomerIsAway, bool ChallengeInPage = false, string? ReturnUrl = null);

    /// <summary>Charges, asks for authentication, or records the decline; a decline is answered, for the caller to throw.</summary>
    public static StripeError? Attempt(Work work, JsonObject intent, JsonObject method, Circumstances how)
    {
        work.Touch(intent);
        intent["payment_method"] = method.Str("id");
        intent["last_payment_error"] = null;
        intent["next_action"] = null;
        var behaviour = method.Str("_behaviour");
        if (behaviour == "authenticate_always" || (behaviour == "authenticate_unless_set_up" && !method.Flag("_set_up")))
        {
            if (how.CustomerIsAway)
                return Declined(work, intent, method, new("authentication_required", "authentication_required", "Your card was declined. This transaction requires authentication."));
            Challenge(work, intent, how);
            work.Emit("payment_intent.requires_action", intent);
            if (intent.Str("_invoice") is { } invoice)
                work.Emit("invoice.payment_action_required", work.Find(invoice)!);
            return null;
        }
        if (Cards.RefusalOf(behaviour) is { } refusal)
            return Declined(work, intent, method, refusal);
        Succeed(work, intent, method, authenticated: false);
        return null;
    }

    public static void Challenge(Work work, JsonObject intent, Circumstances how)
    {
        var source = Ids.New("src");
        intent["_source"] = source;
        intent["status"] = "requires_action";
        intent["next_action"] = how is { ReturnUrl: { } back, ChallengeInPage: false }
            ? new JsonObject { ["redirect_to_url"] = new JsonObject { ["return_url"] = back, ["url"] = $"{work.OwnAddress}{ChallengePage.Path}?source={source}" }, ["type"] = "redirect_to_url" }
            : new JsonObject
            {
                ["type"] = "use_stripe_sdk",
                ["use_stripe_sdk"] = new JsonObject
                {
                    ["directory_server_name"] = "visa",
                    ["directory_server_encryption"] = new JsonObject { ["algorithm"] = "RSA" },
                    ["one_click_authn"] = null,
                    ["server_transaction_id"] = Ids.Random(24),
                    ["three_d_secure_2_source"] = source,
                    ["three_ds_method_url"] = "",
                    ["three_ds_optimizations"] = "k",
                    ["type"] = "stripe_3ds2_fingerprint",
                },
            };
    }

    public static void Succeed(Work work, JsonObject intent, JsonObject method, bool authenticated)
    {
        var capture = intent.Str("capture_method") != "manual";
        var amount = intent.Long("amount")!.Value;
        if (intent.Str("customer") is { } customer && intent.Str("setup_future_usage") is not null)
            PaymentMethods.Own(work, method, work.Find(customer)!);
        else if (method.Str("customer") is null)
            method["_detached"] = true;
        if (authenticated && intent.Str("setup_future_usage") == "off_session")
            method["_set_up"] = true;
        work.Touch(method);
        var charge = Charges.Record(work, intent, method, null, authenticated, capture);
        work.Touch(intent);
        intent["latest_charge"] = charge.Str("id");
        intent["next_action"] = null;
        intent["last_payment_error"] = null;
        intent["_source"] = null;
        intent["status"] = capture ? "succeeded" : "requires_capture";
        intent["amount_received"] = capture ? amount : 0;
        intent["amount_capturable"] = capture ? 0 : amount;
        work.Emit("charge.succeeded", charge);
        work.Emit(capture ? "payment_intent.succeeded" : "payment_intent.amount_capturable_updated", intent);
        if (capture && intent.Str("_invoice") is { } invoice)
            InvoiceCollection.PaidBy(work, work.Find(invoice)!, intent, method);
    }

    private static StripeError Declined(Work work, JsonObject intent, JsonObject method, Cards.Refusal refusal)
    {
        var charge = Charges.Record(work, intent, method, refusal, false, true);
        var error = new StripeError(402, "card_error", refusal.Code, refusal.Message)
        {
            DeclineCode = refusal.DeclineCode,
            KeepsChanges = true,
            Objects = new JsonObject { ["charge"] = charge.Str("id"), ["payment_method"] = method.Shown() },
        };
        intent["latest_charge"] = charge.Str("id");
        Fail(work, intent, error);
        error.Objects["payment_intent"] = intent.Shown();
        return error;
    }

    /// <summary>Back to the start: the method is gone, the reason stands in last_payment_error.</summary>
    public static void Fail(Work work, JsonObject intent, StripeError error)
    {
        var last = error.Body("")["error"]!.DeepClone().AsObject();
        last.Remove("request_log_url");
        work.Touch(intent);
        intent["last_payment_error"] = last;
        intent["payment_method"] = null;
        intent["next_action"] = null;
        intent["_source"] = null;
        intent["status"] = "requires_payment_method";
        if (last.Str("charge") is { } charge)
            work.Emit("charge.failed", work.Find(charge)!);
        work.Emit("payment_intent.payment_failed", intent);
        if (intent.Str("_invoice") is { } invoice)
            InvoiceCollection.PaymentFailed(work, work.Find(invoice)!);
    }

    private static JsonObject Cancel(Call call)
    {
        var intent = call.Work.Get("payment_intent", call.Id);
        if (intent.Str("status") is "succeeded" or "canceled")
            throw Unexpected(intent, $"You cannot cancel this PaymentIntent because it has a status of {intent.Str("status")}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_confirmation, requires_action, processing.");
        if (intent.Str("_invoice") is not null)
            throw StripeError.Invalid("You cannot cancel this PaymentIntent because it was created by an invoice. Void the invoice instead.", null, "payment_intent_invalid_parameter");
        End(call.Work, intent, call.Sent.Str("cancellation_reason"));
        return intent;
    }

    public static void End(Work work, JsonObject intent, string? reason)
    {
        work.Touch(intent);
        intent["status"] = "canceled";
        intent["canceled_at"] = work.Now(intent);
        intent["cancellation_reason"] = reason;
        intent["next_action"] = null;
        intent["amount_capturable"] = 0;
        intent["_source"] = null;
        work.Emit("payment_intent.canceled", intent);
    }

    private static JsonObject Capture(Call call)
    {
        var (work, intent) = (call.Work, call.Work.Get("payment_intent", call.Id));
        if (intent.Str("status") != "requires_capture")
            throw Unexpected(intent, $"This PaymentIntent could not be captured because it has a status of {intent.Str("status")}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.");
        var amount = call.Sent.Long("amount_to_capture") ?? intent.Long("amount")!.Value;
        if (amount < 1 || amount > intent.Long("amount"))
            throw StripeError.Invalid("The amount to capture must be between 1 and the capturable amount.", "amount_to_capture", "amount_too_large");
        var charge = work.Find(intent.Str("latest_charge"))!;
        work.Touch(charge);
        charge["captured"] = true;
        charge["amount_captured"] = amount;
        charge["amount_refunded"] = charge.Long("amount") - amount;
        charge["balance_transaction"] = BalanceTransactions.OfCharge(work, charge).Str("id");
        work.Touch(intent);
        intent["status"] = "succeeded";
        intent["amount_received"] = amount;
        intent["amount_capturable"] = 0;
        work.Emit("charge.captured", charge);
        work.Emit("payment_intent.succeeded", intent);
        return intent;
    }
}
