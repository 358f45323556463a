using System.Globalization;

namespace PaymentPortal.Documents.Pdf;

/// <summary>A colour in sRGB, each part from 0 to 255.</summary>
public readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    public static PdfColor White { get; } = new(255, 255, 255);

    /// <summary>Reads <c>#rrggbb</c> or <c>#rgb</c>, with or without the sign; null for anything else.</summary>
    public static PdfColor? FromHex(string? hex)
    {
        var digits = hex?.Trim().TrimStart('#') ?? "";
        if (digits.Length == 3)
        {
            digits = string.Concat(digits.Select(d => new string(d, 2)));
        }

        return digits.Length == 6 && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new PdfColor((byte)(value >> 16), (byte)(value >> 8), (byte)value)
            : null;
    }

    /// <summary>WCAG's contrast of two colours, from 1 to 21.</summary>
    public static double Contrast(PdfColor one, PdfColor other)
    {
        var (a, b) = (one.Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    internal string Operands => $"{PdfNumber.Text(Red / 255.0)} {PdfNumber.Text(Green / 255.0)} {PdfNumber.Text(Blue / 255.0)}";

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte part)
    {
        var value = part / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
