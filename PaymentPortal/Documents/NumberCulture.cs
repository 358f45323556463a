using System.Globalization;

namespace PaymentPortal.Documents;

/// <summary>
/// Separators of numbers by culture. They stand here, and not in the machine's tables, because a frozen document must look the same on every machine
/// and after every update.
/// </summary>
internal static class NumberCulture
{
    private const string NoBreakSpace = "\u00a0", NarrowNoBreakSpace = "\u202f";

    private static readonly CultureInfo English = Make(",", ".");
    private static readonly CultureInfo Pointed = Make(".", ",");
    private static readonly CultureInfo Spaced = Make(NoBreakSpace, ",");
    private static readonly CultureInfo French = Make(NarrowNoBreakSpace, ",");
    private static readonly CultureInfo Swiss = Make("\u2019", ".");

    /// <summary>The separators for a tag such as <c>de-DE</c>; English ones for a tag that is not listed.</summary>
    public static CultureInfo For(string tag)
    {
        var parts = tag.Split('-', '_');
        var region = parts.Length > 1 ? parts[^1].ToUpperInvariant() : "";
        return (parts[0].ToLowerInvariant(), region) switch
        {
            ("de" or "it" or "fr", "CH") or ("de", "LI") => Swiss,
            ("es", "MX" or "US" or "GT" or "HN" or "NI" or "PA" or "PE" or "DO" or "PR" or "SV") => English,
            ("pt", "PT") or ("de", "AT") => Spaced,
            ("fr", "CA") => Spaced,
            ("fr", _) => French,
            ("de" or "nl" or "es" or "it" or "pt" or "da" or "el" or "tr" or "id" or "ro" or "hr" or "sl" or "sr" or "bs" or "mk" or "is" or "vi" or "ca" or "gl", _) => Pointed,
            ("ru" or "uk" or "be" or "bg" or "pl" or "cs" or "sk" or "fi" or "sv" or "nb" or "no" or "nn" or "hu" or "et" or "lv" or "lt" or "ka" or "kk", _) => Spaced,
            _ => English,
        };
    }

    private static CultureInfo Make(string group, string point)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberGroupSeparator = group;
        culture.NumberFormat.NumberDecimalSeparator = point;
        return CultureInfo.ReadOnly(culture);
    }
}
