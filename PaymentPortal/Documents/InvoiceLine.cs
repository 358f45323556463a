using PaymentPortal.Shared;

namespace PaymentPortal.Documents;

/// <summary>What was sold.</summary>
/// <param name="Description">What it is; may have several lines.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitAmount">The price of one, or null where it is no whole number of minor units.</param>
/// <param name="Amount">The line's amount before discounts and without exclusive tax; the lines sum to the subtotal.</param>
/// <param name="Discount">The part of the invoice's discounts that falls on this line, as a positive amount, or null. For information: the totals take it off.</param>
/// <param name="TaxText">The rate as it is printed beside the line: <c>19%</c>.</param>
/// <param name="PeriodStart">When the service begins, or null.</param>
/// <param name="PeriodEnd">When the service ends, or null.</param>
public sealed record InvoiceLine(
    string Description,
    decimal Quantity,
    Money? UnitAmount,
    Money Amount,
    Money? Discount = null,
    string? TaxText = null,
    DateTimeOffset? PeriodStart = null,
    DateTimeOffset? PeriodEnd = null)
{
    /// <summary>Where the amount comes from: not printed, but told to whoever asks why he was charged. Null on documents that were frozen before it was kept.</summary>
    public InvoiceLineOrigin? Origin { get; init; }
}
