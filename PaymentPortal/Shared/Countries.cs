using System.Globalization;

namespace PaymentPortal.Shared;

/// <summary>The countries that an address can be in, by ISO 3166 code and English name.</summary>
public static class Countries
{
    private const string Codes =
        "AD AE AF AG AI AL AM AO AR AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CV CW CY CZ DE DJ DK DM DO DZ " +
        "EC EE EG ER ES ET FI FJ FK FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IS IT JE JM JO JP KE KG KH KI KM KN KR KW KY KZ " +
        "LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MK ML MM MN MO MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PY QA " +
        "RE RO RS RU RW SA SB SC SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WF WS XK YE YT ZA ZM ZW";

    private static readonly string[] ArticleEndings = ["Islands", "Netherlands", "Republic", "Territories"];

    private static readonly Dictionary<string, string> Names = Codes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .ToDictionary(code => code, code => new RegionInfo(code).EnglishName, StringComparer.Ordinal);

    /// <summary>All countries, by name.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> All { get; } = [.. Names.OrderBy(pair => pair.Value, StringComparer.Ordinal)];

    /// <summary>True for a known code in upper case.</summary>
    public static bool IsKnown(string? code) => code is not null && Names.ContainsKey(code);

    /// <summary>The code of a country by its English name or by the code itself; null where neither is known.</summary>
    public static string? CodeOf(string nameOrCode) =>
        All.FirstOrDefault(pair => pair.Key == nameOrCode || string.Equals(pair.Value, nameOrCode, StringComparison.OrdinalIgnoreCase)).Key;

    /// <summary>The English name; the code itself where it is not known.</summary>
    public static string? NameOf(string? code) => code is not null && Names.TryGetValue(code, out var name) ? name : code;

    /// <summary>The name as it stands within a sentence: "the United Kingdom", "France".</summary>
    public static string? InSentence(string? code) => NameOf(code) is not { } name ? null : TakesArticle(name) ? $"the {name}" : name;

    private static bool TakesArticle(string name) =>
        name.StartsWith("United ", StringComparison.Ordinal) || Array.Exists(ArticleEndings, ending => name.EndsWith(ending, StringComparison.Ordinal)) || name is "Bahamas" or "Comoros" or "Gambia" or "Isle of Man" or "Maldives" or "Philippines";
}
