using System.Text;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Finding objects by a query: newest first, those on test clocks too, page by page.</summary>
internal static class Searches
{
    private const string OfCard = "payment_method_details.card";

    /// <summary>What can be searched, and by which fields: n numbers, s words and their parts, t whole texts.</summary>
    private static readonly (string Path, string Kind, string Fields)[] Searchable =
    [
        ("charges", "charge", "amount:n billing_details.address.postal_code:t created:n currency:t customer:t disputed:t metadata:t refunded:t status:t "
            + $"{OfCard}.last4:t {OfCard}.exp_month:t {OfCard}.exp_year:t {OfCard}.brand:t {OfCard}.fingerprint:t"),
        ("customers", "customer", "created:n email:s metadata:t name:s phone:s"),
        ("invoices", "invoice", "created:n currency:t customer:t last_finalization_error_code:t last_finalization_error_type:t metadata:t number:s receipt_number:s status:t subscription:t total:n"),
        ("payment_intents", "payment_intent", "amount:n created:n currency:t customer:t metadata:t status:t"),
        ("prices", "price", "active:t currency:t lookup_key:s metadata:t product:t type:t"),
        ("products", "product", "active:t description:s metadata:t name:s shippable:t url:s"),
        ("subscriptions", "subscription", "canceled_at:n created:n metadata:t status:t"),
    ];

    public static void Map(Router router)
    {
        foreach (var (path, kind, list) in Searchable)
        {
            var fields = list.Split(' ').Select(f => f.Split(':')).ToDictionary(f => f[0], f => f[1][0]);
            router.Get($"/v1/{path}/search", c => Find(c, kind, SearchQuery.Parse(c.Sent.Str("query")!, path, fields)));
        }
    }

    private static JsonObject Find(Call call, string kind, SearchQuery query)
    {
        var limit = Page.Limit(call);
        var sql = new StringBuilder("SELECT json FROM objects WHERE kind=$0");
        List<object?> values = [kind];
        var page = call.Sent.Str("page");
        var counted = page is null && call.Sent.Strings("expand").Contains("total_count");
        if (page is not null)
            Page.After(call, sql, values, kind, LastOf(page), "page");
        sql.Append(" ORDER BY created DESC, seq DESC");
        var all = call.Work.Store.Texts(sql.ToString(), [.. values]).Select(j => JsonNode.Parse(j)!.AsObject()).Where(o => !o.Flag("deleted") && query.Holds(o));
        var found = counted ? all.ToList() : all.Take(limit + 1).ToList();
        var result = Page.Shaped(call.Path, found, limit, backward: false);
        result["object"] = "search_result";
        result["next_page"] = found.Count > limit ? Convert.ToHexString(Encoding.UTF8.GetBytes(found[limit - 1].Str("id")!)) : null;
        if (counted)
            result["total_count"] = found.Count;
        return result;
    }

    /// <summary>A page is named by the last object before it.</summary>
    private static string LastOf(string page)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromHexString(page));
        }
        catch (FormatException)
        {
            throw StripeError.Invalid($"Invalid page: {page}. Pass the next_page of an earlier answer.", "page");
        }
    }
}
