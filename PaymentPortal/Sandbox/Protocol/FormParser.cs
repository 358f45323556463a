using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>Reads `a[b][]=c` into a tree of texts; arrays stay objects keyed by position until the parameter's type is known.</summary>
internal static class FormParser
{
    private const int DeepestNesting = 12;
    private const int MostParameters = 2_000;

    public static JsonObject Parse(params IEnumerable<string> texts)
    {
        var root = new JsonObject();
        var count = 0;
        foreach (var part in texts.SelectMany(t => t.Split('&', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (++count > MostParameters)
                throw StripeError.Invalid("Invalid request: too many parameters.");
            var equals = part.IndexOf('=');
            var name = Decoded(equals < 0 ? part : part[..equals]);
            var value = equals < 0 ? "" : Decoded(part[(equals + 1)..]);
            Put(root, name, value);
        }
        return root;
    }

    private static string Decoded(string part)
    {
        try
        {
            var bytes = FormBody.Encoding.GetBytes(part);
            return FormBody.Encoding.GetString(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
        }
        catch (ArgumentException fault) when (fault is DecoderFallbackException or EncoderFallbackException)
        {
            throw FormBody.NoText;
        }
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
        for (var i = 0; i < keys.Length - 1; i++)
            at = Inner(at, keys[i].Length > 0 ? keys[i] : Element(at, keys[i + 1]));
        at[keys[^1].Length > 0 ? keys[^1] : Position(at.Count)] = value;
    }

    /// <summary>The element that `items[][price]` means: the last one, or the next where that has a price already.</summary>
    private static string Element(JsonObject at, string inner) =>
        at.Count > 0 && at[Position(at.Count - 1)] is JsonObject last && inner.Length > 0 && !last.ContainsKey(inner) ? Position(at.Count - 1) : Position(at.Count);

    private static string Position(int at) => at.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Inner(JsonObject at, string key)
    {
        if (at[key] is not JsonObject inner)
            at[key] = inner = [];
        return inner;
    }
}
