using System.Text.Json.Nodes;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Filters by a time: one moment, or from and to.</summary>
internal static class Ranges
{
    public static bool Holds(JsonObject sent, string name, long? value)
    {
        if (!sent.ContainsKey(name))
            return true;
        if (sent.Long(name) is { } exactly)
            return value == exactly;
        return sent.Obj(name) is not { } range || (value is { } time
            && !(range.Long("gt") >= time) && !(range.Long("gte") > time) && !(range.Long("lt") <= time) && !(range.Long("lte") < time));
    }
}
