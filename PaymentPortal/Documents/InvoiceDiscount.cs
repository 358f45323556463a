using PaymentPortal.Shared;

namespace PaymentPortal.Documents;

/// <summary>A discount on the whole invoice.</summary>
/// <param name="Name">What the customer knows it by: <c>SPRING20, 20% off</c>.</param>
/// <param name="Amount">What it takes off, as a positive amount.</param>
public sealed record InvoiceDiscount(string Name, Money Amount)
{
    /// <summary>The name of one that has none of its own.</summary>
    public const string Unnamed = "Discount";
}
