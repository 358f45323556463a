namespace PaymentPortal.Documents.Pdf;

public enum TextAlign
{
    Left,
    Right,
}
