namespace PaymentPortal.Documents;

/// <summary>Who sells or who buys.</summary>
/// <param name="Name">The name under which the party trades.</param>
/// <param name="Address">The lines of the postal address, without the name.</param>
/// <param name="TaxIds">Tax ids as they are printed: <c>VAT DE123456789</c>.</param>
/// <param name="Email">The address for questions, or null.</param>
public sealed record InvoiceParty(string Name, IReadOnlyList<string> Address, IReadOnlyList<string> TaxIds, string? Email = null);
