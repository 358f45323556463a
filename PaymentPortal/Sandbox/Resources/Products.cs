using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Products
{
    private const int MostImages = 8;
    private const int LongestUnitLabel = 12;

    public static void Map(Router router)
    {
        router.Post("/v1/products", c => Create(c.Work, c.Sent));
        router.Get("/v1/products", c => Page.Of(c, "product",
            o => (c.Sent["ids"] is null || c.Sent.Strings("ids").Contains(o.Str("id")))
                && (c.Sent.Str("type") is not { } type || o.Str("type") == type)
                && (c.Sent.Str("url") is not { } url || o.Str("url") == url)
                && (!c.Has("shippable") || o.Flag("shippable") == c.Sent.Flag("shippable")),
            ("status", c.Has("active") ? c.Sent.Flag("active") ? "true" : "false" : null)));
        router.Get("/v1/products/{id}", c => c.Work.Get("product", c.Id));
        router.Post("/v1/products/{id}", Update);
        router.Delete("/v1/products/{id}", Delete);
    }

    public static JsonObject Create(Work work, JsonObject sent)
    {
        if (sent.Str("id") is { } chosen && work.Find(chosen) is not null)
            throw StripeError.Invalid("Product already exists.", "id", "resource_already_exists");
        var now = work.RealNow;
        var product = new JsonObject
        {
            ["id"] = sent.Str("id") ?? Ids.New("prod"),
            ["object"] = "product",
            ["active"] = true,
            ["created"] = now,
            ["default_price"] = null,
            ["description"] = null,
            ["images"] = new JsonArray(),
            ["livemode"] = false,
            ["marketing_features"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["name"] = null,
            ["package_dimensions"] = null,
            ["shippable"] = null,
            ["statement_descriptor"] = null,
            ["tax_code"] = null,
            ["type"] = sent.Str("type") ?? "service",
            ["unit_label"] = null,
            ["updated"] = now,
            ["url"] = null,
        };
        work.Add(product);
        Apply(product, sent);
        work.Emit("product.created", product);
        if (sent.Obj("default_price_data") is { } price)
        {
            price["product"] = product.Str("id");
            var created = StripeError.Within("default_price_data", () => Prices.Create(work, price));
            work.Change(product, "product.updated", p => p["default_price"] = created.Str("id"));
        }
        return product;
    }

    private static JsonObject Update(Call call)
    {
        var product = call.Work.Get("product", call.Id);
        if (call.Sent.Str("default_price") is { } price && call.Work.Get("price", price, "default_price").Str("product") != call.Id)
            throw StripeError.Invalid($"The price {price} does not belong to the product {call.Id}.", "default_price");
        call.Work.Change(product, "product.updated", p =>
        {
            Apply(p, call.Sent);
            p["updated"] = call.Work.RealNow;
        });
        return product;
    }

    private static void Apply(JsonObject product, JsonObject sent)
    {
        Shapes.CheckUrls(sent, "url");
        Shapes.CheckOnStatement(sent, "statement_descriptor");
        Shapes.CheckLength(sent, "unit_label", LongestUnitLabel);
        CheckTaxCode(sent);
        if (sent.Strings("images").Count() > MostImages)
            throw StripeError.Invalid($"A product can have at most {MostImages} images.", "images");
        product.Take(sent, "active", "default_price", "description", "images", "marketing_features", "name", "package_dimensions", "shippable", "statement_descriptor", "tax_code", "unit_label", "url");
        foreach (var list in new[] { "images", "marketing_features" })
            product[list] ??= new JsonArray();
        Shapes.Metadata(product, sent);
    }

    /// <summary>Refuses what is not written as Stripe's tax codes are; which of them there are is not known here.</summary>
    public static void CheckTaxCode(JsonObject sent)
    {
        if (sent.Str("tax_code") is { } code && !(code.Split('_') is ["txcd", { Length: 8 } number] && number.All(char.IsAsciiDigit)))
            throw StripeError.NoSuch("tax code", code, "tax_code");
    }

    private static JsonObject Delete(Call call)
    {
        var product = call.Work.Get("product", call.Id);
        if (call.Work.Where("price", "parent", call.Id).Count > 0)
            throw StripeError.Invalid("This product cannot be deleted because it has one or more user-created prices.");
        call.Work.Emit("product.deleted", product);
        call.Work.Remove(product);
        return Shapes.Deleted(product);
    }
}
