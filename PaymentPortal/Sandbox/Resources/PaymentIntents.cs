using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static partial class PaymentIntents
{
    /// <summary>What is said when an intent is confirmed.</summary>
    private static readonly string[] OfConfirmation = ["off_session", "mandate_data", "error_on_requires_action", "return_url"];

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

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var currency = Currencies.Known(sent.Str("currency")!);
        Currencies.CheckChargeable(sent.Long("amount")!.Value, currency);
        var customer = sent.Str("customer") is { } id ? work.Get("customer", id, "customer") : null;
        var intent = New(work, sent.Long("amount")!.Value, currency, customer);
        if (!sent.ContainsKey("payment_method_types"))
            intent["automatic_payment_methods"] = PaymentTypes.Automatic(sent);
        Apply(call, intent);
        Shapes.CheckReturnUrl(sent);
        CheckUnconfirmed(sent);
        work.Emit("payment_intent.created", intent);
        return sent.Flag("confirm") ? ConfirmWith(call, intent) : intent;
    }

    /// <summary>Refuses what belongs to a confirmation where there is none.</summary>
    public static void CheckUnconfirmed(JsonObject sent)
    {
        if (!sent.Flag("confirm") && OfConfirmation.FirstOrDefault(sent.ContainsKey) is { } early)
            throw StripeError.Invalid($"You cannot set `{early}` unless you set `confirm` to true.", early);
    }

    private static void Apply(Call call, JsonObject intent)
    {
        var (work, sent) = (call.Work, call.Sent);
        Shapes.CheckEmail(sent, "receipt_email");
        intent.Take(sent, "description", "receipt_email", "setup_future_usage", "statement_descriptor", "statement_descriptor_suffix", "transfer_group", "capture_method", "confirmation_method");
        PaymentTypes.Apply(intent, sent, intent.Str("currency"));
        PaymentTypes.CheckOptions(sent, intent);
        CheckOrder(sent, intent.Strings("payment_method_types"));
        CheckOfInvoice(intent, sent);
        if (sent.ContainsKey("shipping"))
            intent["shipping"] = Shapes.Shipping(sent);
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
            ThreeDSecure.StepBack(intent);
        }
        else if (sent.ContainsKey("payment_method"))
        {
            intent["payment_method"] = null;
            ThreeDSecure.StepBack(intent);
        }
    }

    /// <summary>An invoice's payment is captured at once, and its customer's.</summary>
    private static void CheckOfInvoice(JsonObject intent, JsonObject sent)
    {
        if (intent.Str("_invoice") is null)
            return;
        foreach (var (said, param) in ((JsonObject?, string)[])[(sent, "capture_method"), (sent.Obj("payment_method_options")?.Obj("card"), "payment_method_options[card][capture_method]")])
        {
            if (said?.Str("capture_method") == "manual")
                throw StripeError.Invalid("You cannot change the capture method of a PaymentIntent that was created by an invoice.", param, "payment_intent_invalid_parameter");
        }
        if (sent.Str("customer") is { } customer && customer != intent.Str("customer"))
            throw StripeError.Invalid("You cannot change the customer of a PaymentIntent that was created by an invoice.", "customer", "payment_intent_invalid_parameter");
    }

    /// <summary>Refuses what the sandbox does not do, and what the kinds of payment could not show on a statement.</summary>
    public static void CheckOrder(JsonObject sent, IEnumerable<string> types)
    {
        Shapes.Refuse(
            sent, "payment intents", "allowed_payment_method_types", "amount_details", "application_fee_amount", "confirmation_token", "customer_account", "hooks", "mandate", "on_behalf_of", "payment_details",
            "payment_method_configuration", "radar_options", "transfer_data");
        Shapes.CheckSuffix(sent);
        if (sent.Str("statement_descriptor") is not null && types.Contains("card"))
        {
            throw StripeError.Invalid(
                "The statement_descriptor parameter is not supported for the payment_method_type `card`. To continue supporting payment_method_type `card`, please pass in `statement_descriptor_suffix` or remove the `statement_descriptor` parameter altogether. Please see https://support.stripe.com/questions/use-of-the-statement-descriptor-parameter-on-paymentintents-for-card-charges for additional details.",
                "statement_descriptor");
        }
    }

    /// <summary>The payment method that the call names or describes, if it does.</summary>
    public static JsonObject? Method(Work work, JsonObject sent)
    {
        Shapes.Exclusive(sent, "payment_method", "payment_method_data");
        if (sent.Str("payment_method") is { } id)
            return PaymentMethods.Resolve(work, id);
        return sent.Obj("payment_method_data") is { } data ? StripeError.Within("payment_method_data", () => PaymentMethods.Create(work, data, mayType: true)) : null;
    }

    private static void Usable(JsonObject method, JsonObject intent)
    {
        PaymentTypes.Check(intent, method);
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
        var status = intent.Str("status")!;
        foreach (var name in call.Sent.Select(p => p.Key).Where(k => k is not ("expand" or "client_secret")))
        {
            if (Updatable(name) is { } states && !states.Contains(status))
                throw Unexpected(intent, $"This PaymentIntent's {name} could not be updated because it has a status of {status}. You may only update the {name} of a PaymentIntent with one of the following statuses: {string.Join(", ", states)}.");
        }
        call.Work.Change(intent, null, i =>
        {
            Reprice(call.Work, i, call.Sent);
            Apply(call, i);
        });
        return intent;
    }

    private static void Reprice(Work work, JsonObject intent, JsonObject sent)
    {
        var (amount, currency) = (intent.Long("amount")!.Value, intent.Str("currency")!);
        var (newAmount, newCurrency) = (sent.Long("amount") ?? amount, sent.Str("currency") is { } code ? Currencies.Known(code) : currency);
        if (newAmount == amount && newCurrency == currency)
            return;
        var changed = newAmount != amount ? "amount" : "currency";
        if (intent.Str("_invoice") is not null)
            throw StripeError.Invalid($"You cannot change the {changed} of a PaymentIntent that was created by an invoice.", changed, "payment_intent_invalid_parameter");
        if (work.Find(intent.Str("_checkout"))?.Str("status") == "open")
            throw StripeError.Invalid($"You cannot change the {changed} of a PaymentIntent that was created by a Checkout Session.", changed, "payment_intent_invalid_parameter");
        Currencies.CheckChargeable(newAmount, newCurrency);
        intent["amount"] = newAmount;
        intent["currency"] = newCurrency;
        ThreeDSecure.StepBack(intent);
    }

    private static readonly string[] Unconfirmed = ["requires_payment_method", "requires_confirmation", "requires_action"];

    /// <summary>In which states a part of an intent can be changed; null where in any.</summary>
    private static string[]? Updatable(string name) => name switch
    {
        "metadata" or "description" => null,
        "receipt_email" => [.. Unconfirmed, "requires_capture", "succeeded"],
        _ => Unconfirmed,
    };

    public static StripeError Unexpected(JsonObject intent, string message) =>
        new(400, "invalid_request_error", $"{intent.Str("object")}_unexpected_state", message) { Objects = new JsonObject { [intent.Str("object")!] = intent.Shown() } };
}
