using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Resources;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>One page of a list, newest first, by cursor as Stripe pages.</summary>
internal static class Page
{
    /// <summary>What lists can be narrowed to but nothing here has.</summary>
    private static readonly string[] NotKnown = ["attach_to_self", "customer_account", "payment_link"];

    /// <summary>Objects of a kind whose columns equal the given values; a null value filters nothing.</summary>
    public static JsonObject Of(Call call, string kind, Func<JsonObject, bool>? keep = null, params ReadOnlySpan<(string Column, string? Value)> filters)
    {
        Shapes.Refuse(call.Sent, "lists", NotKnown);
        var sql = new StringBuilder("SELECT json FROM objects WHERE kind=$0");
        List<object?> values = [kind];
        foreach (var (column, value) in filters)
        {
            if (value is null)
                continue;
            if (column == "customer" && call.Work.Find(value)?.Str("object") != "customer")
                throw StripeError.NoSuch("customer", value, "customer");
            Where(sql, values, column, "=", value);
        }
        Created(call, sql, values);
        var backward = Cursor(call, sql, values, "objects", kind);
        var limit = Limit(call);
        var order = backward ? "ASC" : "DESC";
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY created {order}, seq {order}");
        if (keep is null)
            sql.Append(CultureInfo.InvariantCulture, $" LIMIT {limit + 1}");
        var found = call.Work.Store.Texts(sql.ToString(), [.. values])
            .Select(j => JsonNode.Parse(j)!.AsObject()).Where(o => !o.Flag("deleted") && (keep is null || keep(o))).Take(limit + 1).ToList();
        return Shaped(call.Path, found, limit, backward);
    }

    /// <summary>What was made of a payment: of the charge or the intent that is named, which has to be one.</summary>
    public static JsonObject OfPayment(Call call, string kind)
    {
        foreach (var name in new[] { "charge", "payment_intent" })
        {
            if (call.Sent.Str(name) is { } id)
                call.Work.Get(name, id, name);
        }
        return Of(call, kind, null, ("parent", call.Sent.Str("charge")), ("key", call.Sent.Str("payment_intent")));
    }

    public static JsonObject Shaped(string url, List<JsonObject> found, int limit, bool backward)
    {
        var more = found.Count > limit;
        var page = found.Take(limit);
        if (backward)
            page = page.Reverse();
        return Json.List(url, page.Select(o => o.Shown()), more);
    }

    /// <summary>A page of what stands inside an object already, such as an invoice's lines.</summary>
    public static JsonObject Of(Call call, IEnumerable<JsonObject> all)
    {
        var items = all.ToList();
        var backward = IsBackward(call);
        var param = backward ? "ending_before" : "starting_after";
        var from = 0;
        if (call.Sent.Str(param) is { } cursor)
        {
            var at = items.FindIndex(o => o.Str("id") == cursor);
            if (at < 0)
                throw StripeError.NoSuch(Work.Noun(items.FirstOrDefault()?.Str("object") ?? "object"), cursor, param);
            from = backward ? 0 : at + 1;
            items = backward ? [.. items.Take(at).Reverse()] : items;
        }
        var limit = Limit(call);
        return Shaped(call.Path, [.. items.Skip(from).Take(limit + 1)], limit, backward);
    }

    public static int Limit(Call call)
    {
        var limit = call.Sent.Long("limit") ?? 10;
        if (limit < 1)
            throw StripeError.Invalid("This value must be greater than or equal to 1.", "limit", "parameter_invalid_integer");
        if (limit > 100)
            throw StripeError.Invalid("This value must be less than or equal to 100 (it currently is '" + limit.ToString(CultureInfo.InvariantCulture) + "').", "limit", "parameter_invalid_integer");
        return (int)limit;
    }

    public static void Where(StringBuilder sql, List<object?> values, string column, string comparison, object value)
    {
        sql.Append(CultureInfo.InvariantCulture, $" AND {column}{comparison}${values.Count}");
        values.Add(value);
    }

    public static void Created(Call call, StringBuilder sql, List<object?> values)
    {
        if (call.Sent.Long("created") is { } exactly)
            Where(sql, values, "created", "=", exactly);
        if (call.Sent.Obj("created") is not { } range)
            return;
        foreach (var (name, comparison) in new[] { ("gt", ">"), ("gte", ">="), ("lt", "<"), ("lte", "<=") })
        {
            if (range.Long(name) is { } bound)
                Where(sql, values, "created", comparison, bound);
        }
    }

    /// <summary>Continues after (or before) the object that the cursor names.</summary>
    public static bool Cursor(Call call, StringBuilder sql, List<object?> values, string table, string kind)
    {
        var backward = IsBackward(call);
        var param = backward ? "ending_before" : "starting_after";
        if (call.Sent.Str(param) is { } cursor)
            From(call, sql, values, (table, kind), cursor, param, backward);
        return backward;
    }

    /// <summary>Goes on with the older objects after the named one.</summary>
    public static void After(Call call, StringBuilder sql, List<object?> values, string kind, string cursor, string param) => From(call, sql, values, ("objects", kind), cursor, param, backward: false);

    private static void From(Call call, StringBuilder sql, List<object?> values, (string Table, string Kind) where, string cursor, string param, bool backward)
    {
        var (table, kind) = where;
        var at = table == "events"
            ? call.Work.Store.Rows("SELECT created,seq FROM events WHERE id=$0", r => (Created: r.GetInt64(0), Seq: r.GetInt64(1)), cursor)
            : call.Work.Store.Rows("SELECT created,seq FROM objects WHERE id=$0 AND kind=$1", r => (Created: r.GetInt64(0), Seq: r.GetInt64(1)), cursor, kind);
        if (at.Count == 0)
            throw StripeError.NoSuch(Work.Noun(kind), cursor, param);
        var sign = backward ? ">" : "<";
        var n = values.Count;
        sql.Append(CultureInfo.InvariantCulture, $" AND (created{sign}${n} OR (created=${n} AND seq{sign}${n + 1}))");
        values.Add(at[0].Created);
        values.Add(at[0].Seq);
    }

    private static bool IsBackward(Call call)
    {
        var backward = call.Sent.Str("ending_before") is not null;
        if (backward && call.Sent.Str("starting_after") is not null)
            throw StripeError.Invalid("You can only specify one of these parameters: ending_before, starting_after.", "ending_before", "parameters_exclusive");
        return backward;
    }
}
