using System.Text.RegularExpressions;
using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>The tax ids of businesses: what they look like in each country, their check digits, and Stripe's word for their type. Countries that are not named here take none at checkout.</summary>
internal static partial class TaxIds
{
    private const string Union = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

    private static readonly HashSet<string> InUnion = [.. Union.Split(' ')];

    /// <summary>Where one is asked for.</summary>
    public static IEnumerable<string> Countries { get; } = [.. InUnion, "GB", "ZA", "CH", "NO", "AU"];

    public static bool IsInUnion(string country) => InUnion.Contains(country);

    /// <summary>What the id is called where it is asked for; null where none is.</summary>
    public static string? NameFor(string country) => country switch
    {
        _ when InUnion.Contains(country) => "VAT number",
        "GB" or "ZA" => "VAT number",
        "CH" => "UID (VAT number)",
        "NO" => "MVA number",
        "AU" => "ABN",
        _ => null,
    };

    /// <summary>The id as Stripe takes it; null for an empty one, a refusal for what cannot be an id of the country.</summary>
    public static (CustomerTaxId? Id, Refusal? Refusal) Read(string country, string typed)
    {
        var plain = Separators().Replace(typed, "").ToUpperInvariant();
        if (plain.Length == 0 || NameFor(country) is not { } name)
        {
            return plain.Length == 0 ? (null, null) : (null, new Refusal("tax_id", $"A tax id is not taken for {Shared.Countries.InSentence(country)}. Leave the field empty.", "tax_id"));
        }

        var prefix = country == "GR" ? "EL" : country;
        var id = country switch
        {
            _ when InUnion.Contains(country) => OfUnion(prefix, plain),
            "GB" => Bare(plain, "GB") is var gb && (Government().IsMatch(gb) || (Brit().IsMatch(gb) && TaxIdDigits.Brit(gb))) ? new CustomerTaxId("gb_vat", "GB" + gb) : null,
            "CH" => Swiss().Match(plain) is { Success: true } ch && TaxIdDigits.Eleven(ch.Groups[1].Value, 5, 4, 3, 2, 7, 6, 5, 4) ? new CustomerTaxId("ch_vat", $"CHE-{ch.Groups[1].Value[..3]}.{ch.Groups[1].Value[3..6]}.{ch.Groups[1].Value[6..]} MWST") : null,
            "NO" => Norse().Match(plain) is { Success: true } no && TaxIdDigits.Eleven(no.Groups[1].Value, 3, 2, 7, 6, 5, 4, 3, 2) ? new CustomerTaxId("no_vat", no.Groups[1].Value + "MVA") : null,
            "AU" => Bare(plain, "ABN") is var abn && Digits(abn, 11) && TaxIdDigits.Australian(abn) ? new CustomerTaxId("au_abn", abn) : null,
            _ => Bare(plain, "ZA") is var za && Digits(za, 10) && za[0] == '4' ? new CustomerTaxId("za_vat", za) : null,
        };
        return id is not null ? (id, null) : (null, new Refusal("tax_id", $"This is not {(country is "AU" or "NO" ? "an" : "a")} {name} of {Shared.Countries.InSentence(country)}: {ExampleOf(country)}. Check it, or leave the field empty.", "tax_id"));
    }

    /// <summary>Why an id of one of Stripe's types cannot be one of a business there: its form, digits that do not follow from each other, or another country of the Union than its own. Null where it can be, or where no rule of its type is known here.</summary>
    public static Refusal? FaultOf(string type, string typed, string? country)
    {
        var plain = Separators().Replace(typed, "").ToUpperInvariant();
        return type switch
        {
            "eu_vat" when country is not null && InUnion.Contains(country) && NamesCountry(plain) => Read(country, plain).Refusal,
            // Northern Ireland's have the digits of the United Kingdom.
            "eu_vat" when plain.StartsWith("XI", StringComparison.Ordinal) => Read("GB", plain[2..]).Refusal,
            "eu_vat" when plain.StartsWith("EL", StringComparison.Ordinal) => Read("GR", plain).Refusal,
            "eu_vat" when NamesCountry(plain) => Read(plain[..2], plain).Refusal,
            "eu_vat" => new Refusal("tax_id", "A VAT number of the European Union begins with the letters of its country, such as DE. Check it, or leave the field empty.", "tax_id"),
            "gb_vat" => Read("GB", plain).Refusal,
            "ch_vat" => Read("CH", plain).Refusal,
            "no_vat" => Read("NO", plain).Refusal,
            "au_abn" => Read("AU", plain).Refusal,
            "za_vat" => Read("ZA", plain).Refusal,
            _ => null,
        };
    }

    private static CustomerTaxId? OfUnion(string prefix, string plain)
    {
        var number = Bare(plain, prefix);
        return TaxIdDigits.Union(prefix, number) ? new CustomerTaxId("eu_vat", prefix + number) : null;
    }

    private static bool NamesCountry(string plain) => plain.Length > 2 && (plain[..2] is "EL" or "XI" || InUnion.Contains(plain[..2]));

    private static string ExampleOf(string country) => country switch
    {
        "GB" => "it is written as GB 980 7806 84",
        "CH" => "it is written as CHE-123.456.788 MWST",
        "NO" => "it is written as 123 456 785 MVA",
        "AU" => "it has eleven digits",
        "ZA" => "it has ten digits and begins with 4",
        "GR" => "it begins with EL",
        _ => $"it begins with {country}, and its last digits follow from the others",
    };

    private static string Bare(string plain, string prefix) => plain.StartsWith(prefix, StringComparison.Ordinal) ? plain[prefix.Length..] : plain;

    private static bool Digits(string text, int length) => text.Length == length && text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"[\s./-]")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^(\d{9}|\d{12})$")]
    private static partial Regex Brit();

    /// <summary>Departments and health authorities have a number without check digits.</summary>
    [GeneratedRegex("^(?:GD[0-4]|HA[5-9])[0-9]{2}$")]
    private static partial Regex Government();

    [GeneratedRegex("^CHE([0-9]{9})(?:MWST|TVA|IVA)?$")]
    private static partial Regex Swiss();

    [GeneratedRegex("^(?:NO)?([0-9]{9})(?:MVA)?$")]
    private static partial Regex Norse();
}
