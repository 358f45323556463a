using System.Globalization;
using System.Text;

namespace PaymentPortal.Documents.Pdf;

/// <summary>A page to draw on, in points from its top left corner.</summary>
public sealed class PdfPage
{
    private readonly PdfDocument document;
    private readonly StringBuilder content = new();

    internal PdfPage(PdfDocument document, PdfPageSize size)
    {
        this.document = document;
        Size = size;
    }

    public PdfPageSize Size { get; }

    internal byte[] Content => Encoding.ASCII.GetBytes(content.ToString());

    /// <summary>Sets one line of text whose line box has its top at <paramref name="top"/>.</summary>
    public void Text(string text, double x, double top, TextStyle style)
    {
        var clean = PdfText.CleanLine(text);
        if (clean.Length == 0)
        {
            return;
        }

        var font = document.Font(style.Font);
        content.Append(CultureInfo.InvariantCulture, $"{style.Color.Operands} rg\nBT /{font.Name} {N(style.Size)} Tf 1 0 0 1 {N(x)} {N(Size.Height - top - style.Baseline)} Tm <{font.Encode(clean)}> Tj ET\n");
    }

    /// <summary>As <see cref="Text"/>, ending at <paramref name="right"/>.</summary>
    public void TextRight(string text, double right, double top, TextStyle style) =>
        Text(text, right - style.Measure(PdfText.CleanLine(text)), top, style);

    public void Line(double x1, double y1, double x2, double y2, double thickness, PdfColor color) =>
        content.Append(CultureInfo.InvariantCulture, $"{color.Operands} RG {N(thickness)} w {N(x1)} {N(Size.Height - y1)} m {N(x2)} {N(Size.Height - y2)} l S\n");

    public void Rectangle(double x, double y, double width, double height, PdfColor color) => Fill(path => path.Rectangle(x, y, width, height), color);

    public void Fill(Action<PdfPath> draw, PdfColor color) =>
        content.Append(CultureInfo.InvariantCulture, $"{color.Operands} rg\n{Drawn(draw)}f\n");

    public void Stroke(Action<PdfPath> draw, double thickness, PdfColor color) =>
        content.Append(CultureInfo.InvariantCulture, $"{color.Operands} RG {N(thickness)} w\n{Drawn(draw)}S\n");

    private string Drawn(Action<PdfPath> draw)
    {
        var path = new PdfPath(Size.Height);
        draw(path);
        return path.Operators;
    }

    private static string N(double value) => PdfNumber.Text(value);
}
