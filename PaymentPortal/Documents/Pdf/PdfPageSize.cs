namespace PaymentPortal.Documents.Pdf;

/// <summary>Width and height of a page in points, 72 to the inch.</summary>
public readonly record struct PdfPageSize(double Width, double Height)
{
    public static PdfPageSize A4 { get; } = new(595.276, 841.89);

    public static PdfPageSize Letter { get; } = new(612, 792);
}
