using System.Globalization;
using System.Text;

namespace PaymentPortal.Documents.Pdf;

/// <summary>A shape of lines and curves, in points from the page's top left corner.</summary>
public sealed class PdfPath
{
    private readonly StringBuilder operators = new();
    private readonly double height;

    internal PdfPath(double height) => this.height = height;

    internal string Operators => operators.ToString();

    public PdfPath MoveTo(double x, double y) => Add($"{Point(x, y)} m\n");

    public PdfPath LineTo(double x, double y) => Add($"{Point(x, y)} l\n");

    public PdfPath CurveTo(double x1, double y1, double x2, double y2, double x, double y) => Add($"{Point(x1, y1)} {Point(x2, y2)} {Point(x, y)} c\n");

    public PdfPath Close() => Add($"h\n");

    public PdfPath Rectangle(double x, double y, double width, double tall) =>
        Add($"{Point(x, y + tall)} {PdfNumber.Text(width)} {PdfNumber.Text(tall)} re\n");

    public PdfPath RoundedRectangle(double x, double y, double width, double tall, double radius)
    {
        // The distance of a curve's control points that makes a quarter of a circle.
        var k = radius * (1 - 0.5523);
        var (right, bottom) = (x + width, y + tall);
        return MoveTo(x + radius, y).LineTo(right - radius, y).CurveTo(right - k, y, right, y + k, right, y + radius)
            .LineTo(right, bottom - radius).CurveTo(right, bottom - k, right - k, bottom, right - radius, bottom)
            .LineTo(x + radius, bottom).CurveTo(x + k, bottom, x, bottom - k, x, bottom - radius)
            .LineTo(x, y + radius).CurveTo(x, y + k, x + k, y, x + radius, y).Close();
    }

    private PdfPath Add(FormattableString text)
    {
        operators.Append(text.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    private string Point(double x, double y) => $"{PdfNumber.Text(x)} {PdfNumber.Text(height - y)}";
}
