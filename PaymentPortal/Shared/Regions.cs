namespace PaymentPortal.Shared;

/// <summary>The states and provinces of the countries whose taxes depend on them.</summary>
internal static class Regions
{
    private const string States =
        "AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;DC District of Columbia;FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;"
        + "LA Louisiana;ME Maine;MD Maryland;MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;NM New Mexico;NY New York;NC North Carolina;"
        + "ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;PR Puerto Rico;RI Rhode Island;SC South Carolina;SD South Dakota;TN Tennessee;TX Texas;UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming";

    private const string Provinces =
        "AB Alberta;BC British Columbia;MB Manitoba;NB New Brunswick;NL Newfoundland and Labrador;NS Nova Scotia;NT Northwest Territories;NU Nunavut;ON Ontario;PE Prince Edward Island;QC Quebec;SK Saskatchewan;YT Yukon";

    private static readonly Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> ByCountry = new(StringComparer.Ordinal) { ["US"] = Read(States), ["CA"] = Read(Provinces) };

    public static IEnumerable<string> Countries => ByCountry.Keys;

    public static IReadOnlyList<KeyValuePair<string, string>> Of(string country) => ByCountry.GetValueOrDefault(country) ?? [];

    public static bool Has(string country) => ByCountry.ContainsKey(country);

    public static bool Knows(string country, string state) => Of(country).Any(s => s.Key == state);

    public static string? NameOf(string country, string state) => Of(country).FirstOrDefault(s => s.Key == state).Value;

    /// <summary>The place as it stands within a sentence: "California, United States", "the United Kingdom"; null without a country.</summary>
    public static string? InSentence(string? country, string? state) =>
        country is not null && state is not null && NameOf(country, state) is { } region ? $"{region}, {Shared.Countries.NameOf(country)}" : Shared.Countries.InSentence(country);

    public static string WordFor(string country) => country == "CA" ? "province" : "state";

    private static IReadOnlyList<KeyValuePair<string, string>> Read(string table) => [.. table.Split(';').Select(row => KeyValuePair.Create(row[..2], row[3..]))];
}
