using System.Text.RegularExpressions;

namespace PaymentPortal.Billing;

/// <summary>The tax ids that can be entered: Stripe's types, how people call them, and their form. Whether the digits follow from each other is asked as at checkout; the last word has Stripe.</summary>
internal static class TaxIdKinds
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A kind of tax id.</summary>
    /// <param name="Type">Stripe's type.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Example">What one looks like.</param>
    /// <param name="Pattern">Its form, without case and spaces.</param>
    internal sealed record Kind(string Type, string Title, string Example, string Pattern);

    public static IReadOnlyList<Kind> All { get; } =
    [
        new("au_abn", "Australia: ABN", "51824753556", @"\d{11}"),
        new("br_cnpj", "Brazil: CNPJ", "01.234.456/5432-10", @"\d{2}\.?\d{3}\.?\d{3}/?\d{4}-?\d{2}"),
        new("ca_gst_hst", "Canada: GST/HST", "123456789RT0002", @"\d{9}RT\d{4}"),
        new("eu_vat", "European Union: VAT", "DE136695976", @"(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[A-Z0-9+*]{2,12}"),
        new("in_gst", "India: GST", "12ABCDE3456FGZH", @"\d{2}[A-Z]{5}\d{4}[A-Z][A-Z0-9]Z[A-Z0-9]"),
        new("jp_trn", "Japan: TRN", "T1234567891234", @"T\d{13}"),
        new("mx_rfc", "Mexico: RFC", "ABC010203AB9", @"[A-Z&Ñ]{3,4}\d{6}[A-Z0-9]{3}"),
        new("nz_gst", "New Zealand: GST", "123456789", @"\d{8,9}"),
        new("no_vat", "Norway: VAT", "123456785MVA", @"\d{9}MVA"),
        new("sg_gst", "Singapore: GST", "M12345678X", @"M\d{8}[A-Z]"),
        new("za_vat", "South Africa: VAT", "4123456789", @"4\d{9}"),
        new("ch_vat", "Switzerland: VAT", "CHE-123.456.788 MWST", @"CHE-?\d{3}\.?\d{3}\.?\d{3}(MWST|TVA|IVA)"),
        new("ae_trn", "United Arab Emirates: TRN", "123456789012345", @"\d{15}"),
        new("gb_vat", "United Kingdom: VAT", "GB980780684", @"GB(\d{9}|\d{12}|GD\d{3}|HA\d{3})"),
        new("us_ein", "United States: EIN", "12-3456789", @"\d{2}-?\d{7}"),
    ];

    public static string TitleOf(string type) => All.FirstOrDefault(k => k.Type == type)?.Title ?? type.Replace('_', ' ').ToUpperInvariant();

    /// <summary>The id as it is sent; null where it has not the form of its kind.</summary>
    public static string? Read(string type, string typed)
    {
        var plain = string.Concat(typed.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return All.FirstOrDefault(k => k.Type == type) is { } kind && Regex.IsMatch(plain, $"^(?:{kind.Pattern})$", RegexOptions.CultureInvariant, Patience) ? plain : null;
    }
}
