using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class PaymentMethods
{
    public static void Map(Router router)
    {
        router.Post("/v1/payment_methods", c => Create(c.Work, c.Sent, mayType: c.Publishable || c.Work.Options.RawCardNumbers), publishable: true);
        router.Get("/v1/payment_methods", c => ListOf(c, c.Sent.Str("customer") ?? throw StripeError.Missing("customer")));
        router.Get("/v1/payment_methods/{id}", c => Resolve(c.Work, c.Id, "id"));
        router.Post("/v1/payment_methods/{id}", Update);
        router.Post("/v1/payment_methods/{id}/attach", Attach);
        router.Post("/v1/payment_methods/{id}/detach", Detach);
    }

    private static JsonObject Attach(Call call)
    {
        Shapes.Refuse(call.Sent, "payment methods", "customer_account");
        return Attach(call.Work, Resolve(call.Work, call.Id, "id"), call.Work.Get("customer", call.Sent.Str("customer") ?? throw StripeError.Missing("customer"), "customer"));
    }

    public static JsonObject ListOf(Call call, string customer) => Page.Of(call, "payment_method", call.Sent.Str("allow_redisplay") is { } redisplay ? m => m.Str("allow_redisplay") == redisplay : null, ("customer", customer), ("key", call.Sent.Str("type")));

    /// <summary>Makes a payment method of what was sent: a card's number (of a page only), a token such as tok_visa, or a bank account.</summary>
    public static JsonObject Create(Work work, JsonObject sent, bool mayType)
    {
        var type = sent.Str("type") ?? throw StripeError.Missing("type");
        Refuse(sent, type);
        return type switch
        {
            "card" => Add(work, type, CardOf(work, sent.Obj("card") ?? throw StripeError.Missing("card"), mayType), sent),
            "us_bank_account" => Unverified(Add(work, type, BankAccounts.OfTyped(work, type, sent), sent)),
            "sepa_debit" => Add(work, type, BankAccounts.OfTyped(work, type, sent), sent),
            _ => throw StripeError.Invalid(
                $"The payment method type provided: {type} is invalid. Please ensure the provided type is activated in your dashboard (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features that you are trying to use.", "type"),
        };
    }

    /// <summary>Refuses copies of another account's methods, what the sandbox does not do, and what belongs to methods of another type.</summary>
    private static void Refuse(JsonObject sent, string type) => Shapes.Refuse(
        sent, "payment methods", ["customer", "customer_account", "payment_method", "radar_options", "card.networks", .. sent.Where(p => p.Value is JsonObject && p.Key is not ("billing_details" or "metadata") && p.Key != type).Select(p => p.Key)]);

    /// <summary>An account that was typed is not known to be its owner's, unlike one that he picked at his bank.</summary>
    private static JsonObject Unverified(JsonObject method)
    {
        if (method.Obj("us_bank_account")!.Str("financial_connections_account") is null)
            method["_unverified"] = true;
        return method;
    }

    private static JsonObject CardOf(Work work, JsonObject sent, bool mayType)
    {
        if (sent.Str("token") is { } token)
        {
            StripeError.Within("card", () => Shapes.Refuse(sent, "a card that its token names", "number", "cvc", "exp_month", "exp_year"));
            return token.StartsWith("tok_", StringComparison.Ordinal) && TestCard.OfName(token) is { } card ? Cards.OfToken(work, card) : throw StripeError.NoSuch("token", token, "card[token]");
        }
        if (!mayType)
        {
            throw StripeError.Invalid(
                "Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing. To enable testing raw card data APIs, see https://support.stripe.com/questions/enabling-access-to-raw-card-data-apis.");
        }
        return Cards.OfTyped(work, sent);
    }

    private static JsonObject Add(Work work, string type, JsonObject details, JsonObject? sent) => work.Add(New(work, type, details, sent));

    /// <summary>A card that is used once and not kept.</summary>
    public static JsonObject Unkept(Work work, JsonObject card) => New(work, "card", card, null);

    private static JsonObject New(Work work, string type, JsonObject details, JsonObject? sent)
    {
        var behaviour = details.Str("_behaviour");
        details.Remove("_behaviour");
        var method = new JsonObject
        {
            ["id"] = Ids.New("pm"),
            ["object"] = "payment_method",
            ["allow_redisplay"] = sent?.Str("allow_redisplay") ?? "unspecified",
            ["billing_details"] = Shapes.BillingDetails(sent ?? []),
            [type] = details,
            ["created"] = work.RealNow,
            ["customer"] = null,
            ["customer_account"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["type"] = type,
            ["_behaviour"] = behaviour,
        };
        if (sent is not null)
            Shapes.Metadata(method, sent);
        return method;
    }

    /// <summary>The payment method of an id, or a new one of a test name such as pm_card_visa or pm_usBankAccount_success.</summary>
    public static JsonObject Resolve(Work work, string id, string param = "payment_method")
    {
        if (id.StartsWith("pm_card_", StringComparison.Ordinal) && TestCard.OfName(id) is { } card)
            return Add(work, "card", Cards.OfToken(work, card), null);
        if (TestAccount.OfName(id) is not { } account)
            return work.Get("payment_method", id, param);
        var holder = new JsonObject { ["billing_details"] = new JsonObject { ["email"] = "jenny.rosen@example.com", ["name"] = "Jenny Rosen" } };
        return Add(work, account.IsSepa ? "sepa_debit" : "us_bank_account", BankAccounts.OfToken(work, account), holder);
    }

    private static bool IsCard(JsonObject method) => method.Str("type") == "card";

    public static JsonObject Attach(Work work, JsonObject method, JsonObject customer)
    {
        if (method.Str("customer") is { } owner)
        {
            return owner == customer.Str("id") ? method
                : throw StripeError.Invalid("The payment method you provided has already been attached to a customer.", "payment_method", "payment_method_unexpected_state");
        }
        if (method.Flag("_detached"))
        {
            throw StripeError.Invalid(
                "This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.", "payment_method");
        }
        if (method.Flag("_unverified"))
            throw StripeError.Invalid("Payment methods of type us_bank_account must be verified before they can be attached to a customer.", "payment_method", "payment_method_unexpected_state");
        // A bank is asked whether the card is good; one that is known to decline only charges says yes.
        if (IsCard(method) && !Behaviour.Of(method).Is("attaches") && Refusal.OfCard(method, work.Now(customer)) is { Blocked: "" } refusal)
            throw new StripeError(402, "card_error", refusal.Code, refusal.Message, refusal.Param) { DeclineCode = refusal.DeclineCode };
        Own(work, method, customer);
        return method;
    }

    /// <summary>Gives the method to the customer without asking its bank, as a payment that succeeded does.</summary>
    public static void Own(Work work, JsonObject method, JsonObject customer)
    {
        if (method.Str("customer") is not null)
            return;
        method["_clock"] = customer.Str("_clock");
        method["customer"] = customer.Str("id");
        if (IsCard(method))
            method.Obj("card")!["checks"] = Cards.Checked(method, codeIsWrong: false);
        work.Touch(method);
        work.Emit("payment_method.attached", method);
    }

    private static JsonObject Update(Call call)
    {
        var method = call.Work.Get("payment_method", call.Id);
        if (method.Str("customer") is null)
            throw StripeError.Invalid("You must save this PaymentMethod to a customer before you can update it.", null, "payment_method_unexpected_state");
        Refuse(call.Sent, method.Str("type")!);
        call.Work.Change(method, "payment_method.updated", m =>
        {
            m.Take(call.Sent, "allow_redisplay");
            if (call.Sent.Obj("billing_details") is { } details)
                m.Obj("billing_details")!.Take(Shapes.BillingDetails(call.Sent), [.. details.Select(d => d.Key)]);
            if (call.Sent.Obj("card") is { } sent && m.Obj("card") is { } card)
            {
                card.Take(sent, "exp_month", "exp_year");
                Cards.CheckExpiry(card.Long("exp_month")!.Value, card.Long("exp_year")!.Value, call.Work.Now(m));
            }
            if (call.Sent.Obj("us_bank_account") is { } changes && m.Obj("us_bank_account") is { } account)
                account.Take(changes, "account_holder_type", "account_type");
            Shapes.Metadata(m, call.Sent);
        });
        return method;
    }

    private static JsonObject Detach(Call call)
    {
        var method = call.Work.Get("payment_method", call.Id);
        if (method.Str("customer") is not { } owner)
            throw StripeError.Invalid("The payment method you provided is not attached to a customer so detachment is impossible.", "payment_method");
        var customer = call.Work.Find(owner)!;
        if (customer.Obj("invoice_settings")?.Str("default_payment_method") == call.Id)
            call.Work.Change(customer, "customer.updated", c => c.Obj("invoice_settings")!["default_payment_method"] = null);
        foreach (var subscription in call.Work.Where("subscription", "customer", owner).Where(s => s.Str("default_payment_method") == call.Id))
            call.Work.Change(subscription, "customer.subscription.updated", s => s["default_payment_method"] = null);
        method["customer"] = null;
        method["_detached"] = true;
        call.Work.Touch(method);
        call.Work.Emit("payment_method.detached", method, new JsonObject { ["customer"] = owner });
        return method;
    }
}
