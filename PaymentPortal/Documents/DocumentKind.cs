namespace PaymentPortal.Documents;

/// <summary>What a document is.</summary>
public enum DocumentKind
{
    Invoice,

    /// <summary>Confirms that an invoice was paid.</summary>
    Receipt,

    /// <summary>Takes something off an invoice.</summary>
    CreditNote,
}
