using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PaymentPortal.Accounts.PersonalData;

/// <summary>
/// Takes a person out of what Stripe told. In place of a value stands its salted hash: equal values stay equal, so that the order of an object's events can still be told from their contents.
/// </summary>
internal sealed class Redaction(Erasure erasure)
{
    private const string Mark = "erased:";

    private static readonly HashSet<string> Personal =
        ["email", "receipt_email", "customer_email", "customer_name", "customer_phone", "phone", "line1", "line2", "city", "postal_code", "ip_address", "individual_name", "business_name", "verified_name", "verified_address"];

    /// <summary>The payload without the person; null where he does not stand in it.</summary>
    /// <param name="payload">An event's or object's JSON.</param>
    /// <param name="isHis">The object is his alone: every name and address goes. Otherwise only his own address and name.</param>
    public string? Of(string payload, bool isHis)
    {
        var root = JsonNode.Parse(payload);
        return root is not null && Walk(root, isHis) ? root.ToJsonString() : null;
    }

    private bool Walk(JsonNode node, bool isHis)
    {
        var changed = false;
        if (node is JsonArray array)
        {
            foreach (var item in array.OfType<JsonNode>())
            {
                changed |= Walk(item, isHis);
            }
        }
        else if (node is JsonObject parent)
        {
            foreach (var (key, value) in parent.ToList())
            {
                if (value is not JsonValue leaf)
                {
                    changed |= value is not null && Walk(value, isHis);
                }
                else if (leaf.GetValueKind() == JsonValueKind.String && leaf.GetValue<string>() is { Length: > 0 } text && !IsErased(text) && Goes(parent, key, text, isHis))
                {
                    parent[key] = Mark + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(erasure.Salt), Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
                    changed = true;
                }
            }
        }

        return changed;
    }

    private static bool IsErased(string text) => text.StartsWith(Mark, StringComparison.Ordinal) || text == Erasure.Nobody || text.EndsWith(Erasure.NoAddress, StringComparison.Ordinal);

    private bool Goes(JsonObject parent, string key, string text, bool isHis) =>
        (IsPersonal(parent, key) && (isHis || erasure.Values.Contains(text, StringComparer.OrdinalIgnoreCase)))
        || erasure.Values.Any(value => value.Contains('@', StringComparison.Ordinal) && text.Contains(value, StringComparison.OrdinalIgnoreCase));

    /// <summary>A name is a person's where it stands in a customer or in something that has no kind of its own, such as billing details; a coupon's is none.</summary>
    private static bool IsPersonal(JsonObject parent, string key) =>
        Personal.Contains(key)
        || (key == "name" && (parent["object"] is not JsonValue kind || kind.GetValue<string>() == "customer"))
        || (key == "value" && IsTaxId(parent))
        || (key == "state" && parent.ContainsKey("postal_code"));

    /// <summary>The object itself, or how an invoice tells it: by type and value alone.</summary>
    private static bool IsTaxId(JsonObject parent) => parent["object"] is JsonValue kind ? kind.GetValue<string>() == "tax_id" : parent.Count == 2 && parent.ContainsKey("type");
}
