using PaymentPortal.Shared;

namespace PaymentPortal.Documents;

/// <summary>Where a line's amount comes from.</summary>
public sealed record InvoiceLineOrigin
{
    /// <summary>Stripe's id of the line, <c>il_...</c>.</summary>
    public string? LineId { get; init; }

    /// <summary>What one costs for a whole interval, by the price list; null where the line is of no price.</summary>
    public Money? ListPrice { get; init; }

    /// <summary>The price's interval in Stripe's word, <c>month</c>; null for what is sold once.</summary>
    public string? Interval { get; init; }

    public int IntervalCount { get; init; } = 1;

    /// <summary>The line is for a part of a period.</summary>
    public bool Proration { get; init; }

    /// <summary>What was charged before for the time that this line gives back, after its discount and without exclusive tax.</summary>
    public Money? Charged { get; init; }

    /// <summary>The discount that was taken off it then; null where there was none.</summary>
    public Money? ChargedDiscount { get; init; }

    public DateTimeOffset? ChargedFrom { get; init; }

    public DateTimeOffset? ChargedUntil { get; init; }

    /// <summary>What a discount took off the price of what this line's change takes the place of, in percent; null where none did.</summary>
    public decimal? DiscountPercent { get; init; }

    /// <summary>The same as an amount for the whole period, where it is no percentage.</summary>
    public Money? DiscountAmount { get; init; }

    /// <summary>What each discount takes off the line, in the order in which they do; empty on documents that were frozen before it was kept.</summary>
    public IReadOnlyList<Money> Discounts { get; init; } = [];

    /// <summary>The line's own taxes.</summary>
    public IReadOnlyList<InvoiceTax> Taxes { get; init; } = [];

    /// <summary>Why no tax is charged on the line, in a sentence; null where tax is, and where it is not known.</summary>
    public string? Untaxed { get; init; }

    /// <summary>What was used, where the line is for use.</summary>
    public InvoiceLineUse? Use { get; init; }
}

/// <summary>What of a meter was used in the line's period, on all lines of the same price.</summary>
/// <param name="Name">What it is: <c>API calls</c>.</param>
/// <param name="Used">How much was used.</param>
/// <param name="Free">What of it cost nothing.</param>
/// <param name="UnitPrice">What each of this line's cost, in minor units with Stripe's decimals.</param>
public sealed record InvoiceLineUse(string Name, decimal Used, decimal Free, decimal UnitPrice);
