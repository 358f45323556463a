namespace PaymentPortal.Invoices;

/// <summary>Which invoices of an organisation are shown; what is null does not narrow.</summary>
/// <param name="Status">Stripe's status.</param>
/// <param name="Year">The year in which it was issued, in the portal's zone.</param>
/// <param name="Search">A part of the number, or the whole amount.</param>
internal sealed record InvoiceFilter(string? Status = null, int? Year = null, string? Search = null);
