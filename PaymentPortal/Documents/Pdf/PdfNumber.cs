using System.Globalization;

namespace PaymentPortal.Documents.Pdf;

internal static class PdfNumber
{
    /// <summary>A number as PDF writes it: a point, at most three places, no exponent, no negative zero.</summary>
    public static string Text(double value)
    {
        var rounded = Math.Round(value, 3, MidpointRounding.AwayFromZero);
        return (rounded == 0 ? 0 : rounded).ToString("0.###", CultureInfo.InvariantCulture);
    }
}
