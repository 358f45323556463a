using System.Net;
using System.Text.Json.Nodes;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>Reads `a[b][]=c` into a tree of texts; arrays stay objects keyed by position until the parameter's type is known.</summary>
internal static class FormParser
{
    private const int DeepestNesting = 12;

    public static JsonObject Parse(params IEnumerable<string> texts)
    {
        var root = new JsonObject();
        foreach (var part in texts.SelectMany(t => t.Split('&', StringSplitOptions.RemoveEmptyEntries)))
        {
            var equals = part.IndexOf('=');
            var name = WebUtility.UrlDecode(equals < 0 ? part : part[..equals]);
            var value = equals < 0 ? "" : WebUtility.UrlDecode(part[(equals + 1)..]);
            Put(root, name, value);
        }
        return root;
    }

    private static void Put(JsonObject root, string name, string value)
    {
        var open = name.IndexOf('[');
        if (open <= 0)
        {
            root[name] = value;
            return;
        }
        if (!name.EndsWith(']'))
            throw StripeError.Invalid($"Invalid parameter name: {name}", name);
        var keys = name[(open + 1)..^1].Split("][");
        if (keys.Length > DeepestNesting)
            throw StripeError.Invalid($"Parameter is nested too deeply: {name}", name);
        var at = Inner(root, name[..open]);
        foreach (var key in keys[..^1])
            at = Inner(at, Position(at, key));
        at[Position(at, keys[^1])] = value;
    }

    /// <summary>`[]` appends; inside `items[][price]` the same key a second time begins the next element.</summary>
    private static string Position(JsonObject at, string key) => key.Length > 0 ? key : at.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Inner(JsonObject at, string key)
    {
        if (at[key] is not JsonObject inner)
            at[key] = inner = [];
        return inner;
    }
}
