using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Resources;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>Replaces ids by their objects where `expand[]` asks for it, and adds what shows only when asked for.</summary>
internal sealed class Expansion(ParameterTable table)
{
    private const int Deepest = 4;

    public void Apply(Work work, JsonObject answer, JsonObject sent)
    {
        foreach (var path in Paths(sent))
        {
            var steps = path.Split('.');
            if (steps.Any(s => s.Length == 0))
                throw Refused($"This property cannot be expanded ({path}).");
            if (steps.Length > Deepest)
                throw Refused($"You cannot expand more than {Deepest} levels of a property. Property: {path}", "property_expansion_max_depth");
            if (!Expand(work, answer, steps, answer, ""))
                throw Refused($"This property cannot be expanded ({path}).");
        }
    }

    private static StripeError Refused(string message, string? code = null) => new(400, "invalid_request_error", code, message, "expand") { IsFromCheck = true };

    private static IEnumerable<string> Paths(JsonObject sent) => sent["expand"] switch
    {
        JsonArray list => list.OfType<JsonValue>().Select(v => v.ToString()),
        JsonObject tree => tree.Select(p => p.Value).OfType<JsonValue>().Select(v => v.ToString()),
        null => [],
        _ => throw Refused("Invalid array"),
    };

    /// <summary>False where the path names something that cannot be expanded. `whole` is the object that the step belongs to, `inside` the way to it.</summary>
    private bool Expand(Work work, JsonObject at, ReadOnlySpan<string> steps, JsonObject whole, string inside)
    {
        if (steps.IsEmpty)
            return true;
        var owner = whole.Str("object");
        var step = steps[0];
        var rest = steps[1..];
        var field = inside.Length == 0 ? step : $"{inside}.{step}";
        if (owner is "list" or "search_result")
        {
            if (owner == "search_result" && step == "total_count" && rest.IsEmpty)
                return true;
            if (step != "data" || at["data"] is not JsonArray items)
                return false;
            foreach (var item in items.OfType<JsonObject>())
            {
                if (!Expand(work, item, rest, item, ""))
                    return false;
            }
            return true;
        }
        if (!at.ContainsKey(step) && OnRequest.Value(work, whole, field) is { } added)
            at[step] = added;
        switch (at[step])
        {
            case JsonValue or null when owner is not null && table.CanExpand(owner, field):
                if (at.Str(step) is not { } id)
                    return true;
                if (work.Find(id) is not { } target)
                    return true;
                var shown = target.Shown();
                at[step] = shown;
                return Expand(work, shown, rest, shown, "");
            case JsonArray array:
                if (array.Count > 0 && array[0] is JsonValue)
                {
                    if (owner is null || !table.CanExpand(owner, field))
                        return false;
                    at[step] = Json.ArrayOf(array.Select(v => work.Find(v!.GetValue<string>())?.Shown() ?? v!.DeepClone()));
                    array = at[step]!.AsArray();
                }
                foreach (var item in array.OfType<JsonObject>())
                {
                    var isWhole = item.ContainsKey("object");
                    if (!Expand(work, item, rest, isWhole ? item : whole, isWhole ? "" : field))
                        return false;
                }
                return true;
            case JsonObject inner:
                if (inner.ContainsKey("object"))
                    return Expand(work, inner, rest, inner, "");
                return rest.IsEmpty ? owner is not null && OnRequest.Knows(owner, field) : Expand(work, inner, rest, whole, field);
            case JsonValue or null when owner is not null && OnRequest.Knows(owner, field):
                return true;
            default:
                return at[step] is null && !rest.IsEmpty;
        }
    }
}
