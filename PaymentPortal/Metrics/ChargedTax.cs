namespace PaymentPortal.Metrics;

/// <summary>
/// Which taxes an invoice found contained in one price of a subscription; a row for each price that it charges, with or without tax.
/// Neither the price nor the subscription says it: a rate depends on where the buyer was and whether he is a business, as Stripe saw it when it billed.
/// </summary>
public sealed class ChargedTax
{
    /// <summary>Stripe's id, <c>in_...</c>.</summary>
    public required string InvoiceId { get; init; }

    /// <summary>Stripe's id, <c>price_...</c>.</summary>
    public required string PriceId { get; init; }

    /// <summary>Stripe's id, <c>sub_...</c>.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>When the invoice was made, UTC to the second.</summary>
    public required DateTimeOffset ChargedAt { get; init; }

    /// <summary>Stripe's ids of the rates, parted by blanks; empty where the price contained no tax.</summary>
    public required string TaxRateIds { get; init; }

    /// <summary>How high each of them is, is known. Stripe tells of the rates that it makes by itself only when it is asked.</summary>
    public required bool RatesAreKnown { get; set; }

    /// <summary>The rates one by one.</summary>
    public IReadOnlyList<string> Rates => TaxRateIds.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>True where both say the same.</summary>
    public bool IsSameAs(ChargedTax other) =>
        (InvoiceId, PriceId, SubscriptionId, ChargedAt, TaxRateIds, RatesAreKnown) == (other.InvoiceId, other.PriceId, other.SubscriptionId, other.ChargedAt, other.TaxRateIds, other.RatesAreKnown);
}
