using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Events
{
    private const int MostTypes = 20;

    public static void Map(Router router)
    {
        router.Get("/v1/events", List);
        router.Get("/v1/events/{id}", c => Read(c.Work.Store.Rows("SELECT json,pending FROM events WHERE id=$0", Row, c.Id) is [var found] ? found : throw StripeError.NoSuch("event", c.Id)));
    }

    private static (string Json, long Pending) Row(SqliteDataReader reader) => (Packed.Unpack((byte[])reader.GetValue(0)), reader.GetInt64(1));

    private static JsonObject Read((string Json, long Pending) row)
    {
        var read = JsonNode.Parse(row.Json)!.AsObject();
        read["pending_webhooks"] = row.Pending;
        return read;
    }

    private static JsonObject List(Call call)
    {
        var sql = new StringBuilder("SELECT json,pending FROM events WHERE 1=1");
        var values = new List<object?>();
        if (call.Sent.Str("type") is { } type)
            Page.Where(sql, values, "type", type.Contains('*') ? " GLOB " : "=", type.Contains('*') ? type.Replace("[", "[[]").Replace("?", "[?]") : type);
        if (call.Sent.Strings("types").ToList() is { Count: > 0 } types)
        {
            if (call.Has("type"))
                throw StripeError.Invalid("You may only specify one of these parameters: type, types.", "types", "parameters_exclusive");
            if (types.Count > MostTypes)
                throw StripeError.Invalid("You may only specify up to 20 event types.", "types");
            sql.Append(CultureInfo.InvariantCulture, $" AND type IN ({string.Join(",", types.Select((_, i) => $"${values.Count + i}"))})");
            values.AddRange(types);
        }
        if (call.Has("delivery_success"))
            sql.Append(call.Sent.Flag("delivery_success") ? " AND pending=0" : " AND pending>0");
        Page.Created(call, sql, values);
        var backward = Page.Cursor(call, sql, values, "events", "event");
        var limit = Page.Limit(call);
        var order = backward ? "ASC" : "DESC";
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY created {order}, seq {order} LIMIT {limit + 1}");
        var found = call.Work.Store.Rows(sql.ToString(), r => Read(Row(r)), values.ToArray());
        return Page.Shaped("/v1/events", found, limit, backward);
    }
}
