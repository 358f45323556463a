using PaymentPortal.Shared;

namespace PaymentPortal.Documents;

/// <summary>The tax of one rate over all lines.</summary>
/// <param name="Name">The tax: <c>VAT</c>.</param>
/// <param name="Jurisdiction">Where it is due: <c>Germany</c>.</param>
/// <param name="Percentage">The rate in percent: 8.875.</param>
/// <param name="Inclusive">True where the lines' amounts contain it.</param>
/// <param name="TaxableAmount">The amount that is taxed, or null where it is not known.</param>
/// <param name="Amount">The tax.</param>
public sealed record InvoiceTax(string Name, string? Jurisdiction, decimal Percentage, bool Inclusive, Money? TaxableAmount, Money Amount);
