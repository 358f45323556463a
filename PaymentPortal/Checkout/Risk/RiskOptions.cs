namespace PaymentPortal.Checkout.Risk;

/// <summary>What makes an attempt to pay look risky, how much each of it weighs, and what follows.</summary>
internal sealed class RiskOptions
{
    public const string Section = "Risk";

    /// <summary>The time in which attempts and declines are counted.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromHours(1);

    /// <summary>From this score on the buyer's bank is asked to confirm (3D Secure).</summary>
    public int ThreeDSecureAt { get; set; } = 40;

    /// <summary>From this score on a purchase waits for an admin.</summary>
    public int HoldAt { get; set; } = 100;

    /// <summary>After so many declines within the window, by one account, organisation, card or address, nothing is tried for a while.</summary>
    public int StopAfterDeclines { get; set; } = 10;

    /// <summary>An account is new for so long.</summary>
    public TimeSpan NewAccountFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>From which amount on a purchase is a large one, in minor units by currency; a currency that is not named has none.</summary>
    public Dictionary<string, long> LargeAmounts { get; set; } = [];

    public RiskSignal AttemptsFromAddress { get; set; } = new(20, 20);

    public RiskSignal DeclinesFromAddress { get; set; } = new(5, 20);

    public RiskSignal AttemptsByAccount { get; set; } = new(12, 20);

    public RiskSignal DeclinesByAccount { get; set; } = new(4, 20);

    public RiskSignal AttemptsByOrganisation { get; set; } = new(15, 20);

    public RiskSignal DeclinesByOrganisation { get; set; } = new(6, 20);

    public RiskSignal CardsTried { get; set; } = new(4, 30);

    public RiskSignal DeclinesOfCard { get; set; } = new(4, 20);

    public RiskSignal OtherCountry { get; set; } = new(1, 20);

    public RiskSignal WrongBillingAddress { get; set; } = new(1, 10);

    public RiskSignal StripeSeesRisk { get; set; } = new(1, 30);

    public RiskSignal LargeAmount { get; set; } = new(1, 20);

    public RiskSignal NewAccount { get; set; } = new(1, 10);

    /// <summary>Weighs against all others: the organisation has paid before.</summary>
    public RiskSignal HasPaidBefore { get; set; } = new(1, 20);

    /// <summary>All signals by their keys.</summary>
    public IEnumerable<(string Key, RiskSignal Signal)> Signals() =>
    [
        (nameof(AttemptsFromAddress), AttemptsFromAddress), (nameof(DeclinesFromAddress), DeclinesFromAddress),
        (nameof(AttemptsByAccount), AttemptsByAccount), (nameof(DeclinesByAccount), DeclinesByAccount),
        (nameof(AttemptsByOrganisation), AttemptsByOrganisation), (nameof(DeclinesByOrganisation), DeclinesByOrganisation),
        (nameof(CardsTried), CardsTried), (nameof(DeclinesOfCard), DeclinesOfCard), (nameof(OtherCountry), OtherCountry),
        (nameof(WrongBillingAddress), WrongBillingAddress), (nameof(StripeSeesRisk), StripeSeesRisk), (nameof(LargeAmount), LargeAmount),
        (nameof(NewAccount), NewAccount), (nameof(HasPaidBefore), HasPaidBefore),
    ];
}

/// <summary>Something that counts towards a score.</summary>
internal sealed class RiskSignal
{
    public RiskSignal()
    {
    }

    public RiskSignal(int from, int weight) => (From, Weight) = (from, weight);

    /// <summary>From how many on it counts.</summary>
    public int From { get; set; } = 1;

    /// <summary>How much it adds to the score.</summary>
    public int Weight { get; set; }
}
