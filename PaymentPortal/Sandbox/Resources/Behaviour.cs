using System.Text.Json.Nodes;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>How a test card or a test account behaves, in the words of its table: "attaches decline=insufficient_funds".</summary>
internal readonly record struct Behaviour(string Words)
{
    public static Behaviour Of(JsonObject methodOrCharge) => new(methodOrCharge.Str("_behaviour") ?? "");

    public bool Is(string word) => Words.Split(' ').Contains(word);

    /// <summary>What stands behind the equals sign; null where the word is missing.</summary>
    public string? Of(string word)
    {
        foreach (var one in Words.Split(' '))
        {
            if (one.StartsWith(word + "=", StringComparison.Ordinal))
                return one[(word.Length + 1)..];
        }
        return null;
    }
}
