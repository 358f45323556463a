using System.Globalization;
using PaymentPortal.Shared.Components;

namespace PaymentPortal.Customers;

/// <summary>Says what the authority answered about a tax id.</summary>
internal static class TaxIdWords
{
    /// <summary>Stands in place of a name that a country does not give away.</summary>
    private const string Withheld = "---";

    /// <summary>The answer with its tone; null where nobody is asked about ids of this type.</summary>
    public static (Tone Tone, string Sentence)? Of(TaxId taxId, TimeZoneInfo zone) => AuthorityOf(taxId.Type) is not { } authority ? null : taxId.Status switch
    {
        "verified" => (Tone.Good, $"Confirmed by {authority}{(taxId.VerifiedName is { Length: > 0 } name and not Withheld ? $" as {name}" : "")} on {Day(taxId.StatusSince, zone)}."),
        "unverified" => (Tone.Attention, $"{authority} does not know this number: {Consequence(taxId.Type)} Check it."),
        "pending" => (Tone.Waiting, $"Being checked with {authority}."),
        _ => (Tone.Ended, $"{authority} could not be asked about this number."),
    };

    /// <summary>Who knows the ids of a type, as far as Stripe asks anybody.</summary>
    private static string? AuthorityOf(string type) => type switch
    {
        "eu_vat" => "VIES",
        "gb_vat" => "HMRC",
        "au_abn" => "ABN Lookup",
        _ => null,
    };

    private static string Consequence(string type) => type == "eu_vat" ? "reverse charge may be refused by your tax office." : "your tax office may not accept invoices that name it.";

    private static string Day(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
