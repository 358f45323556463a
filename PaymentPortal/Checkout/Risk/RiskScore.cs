using System.Text.Json;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Risk;

/// <summary>What is known of an attempt to pay when it is scored. What is counted is counted within the window, this attempt included.</summary>
internal sealed record RiskFacts
{
    public int AttemptsFromAddress { get; init; }

    public int DeclinesFromAddress { get; init; }

    public int AttemptsByAccount { get; init; }

    public int DeclinesByAccount { get; init; }

    public int AttemptsByOrganisation { get; init; }

    public int DeclinesByOrganisation { get; init; }

    /// <summary>How many different cards this account, its organisation or this address has tried.</summary>
    public int CardsTried { get; init; }

    /// <summary>The most declines that one of the account's cards had, whoever used it.</summary>
    public int DeclinesOfCard { get; init; }

    /// <summary>Where the card is from that is used, or was used last; null before one is known.</summary>
    public string? CardCountry { get; init; }

    public string? BillingCountry { get; init; }

    /// <summary>The bank says that the card's holder lives elsewhere.</summary>
    public bool BillingAddressIsWrong { get; init; }

    /// <summary>Stripe's word for the risk of the last attempt: <c>elevated</c>, <c>highest</c>; null where it sees none.</summary>
    public string? StripeRisk { get; init; }

    public required Money Amount { get; init; }

    public TimeSpan AccountAge { get; init; }

    public bool HasPaidBefore { get; init; }
}

/// <summary>Why a score is what it is: a sentence, and what it adds.</summary>
public sealed record RiskReason(string Sentence, int Weight);

/// <summary>How risky an attempt to pay looks: the sum of its reasons, and never below 0.</summary>
internal sealed record RiskScore(int Points, IReadOnlyList<RiskReason> Reasons)
{
    public string ReasonsText => JsonSerializer.Serialize(Reasons);

    public static IReadOnlyList<RiskReason> ReadReasons(string text) => JsonSerializer.Deserialize<List<RiskReason>>(text)!;

    /// <summary>The same for the same facts and settings, whenever it is computed.</summary>
    public static RiskScore Of(RiskFacts facts, RiskOptions options)
    {
        var window = Words(options.Window);
        var reasons = new List<RiskReason>();
        Count(facts.AttemptsFromAddress, options.AttemptsFromAddress, n => $"{Some(n, "attempt")} to pay came from this address within {window}");
        Count(facts.DeclinesFromAddress, options.DeclinesFromAddress, n => $"{Some(n, "payment")} from this address {Were(n)} declined within {window}");
        Count(facts.AttemptsByAccount, options.AttemptsByAccount, n => $"This account tried to pay {Times(n)} within {window}");
        Count(facts.DeclinesByAccount, options.DeclinesByAccount, n => $"{Some(n, "payment")} of this account {Were(n)} declined within {window}");
        Count(facts.AttemptsByOrganisation, options.AttemptsByOrganisation, n => $"This organisation tried to pay {Times(n)} within {window}");
        Count(facts.DeclinesByOrganisation, options.DeclinesByOrganisation, n => $"{Some(n, "payment")} of this organisation {Were(n)} declined within {window}");
        Count(facts.CardsTried, options.CardsTried, n => $"{Some(n, "card")} {Were(n)} tried within {window}");
        Count(facts.DeclinesOfCard, options.DeclinesOfCard, n => $"The same card was declined {Times(n)} within {window}");
        Add(facts is { CardCountry: { } card, BillingCountry: { } billing } && card != billing, options.OtherCountry,
            () => $"The card is from {Named(facts.CardCountry)}, the billing address in {Named(facts.BillingCountry)}");
        Add(facts.BillingAddressIsWrong, options.WrongBillingAddress, () => "The bank knows the card by another address");
        Add(facts.StripeRisk is not null, options.StripeSeesRisk, () => facts.StripeRisk == "highest" ? "Stripe blocked the last attempt as too risky" : "Stripe saw a raised risk in the last attempt");
        Add(options.LargeAmounts.TryGetValue(facts.Amount.Currency.Code, out var large) && facts.Amount.MinorUnits >= large, options.LargeAmount, () => $"{MoneyFormat.Text(facts.Amount)} is a large amount");
        Add(facts.AccountAge < options.NewAccountFor, options.NewAccount, () => $"The account is younger than {Words(options.NewAccountFor)}");
        if (facts.HasPaidBefore && options.HasPaidBefore.Weight > 0 && reasons.Count > 0)
        {
            reasons.Add(new RiskReason("This organisation has paid before", -options.HasPaidBefore.Weight));
        }

        return new RiskScore(Math.Max(0, reasons.Sum(r => r.Weight)), reasons);

        void Count(int number, RiskSignal signal, Func<int, string> sentence) => Add(number >= signal.From, signal, () => sentence(number));

        void Add(bool counts, RiskSignal signal, Func<string> sentence)
        {
            if (counts && signal.Weight > 0)
            {
                reasons.Add(new RiskReason(sentence(), signal.Weight));
            }
        }
    }

    /// <summary>"an hour", "90 minutes", "2 hours".</summary>
    internal static string Words(TimeSpan time) => time switch
    {
        _ when time == TimeSpan.FromHours(1) => "an hour",
        _ when time == TimeSpan.FromDays(1) => "a day",
        { TotalMinutes: <= 1 } => "a minute",
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => $"{time.Days} days",
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => $"{(int)time.TotalHours} hours",
        _ => $"{(int)Math.Ceiling(time.TotalMinutes)} minutes",
    };

    private static string Some(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Were(int number) => number == 1 ? "was" : "were";

    private static string Times(int number) => number == 1 ? "once" : $"{number} times";

    private static string Named(string? country) => Countries.NameOf(country) ?? country ?? "";
}
