using PaymentPortal.Documents.Pdf;

namespace PaymentPortal.Documents;

/// <summary>The type and colours of an invoice.</summary>
internal static class InvoiceStyles
{
    public static readonly PdfColor Ink = new(0x1B, 0x1F, 0x24);
    public static readonly PdfColor Quiet = new(0x5C, 0x64, 0x6E);
    public static readonly PdfColor Hairline = new(0xE1, 0xE4, 0xE8);
    public static readonly PdfColor TableRule = new(0x9A, 0xA1, 0xAA);

    public static readonly TextStyle Title = new(NotoSans.SemiBold, 22, 28, Ink);
    public static readonly TextStyle Statement = new(NotoSans.SemiBold, 17, 24, Ink);
    public static readonly TextStyle Body = new(NotoSans.Regular, 9, 13.5, Ink);
    public static readonly TextStyle Strong = new(NotoSans.SemiBold, 9, 13.5, Ink);
    public static readonly TextStyle Muted = new(NotoSans.Regular, 9, 13.5, Quiet);
    public static readonly TextStyle Small = new(NotoSans.Regular, 8, 12, Quiet);

    /// <summary>The word and the colours of a state: the letters, and the field behind them.</summary>
    public static (string Word, PdfColor Letters, PdfColor Field) Badge(InvoiceDocument document) => document.Status switch
    {
        InvoiceStatus.Paid when document.Kind == DocumentKind.CreditNote => ("Issued", new(0x14, 0x4C, 0x93), new(0xE1, 0xED, 0xFC)),
        InvoiceStatus.Paid when document.IsCredited => ("Credited", new(0x14, 0x4C, 0x93), new(0xE1, 0xED, 0xFC)),
        InvoiceStatus.Paid => ("Paid", new(0x0B, 0x5C, 0x38), new(0xDC, 0xF5, 0xE6)),
        InvoiceStatus.Open => ("Open", new(0x14, 0x4C, 0x93), new(0xE1, 0xED, 0xFC)),
        InvoiceStatus.Uncollectible => ("Not collected", new(0x96, 0x1D, 0x1D), new(0xFB, 0xE4, 0xE4)),
        InvoiceStatus.Void => ("Void", new(0x4A, 0x51, 0x5A), new(0xEA, 0xEC, 0xEF)),
        _ => ("Draft", new(0x4A, 0x51, 0x5A), new(0xEA, 0xEC, 0xEF)),
    };
}
