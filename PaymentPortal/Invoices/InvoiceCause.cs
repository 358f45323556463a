namespace PaymentPortal.Invoices;

/// <summary>What an effect about an invoice needs to know.</summary>
internal sealed record InvoiceCause(string InvoiceId);
