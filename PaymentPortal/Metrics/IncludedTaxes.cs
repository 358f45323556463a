using PaymentPortal.Shared;

namespace PaymentPortal.Metrics;

/// <summary>What tax the prices of one subscription contain at a time: that of the invoice before, else of the first one after. Pure: a function of the set of its rows.</summary>
internal sealed class IncludedTaxes
{
    private const long Whole = 1_000_000;

    /// <summary>No price contains any.</summary>
    public static readonly IncludedTaxes None = new([], new Dictionary<string, long>());

    private readonly ILookup<string, (DateTimeOffset At, IReadOnlyList<long> Percentages)> _charged;

    /// <param name="charged">What the subscription's invoices charged; those of which a rate is not known yet say nothing.</param>
    /// <param name="percentages">The rates' percentages in ten-thousandths of a percent, by their ids.</param>
    public IncludedTaxes(IEnumerable<ChargedTax> charged, IReadOnlyDictionary<string, long> percentages) => _charged = charged
        .Where(tax => tax.Rates.All(percentages.ContainsKey))
        .OrderBy(tax => tax.ChargedAt).ThenBy(tax => tax.InvoiceId, StringComparer.Ordinal)
        .ToLookup(tax => tax.PriceId, tax => (tax.ChargedAt, (IReadOnlyList<long>)[.. tax.Rates.Select(rate => percentages[rate])]), StringComparer.Ordinal);

    /// <summary>The amount without its tax, which is taken off as Stripe takes it off a line: each rate rounded by itself.</summary>
    public Money Without(Money amount, string priceId, DateTimeOffset at)
    {
        var percentages = _charged[priceId].TakeWhile((charged, n) => n == 0 || charged.At <= at).Select(charged => charged.Percentages).LastOrDefault([]);
        var whole = Whole + percentages.Sum();
        return percentages.Aggregate(amount, (left, percentage) => left - amount.TimesFraction(percentage, whole));
    }
}
