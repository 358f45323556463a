using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Customers
{
    private const int LongestName = 256;
    private const int LongestPhone = 20;

    public static void Map(Router router)
    {
        router.Post("/v1/customers", c => Create(c.Work, c.Sent));
        router.Get("/v1/customers", c => Page.Of(c, "customer", null, ("key", c.Sent.Str("email")), ("clock", c.Sent.Str("test_clock") ?? "")));
        router.Get("/v1/customers/{id}", c => c.Work.Find(c.Id) is { } found && found.Str("object") == "customer" ? found.Flag("deleted") ? Shapes.Deleted(found) : found : throw StripeError.NoSuch("customer", c.Id));
        router.Post("/v1/customers/{id}", Update);
        router.Delete("/v1/customers/{id}", Delete);
        router.Get("/v1/customers/{id}/payment_methods", c => PaymentMethods.ListOf(c, c.Work.Get("customer", c.Id).Str("id")!));
        router.Get("/v1/customers/{customerId}/payment_methods/{id}", c => c.Work.Get("payment_method", c.Path.Split('/')[^1]));
    }

    public static JsonObject Create(Work work, JsonObject sent)
    {
        var clock = sent.Str("test_clock");
        if (clock is not null)
            work.Get("test_helpers.test_clock", clock, "test_clock");
        var customer = new JsonObject
        {
            ["id"] = Ids.New("cus"),
            ["object"] = "customer",
            ["address"] = null,
            ["balance"] = 0,
            ["created"] = work.Now(clock),
            ["currency"] = null,
            ["customer_account"] = null,
            ["default_source"] = null,
            ["delinquent"] = false,
            ["description"] = null,
            ["discount"] = null,
            ["email"] = null,
            ["invoice_prefix"] = Ids.Random(8).ToUpperInvariant(),
            ["invoice_settings"] = new JsonObject { ["custom_fields"] = null, ["default_payment_method"] = null, ["footer"] = null, ["rendering_options"] = null },
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["name"] = null,
            ["next_invoice_sequence"] = 1,
            ["phone"] = null,
            ["preferred_locales"] = new JsonArray(),
            ["shipping"] = null,
            ["tax_exempt"] = "none",
            ["test_clock"] = clock,
            ["_clock"] = clock,
        };
        work.Add(customer);
        var method = sent.Str("payment_method") is { } name ? PaymentMethods.Resolve(work, name) : null;
        // A test card is named twice and made once.
        if (method is not null && sent.Obj("invoice_settings") is { } settings && settings.Str("default_payment_method") == sent.Str("payment_method"))
            settings["default_payment_method"] = method.Str("id");
        Apply(work, customer, sent, "initial", method);
        work.Emit("customer.created", customer);
        foreach (var (at, taxId) in sent.Objects("tax_id_data").Index())
            StripeError.Within($"tax_id_data[{at}]", () => TaxIds.Add(work, customer, taxId.Str("type")!, taxId.Str("value")!));
        if (method is not null)
            PaymentMethods.Attach(work, method, customer);
        return customer;
    }

    private static JsonObject Update(Call call)
    {
        var customer = call.Work.Get("customer", call.Id);
        call.Work.Change(customer, "customer.updated", c => Apply(call.Work, c, call.Sent, "adjustment"));
        return customer;
    }

    private static void Apply(Work work, JsonObject customer, JsonObject sent, string balanceChange, JsonObject? attached = null)
    {
        Shapes.Refuse(sent, "customers", "cash_balance", "default_source", "source", "validate", "invoice_settings.rendering_options");
        StripeError.Within("tax", () => Shapes.Refuse(sent.Obj("tax") ?? [], "a customer's tax", "ip_address", "validate_location"));
        if (sent.Long("balance") is { } balance)
            CustomerBalance.Set(work, customer, balance, balanceChange);
        Shapes.CheckEmail(sent, "email");
        Shapes.CheckLength(sent, "name", LongestName);
        Shapes.CheckLength(sent, "phone", LongestPhone);
        InvoiceNumbers.Check(work, customer, sent);
        foreach (var name in new[] { "business_name", "individual_name" }.Where(sent.ContainsKey))
        {
            // The two are told where they are set, and left out else.
            if (sent.Str(name) is { Length: > 0 } value)
                customer[name] = value;
            else
                customer.Remove(name);
        }
        customer.Take(sent, "description", "email", "name", "next_invoice_sequence", "phone", "preferred_locales", "invoice_prefix");
        if (sent.ContainsKey("tax_exempt"))
            customer["tax_exempt"] = sent.Str("tax_exempt") ?? "none";
        if (sent.ContainsKey("address"))
            customer["address"] = Shapes.Address(sent);
        if (sent.ContainsKey("shipping"))
            customer["shipping"] = Shapes.Shipping(sent);
        if (sent.Obj("invoice_settings") is { } settings)
        {
            if (settings.Str("default_payment_method") is { } method && method != attached?.Str("id")
                && work.Get("payment_method", method, "invoice_settings[default_payment_method]").Str("customer") != customer.Str("id"))
            {
                throw StripeError.Invalid(
                    $"The customer does not have a payment method with the ID {method}. The payment method must be attached to the customer.", "invoice_settings[default_payment_method]", "resource_missing");
            }
            StripeError.Within("invoice_settings", () => InvoiceChecks.Fields(settings));
            customer.Obj("invoice_settings")!.Take(settings, "custom_fields", "default_payment_method", "footer");
        }
        Shapes.Metadata(customer, sent);
    }

    private static JsonObject Delete(Call call)
    {
        var customer = call.Work.Get("customer", call.Id);
        foreach (var subscription in call.Work.Where("subscription", "customer", call.Id).Where(s => s.Str("status") is not ("canceled" or "incomplete_expired")))
            SubscriptionEnd.End(call.Work, subscription, "cancellation_requested");
        call.Work.Emit("customer.deleted", customer);
        call.Work.Change(customer, null, c =>
        {
            c["deleted"] = true;
            foreach (var name in new[] { "address", "email", "name", "phone", "shipping", "description" })
                c[name] = null;
        });
        return Shapes.Deleted(customer);
    }

    public static JsonObject Tax(Work work, JsonObject customer) => new()
    {
        ["automatic_tax"] = AutomaticTax.Standing(work, customer),
        ["ip_address"] = null,
        ["location"] = customer.Obj("address")?.Str("country") is { } country
            ? new JsonObject { ["country"] = country, ["source"] = "billing_address", ["state"] = customer.Obj("address")!.Str("state") }
            : null,
        ["provider"] = "stripe",
    };

    /// <summary>A customer takes the currency of what is billed first; what is billed once may be in others.</summary>
    public static void TakeCurrency(Work work, JsonObject customer, string currency)
    {
        if (customer.Str("currency") is null)
            work.Change(customer, "customer.updated", c => CustomerBalance.Turn(c, currency));
    }

    /// <summary>Subscriptions that run are in one currency, which is the customer's.</summary>
    public static void SubscribeIn(Work work, JsonObject customer, string currency)
    {
        if (customer.Str("currency") == currency)
            return;
        if (customer.Str("currency") is { } own && work.Where("subscription", "customer", customer.Str("id")!).Exists(s => !SubscriptionEnd.Over(s)))
        {
            throw StripeError.Invalid(
                $"You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, invoice item or credit balance with currency {own}.", "customer");
        }
        work.Change(customer, "customer.updated", c => CustomerBalance.Turn(c, currency));
    }
}
