namespace PaymentPortal.Invoices;

/// <summary>
/// The frozen document of an invoice in one state. What it says was fixed when it was first made, with its seller, buyer and branding; the PDF's hash proves that it stays so.
/// </summary>
public sealed class InvoiceDocumentFile
{
    /// <summary>The id of the invoice, or of the credit note.</summary>
    public required string InvoiceId { get; init; }

    /// <summary>The invoice's status that the document shows: an open invoice and its paid form are two documents.</summary>
    public required string Status { get; init; }

    /// <summary>The document's content as JSON; the PDF is a pure function of it.</summary>
    public required string Content { get; init; }

    /// <summary>The PDF's path below the data directory.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the PDF, hexadecimal, lower case.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
