using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class PaymentMethods
{
    public static void Map(Router router)
    {
        router.Post("/v1/payment_methods", c => Create(c.Work, c.Sent), publishable: true);
        router.Get("/v1/payment_methods", c => ListOf(c, c.Sent.Str("customer") ?? throw StripeError.Missing("customer")));
        router.Get("/v1/payment_methods/{id}", c => Resolve(c.Work, c.Id, "id"));
        router.Post("/v1/payment_methods/{id}", Update);
        router.Post("/v1/payment_methods/{id}/attach", c => Attach(c.Work, Resolve(c.Work, c.Id, "id"), c.Work.Get("customer", c.Sent.Str("customer") ?? throw StripeError.Missing("customer"), "customer")));
        router.Post("/v1/payment_methods/{id}/detach", Detach);
    }

    public static JsonObject ListOf(Call call, string customer) => Page.Of(call, "payment_method", null, ("customer", customer), ("key", call.Sent.Str("type")));

    /// <summary>Makes a payment method of what was sent: a card's number, or a token such as tok_visa.</summary>
    public static JsonObject Create(Work work, JsonObject sent)
    {
        var type = sent.Str("type") ?? throw StripeError.Missing("type");
        if (type != "card")
            throw StripeError.Invalid($"The payment method type provided: {type} is invalid. This sandbox accepts cards.", "type");
        var typed = sent.Obj("card") ?? throw StripeError.Missing("card");
        var now = work.RealNow;
        var card = typed.Str("token") is { } token
            ? Cards.IsToken(token.Replace("tok_", "pm_card_")) ? Cards.OfToken(token.Replace("tok_", "pm_card_"), work.Store.Salt, now) : throw StripeError.NoSuch("token", token, "card[token]")
            : Cards.OfTyped(typed, work.Store.Salt, now);
        return Add(work, card, sent);
    }

    private static JsonObject Add(Work work, JsonObject card, JsonObject? sent)
    {
        var behaviour = card.Str("_behaviour");
        card.Remove("_behaviour");
        var method = new JsonObject
        {
            ["id"] = Ids.New("pm"),
            ["object"] = "payment_method",
            ["allow_redisplay"] = sent?.Str("allow_redisplay") ?? "unspecified",
            ["billing_details"] = Shapes.BillingDetails(sent?.Obj("billing_details")),
            ["card"] = card,
            ["created"] = work.RealNow,
            ["customer"] = null,
            ["customer_account"] = null,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["type"] = "card",
            ["_behaviour"] = behaviour,
        };
        if (sent is not null)
            Shapes.Metadata(method, sent);
        return work.Add(method);
    }

    /// <summary>The payment method of an id, or a new one of a test token such as pm_card_visa.</summary>
    public static JsonObject Resolve(Work work, string id, string param = "payment_method") =>
        Cards.IsToken(id) ? Add(work, Cards.OfToken(id, work.Store.Salt, work.RealNow), null) : work.Get("payment_method", id, param);

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
        if (Cards.RefusalOf(method.Str("_behaviour")) is { } refusal && method.Str("_behaviour") != "attaches_then_declines")
            throw new StripeError(402, "card_error", refusal.Code, refusal.Message) { DeclineCode = refusal.DeclineCode };
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
        if (method.Obj("card")!.Obj("checks")!.Str("cvc_check") == "unchecked")
            method.Obj("card")!.Obj("checks")!["cvc_check"] = "pass";
        work.Touch(method);
        work.Emit("payment_method.attached", method);
    }

    private static JsonObject Update(Call call)
    {
        var method = call.Work.Get("payment_method", call.Id);
        if (method.Str("customer") is null)
            throw StripeError.Invalid("You must save this PaymentMethod to a customer before you can update it.", null, "payment_method_unexpected_state");
        call.Work.Change(method, "payment_method.updated", m =>
        {
            m.Take(call.Sent, "allow_redisplay");
            if (call.Sent.Obj("billing_details") is { } details)
                m["billing_details"] = Shapes.BillingDetails(details);
            if (call.Sent.Obj("card") is { } card)
                m.Obj("card")!.Take(card, "exp_month", "exp_year");
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
