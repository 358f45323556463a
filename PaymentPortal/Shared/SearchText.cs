namespace PaymentPortal.Shared;

/// <summary>What a person typed into a search field, made fit for a query: of bounded length, without characters that no database stores.</summary>
public static class SearchText
{
    private const int Longest = 200;

    /// <summary>The text as a field of one line holds it, cut; null where nothing is left.</summary>
    public static string? Clean(string? typed)
    {
        var text = TypedText.Line(typed);
        if (text.Length > Longest)
        {
            text = text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)].Trim();
        }

        return text.Length == 0 ? null : text;
    }
}
