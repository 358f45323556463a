using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>An invoice that Stripe foretells, in words: the lines, less the discount, with the tax, less the balance come to what is due.</summary>
/// <param name="Lines">What is charged and given back, before discount and tax.</param>
/// <param name="Discount">What is taken off.</param>
/// <param name="Tax">What comes on top.</param>
/// <param name="TaxIncluded">Tax that the prices hold already.</param>
/// <param name="Total">Negative where more is given back than charged.</param>
/// <param name="Balance">What the customer's credit pays of it, or what is left over as credit, as it changes the total.</param>
/// <param name="Due">What is charged.</param>
/// <param name="At">Stripe's time of the forecast.</param>
public sealed record Forecast(IReadOnlyList<ForecastLine> Lines, Money Discount, Money Tax, Money TaxIncluded, Money Total, Money Balance, Money Due, DateTimeOffset At)
{
    /// <summary>What is left over as credit for later invoices.</summary>
    public Money Credit => Total.MinorUnits < 0 ? -Total : Money.Zero(Total.Currency);

    /// <summary>What is charged for use, before discount and tax.</summary>
    public Money Use => Sum(Lines.Where(l => l.IsUse));

    /// <summary>What is charged and given back for anything else, before discount and tax.</summary>
    public Money Fixed => Sum(Lines.Where(l => !l.IsUse));

    private Money Sum(IEnumerable<ForecastLine> lines) => lines.Aggregate(Money.Zero(Total.Currency), (sum, line) => sum + line.Amount);
}

/// <summary>A line in words.</summary>
/// <param name="Text">"12 days of Pro not used".</param>
/// <param name="From">Where its time begins.</param>
/// <param name="Until">Where it ends.</param>
/// <param name="Amount">Negative where it is given back.</param>
/// <param name="IsUse">It is for what is used.</param>
public sealed record ForecastLine(string Text, DateTimeOffset From, DateTimeOffset Until, Money Amount, bool IsUse);
