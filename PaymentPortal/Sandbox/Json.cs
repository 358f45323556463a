using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PaymentPortal.Sandbox;

/// <summary>Reading and writing the raw JSON that every object of the sandbox is. A property whose name starts with "_" is the sandbox's own: stored, never shown.</summary>
internal static class Json
{
    /// <summary>So many objects of a list show inside the object that they belong to.</summary>
    private const int MostInside = 10;

    public static readonly JsonSerializerOptions Text = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Str(this JsonObject o, string name) => o[name] is JsonValue v && v.TryGetValue<string>(out var s) ? s : null;

    /// <summary>A link to another object, whether it stands there as id or expanded.</summary>
    public static string? Id(this JsonObject o, string name) => o[name] is JsonObject inner ? inner.Str("id") : o.Str(name);

    public static long? Long(this JsonObject o, string name) => o[name] switch
    {
        JsonValue v when v.TryGetValue<long>(out var l) => l,
        JsonValue v when v.TryGetValue<int>(out var i) => i,
        JsonValue v when v.TryGetValue<decimal>(out var d) => (long)d,
        _ => null,
    };

    public static decimal? Number(this JsonObject o, string name) => o[name] switch
    {
        JsonValue v when v.TryGetValue<decimal>(out var d) => d,
        JsonValue v when v.TryGetValue<long>(out var l) => l,
        JsonValue v when v.TryGetValue<int>(out var i) => i,
        _ => null,
    };

    public static bool Flag(this JsonObject o, string name) => o[name] is JsonValue v && v.TryGetValue<bool>(out var b) && b;

    public static JsonObject? Obj(this JsonObject o, string name) => o[name] as JsonObject;

    public static IEnumerable<JsonObject> Objects(this JsonObject o, string name) => o[name] switch
    {
        JsonArray a => a.OfType<JsonObject>(),
        JsonObject list when list["data"] is JsonArray a => a.OfType<JsonObject>(),
        _ => [],
    };

    public static IEnumerable<string> Strings(this JsonObject o, string name) => o[name] is JsonArray a ? a.OfType<JsonValue>().Select(v => v.GetValue<string>()) : [];

    /// <summary>A copy to stand elsewhere: a node has one place only.</summary>
    public static JsonNode? Copy(this JsonObject o, string name) => o[name]?.DeepClone();

    /// <summary>Takes over each of the named parameters that was sent; a parameter sent empty becomes null.</summary>
    public static void Take(this JsonObject target, JsonObject sent, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (sent.ContainsKey(name))
                target[name] = sent.Copy(name);
        }
    }

    /// <summary>Takes over everything of another state of the same object.</summary>
    public static void Become(this JsonObject o, JsonObject other)
    {
        foreach (var name in o.Select(p => p.Key).Where(n => !other.ContainsKey(n)).ToList())
            o.Remove(name);
        foreach (var (name, value) in other)
            o[name] = value?.DeepClone();
    }

    /// <summary>What others may see of an object: everything but the sandbox's own properties, its own and those of the objects that stand inside it. An id that starts with "_" is the sandbox's own too.</summary>
    public static JsonObject Shown(this JsonObject o)
    {
        var copy = new JsonObject();
        foreach (var (name, value) in o)
        {
            if (IsShown(name, value))
                copy[name] = Shown(name, value);
        }
        return copy;
    }

    private static bool IsShown(string name, JsonNode? value) => !name.StartsWith('_') && !(name == "id" && value is JsonValue id && id.TryGetValue<string>(out var text) && text.StartsWith('_'));

    private static bool IsLong(string name, JsonObject list) => name == "lines" && list["data"] is JsonArray { Count: > MostInside };

    private static JsonObject Beginning(JsonObject list) => ListInside(list.Str("url")!, list.Objects("data").Select(line => line.DeepClone()));

    /// <summary>Whether two lists of lines show the same inside their objects.</summary>
    public static bool ShowsAs(JsonObject one, JsonObject other) => IsLong("lines", one) && IsLong("lines", other) && JsonNode.DeepEquals(Beginning(one).Shown(), Beginning(other).Shown());

    private static bool HoldsObjects(string name, JsonNode? value) => name != "metadata" && value is JsonArray or JsonObject;

    private static JsonNode? Shown(string name, JsonNode? value) => HoldsObjects(name, value)
        ? value switch
        {
            JsonArray array => new JsonArray([.. array.Select(item => item is JsonObject inner ? inner.Shown() : item?.DeepClone())]),
            JsonObject inner => IsLong(name, inner) ? Beginning(inner).Shown() : inner.Shown(),
            _ => null,
        }
        : value?.DeepClone();

    /// <summary>As <see cref="Shown(JsonObject)"/>, straight to the writer.</summary>
    public static void WriteShown(this JsonObject o, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in o)
        {
            if (!IsShown(name, value))
                continue;
            writer.WritePropertyName(name);
            WriteShown(name, value, writer);
        }
        writer.WriteEndObject();
    }

    private static void WriteShown(string name, JsonNode? value, Utf8JsonWriter writer)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else if (HoldsObjects(name, value) && value is JsonObject inner)
        {
            (IsLong(name, inner) ? Beginning(inner) : inner).WriteShown(writer);
        }
        else if (HoldsObjects(name, value) && value is JsonArray array)
        {
            writer.WriteStartArray();
            foreach (var item in array)
                WriteShown("", item, writer);
            writer.WriteEndArray();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    public static JsonArray ArrayOf(params IEnumerable<JsonNode?> items) => new([.. items]);

    /// <summary>A list as it shows inside another object: its beginning. The rest is listed at its address.</summary>
    public static JsonObject ListInside(string url, IEnumerable<JsonNode?> items)
    {
        List<JsonNode?> begin = [.. items.Take(MostInside + 1)];
        return List(url, begin.Take(MostInside), begin.Count > MostInside);
    }

    /// <summary>A list of all that is given.</summary>
    public static JsonObject List(string url, IEnumerable<JsonNode?> items, bool hasMore = false) => new()
    {
        ["object"] = "list",
        ["data"] = ArrayOf(items),
        ["has_more"] = hasMore,
        ["url"] = url,
    };

    /// <summary>The old values of what changed, as an event's previous_attributes: objects by changed part, arrays whole.</summary>
    public static JsonObject Difference(JsonObject before, JsonObject after) => Difference(before, after, name => name.StartsWith('_'));

    /// <summary>True for lists whose objects differ in nothing that is told of them.</summary>
    private static bool IsSameList(JsonObject one, JsonObject other) =>
        one.Str("object") == "list" && one.Objects("data").Select(Shown).SequenceEqual(other.Objects("data").Select(Shown), EqualityComparer<JsonObject>.Create(JsonNode.DeepEquals));

    private static JsonObject Difference(JsonObject before, JsonObject after, Func<string, bool> hidden)
    {
        var changed = new JsonObject();
        foreach (var (name, value) in after)
        {
            if (hidden(name))
                continue;
            var old = before[name];
            if (JsonNode.DeepEquals(old, value) || (old is JsonObject was && value is JsonObject now && IsSameList(was, now)))
                continue;
            changed[name] = old is JsonObject a && value is JsonObject b && a["object"] is null && name != "next_action" ? Difference(a, b, _ => false) : old?.DeepClone();
        }
        foreach (var (name, value) in before)
        {
            if (!hidden(name) && !after.ContainsKey(name))
                changed[name] = value?.DeepClone();
        }
        return changed;
    }
}
