using System.Text;

namespace PaymentPortal.Shared;

/// <summary>What a person typed into a search field, made fit for a query: of bounded length, without characters that no database stores.</summary>
public static class SearchText
{
    private const int Longest = 200;

    /// <summary>The text without control characters and broken letters, trimmed and cut; null where nothing is left.</summary>
    public static string? Clean(string? typed)
    {
        if (typed is null)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var rune in typed.EnumerateRunes())
        {
            if (text.Length < Longest && rune != Rune.ReplacementChar && !Rune.IsControl(rune))
            {
                text.Append(rune.ToString());
            }
        }

        return text.ToString().Trim() is { Length: > 0 } cleaned ? cleaned : null;
    }
}
