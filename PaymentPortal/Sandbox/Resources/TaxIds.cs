using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Tax ids of customers, and those of the account itself.</summary>
internal static class TaxIds
{
    private const int MostOfCustomer = 5;

    public static void Map(Router router)
    {
        router.Post("/v1/customers/{id}/tax_ids", c => Add(c.Work, c.Work.Get("customer", c.Id), c.Sent.Str("type")!, c.Sent.Str("value")!));
        router.Get("/v1/customers/{id}/tax_ids", c => Page.Of(c, "tax_id", null, ("customer", c.Work.Get("customer", c.Id).Str("id"))));
        router.Get("/v1/customers/{customerId}/tax_ids/{id}", OfCustomer);
        router.Delete("/v1/customers/{customerId}/tax_ids/{id}", c => Delete(c.Work, OfCustomer(c)));
        router.Post("/v1/tax_ids", Create);
        router.Get("/v1/tax_ids", List);
        router.Get("/v1/tax_ids/{id}", c => c.Work.Get("tax_id", c.Id));
        router.Delete("/v1/tax_ids/{id}", c => Delete(c.Work, c.Work.Get("tax_id", c.Id)));
    }

    private static JsonObject OfCustomer(Call call)
    {
        var id = call.Work.Get("tax_id", call.Path.Split('/')[^1]);
        return id.Str("customer") == call.Id ? id : throw StripeError.NoSuch("tax_id", id.Str("id")!);
    }

    private static JsonObject Create(Call call)
    {
        var (type, value, owner) = (call.Sent.Str("type")!, call.Sent.Str("value")!, call.Sent.Obj("owner"));
        StripeError.Within("owner", () => Shapes.Refuse(owner ?? [], "a tax id's owner", owner?.Str("type") == "customer" ? ["account", "customer_account"] : ["account", "customer_account", "customer"]));
        return (owner?.Str("type") ?? "self") switch
        {
            "self" => Add(call.Work, null, type, value),
            "customer" => Add(call.Work, call.Work.Get("customer", owner!.Str("customer") ?? throw StripeError.Missing("owner[customer]"), "owner[customer]"), type, value),
            _ => throw StripeError.Invalid("Tax ids of other accounts need connected accounts, which this account does not have.", "owner[type]"),
        };
    }

    private static JsonObject List(Call call)
    {
        var owner = call.Sent.Obj("owner");
        return owner?.Str("type") == "customer"
            ? Page.Of(call, "tax_id", null, ("customer", call.Work.Get("customer", owner.Str("customer") ?? throw StripeError.Missing("owner[customer]"), "owner[customer]").Str("id")))
            : Page.Of(call, "tax_id", id => id.Str("customer") is null);
    }

    /// <summary>An id of the customer, or of the account where there is none. Those that an authority can be asked about are looked up a moment later.</summary>
    public static JsonObject Add(Work work, JsonObject? customer, string type, string value)
    {
        var country = TaxIdForms.Check(type, value);
        if (customer is not null && Of(work, customer).Count() >= MostOfCustomer)
            throw StripeError.Invalid($"A customer can have at most {MostOfCustomer} tax ids.", "value");
        var clock = customer?.Str("_clock");
        var asked = type is "eu_vat" or "gb_vat" or "au_abn";
        var id = work.Add(new JsonObject
        {
            ["id"] = Ids.New("txi"),
            ["object"] = "tax_id",
            ["country"] = country,
            ["created"] = work.Now(clock),
            ["customer"] = customer?.Str("id"),
            ["customer_account"] = null,
            ["livemode"] = false,
            ["owner"] = customer is null ? new JsonObject { ["customer_account"] = null, ["type"] = "self" } : new JsonObject { ["customer"] = customer.Str("id"), ["customer_account"] = null, ["type"] = "customer" },
            ["type"] = type,
            ["value"] = value,
            ["verification"] = customer is null ? null : new JsonObject { ["status"] = asked ? "pending" : "unavailable", ["verified_address"] = null, ["verified_name"] = null },
            ["_clock"] = clock,
            ["_due"] = customer is not null && asked && !value.EndsWith("222222222", StringComparison.Ordinal) ? work.Now(clock) + 1 : null,
        });
        if (customer is not null)
            work.Emit("customer.tax_id.created", id);
        return id;
    }

    public static IEnumerable<JsonObject> Of(Work work, JsonObject customer) =>
        work.Where("tax_id", "customer", customer.Str("id")!).Where(id => id.Str("customer") == customer.Str("id"));

    /// <summary>The authority's answer: 111111111 is unknown to it, about 222222222 it never answers, every other number it confirms.</summary>
    public static void FallDue(Work work, JsonObject id) => work.Change(id, "customer.tax_id.updated", t =>
    {
        t["_due"] = null;
        var verified = !t.Str("value")!.EndsWith("111111111", StringComparison.Ordinal);
        var verification = t.Obj("verification")!;
        verification["status"] = verified ? "verified" : "unverified";
        if (!verified)
            return;
        verification["verified_address"] = "123 TEST STREET";
        verification["verified_name"] = "TEST";
    });

    private static JsonObject Delete(Work work, JsonObject id)
    {
        if (id.Str("customer") is not null)
            work.Emit("customer.tax_id.deleted", id);
        work.Remove(id);
        return Shapes.Deleted(id);
    }
}
