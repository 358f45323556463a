namespace PaymentPortal.Documents.Pdf;

/// <summary>How text is set: font, size and distance of lines in points, colour.</summary>
public sealed record TextStyle(TrueTypeFont Font, double Size, double Leading, PdfColor Color)
{
    /// <summary>The distance from the top of a line to the line its letters stand on: capitals are centred in the line.</summary>
    public double Baseline => (Leading / 2) + (Font.CapHeight * Size / Font.UnitsPerEm / 2);

    public double Measure(string text) => Font.Measure(text) * Size / 1000;
}
