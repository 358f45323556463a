using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class TaxIds
{
    public static void Map(Router router)
    {
        router.Post("/v1/customers/{id}/tax_ids", c => Add(c.Work, c.Work.Get("customer", c.Id), c.Sent.Str("type")!, c.Sent.Str("value")!));
        router.Get("/v1/customers/{id}/tax_ids", c => Page.Of(c, "tax_id", null, ("customer", c.Id)));
        router.Get("/v1/customers/{customerId}/tax_ids/{id}", c => c.Work.Get("tax_id", c.Path.Split('/')[^1]));
        router.Delete("/v1/customers/{customerId}/tax_ids/{id}", Delete);
    }

    public static JsonObject Add(Work work, JsonObject customer, string type, string value)
    {
        var id = work.Add(new JsonObject
        {
            ["id"] = Ids.New("txi"),
            ["object"] = "tax_id",
            ["country"] = type == "eu_vat" && value.Length >= 2 ? value[..2].ToUpperInvariant() : type.Split('_')[0].ToUpperInvariant(),
            ["created"] = work.Now(customer),
            ["customer"] = customer.Str("id"),
            ["customer_account"] = null,
            ["livemode"] = false,
            ["owner"] = new JsonObject { ["customer"] = customer.Str("id"), ["customer_account"] = null, ["type"] = "customer" },
            ["type"] = type,
            ["value"] = value,
            ["verification"] = new JsonObject { ["status"] = "pending", ["verified_address"] = null, ["verified_name"] = null },
            ["_clock"] = customer.Str("_clock"),
        });
        work.Emit("customer.tax_id.created", id);
        return id;
    }

    private static JsonObject Delete(Call call)
    {
        var id = call.Work.Get("tax_id", call.Path.Split('/')[^1]);
        call.Work.Emit("customer.tax_id.deleted", id);
        call.Work.Remove(id);
        return Shapes.Deleted(id);
    }
}
