using PaymentPortal.Shared;

namespace PaymentPortal.Documents;

/// <summary>A discount on the whole invoice.</summary>
/// <param name="Name">What the customer knows it by: <c>SPRING20, 20% off</c>.</param>
/// <param name="Amount">What it takes off, as a positive amount.</param>
public sealed record InvoiceDiscount(string Name, Money Amount)
{
    /// <summary>The name of one that has none of its own.</summary>
    public const string Unnamed = "Discount";

    /// <summary>What a discount takes off an amount in percent, where that is a whole percentage which comes to the very discount; else null.</summary>
    public static decimal? PercentOf(Money discount, Money amount)
    {
        if (amount.MinorUnits <= 0 || discount.IsZero)
        {
            return null;
        }

        var percentage = Math.Round(100m * discount.MinorUnits / amount.MinorUnits, 2);
        return percentage == Math.Truncate(percentage) && amount.Percent(percentage) == discount ? percentage : null;
    }
}
