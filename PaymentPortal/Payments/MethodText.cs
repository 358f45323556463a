using PaymentPortal.Shared;

namespace PaymentPortal.Payments;

/// <summary>How what pays is named to people, and how long its money takes.</summary>
internal static class MethodText
{
    private const int AchDays = 4;
    private const int OtherDays = 5;

    /// <summary>"Visa ending in 4242", "Bank account (SEPA) ending in 3000"; null where nothing is known of it.</summary>
    public static string? Of(string? type, string? brand, string? last4) => type switch
    {
        "sepa_debit" => $"Bank account (SEPA) ending in {last4}",
        "us_bank_account" => $"Bank account ending in {last4}",
        "link" => "Link",
        _ => CardText.Of(brand, last4),
    };

    /// <summary>The same within a sentence: "your bank account ending in 2227".</summary>
    public static string Yours(string name) => name.StartsWith("Bank ", StringComparison.Ordinal) ? "your b" + name[1..] : name;

    /// <summary>What was charged, by its name.</summary>
    public static string? Of(Charge charge) => Of(charge.MethodType, charge.CardBrand, charge.CardLast4 ?? charge.AccountLast4);

    /// <summary>True for a bank debit, of which its bank says days later whether the money comes.</summary>
    public static bool IsDebit(string? type) => type is "sepa_debit" or "us_bank_account" or "bacs_debit" or "acss_debit" or "au_becs_debit" or "nz_bank_account";

    /// <summary>The day by which a debit is usually settled: so many days later, Saturdays and Sundays apart.</summary>
    public static DateOnly SettledBy(string? type, DateOnly sent)
    {
        var day = sent;
        for (var left = type == "us_bank_account" ? AchDays : OtherDays; left > 0;)
        {
            day = day.AddDays(1);
            left -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return day;
    }
}
