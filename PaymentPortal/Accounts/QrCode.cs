using System.Globalization;
using System.Text;
using QRCoder;

namespace PaymentPortal.Accounts;

/// <summary>A text as a QR code that an SVG draws.</summary>
/// <param name="Size">Modules on each side, with the quiet zone.</param>
/// <param name="Path">The dark modules as an SVG path.</param>
internal sealed record QrCode(int Size, string Path)
{
    public static QrCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return new QrCode(rows.Count, path.ToString());
    }
}
