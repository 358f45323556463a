using System.Globalization;
using System.Text;

namespace PaymentPortal.Documents.Pdf;

/// <summary>Brings text from anywhere into the form that the writer sets: whole letters, composed, lines parted by line feeds.</summary>
public static class PdfText
{
    /// <summary>
    /// Composes letters (NFC), turns every kind of line break into a line feed and tabs into spaces, leaves out what has no picture of its own
    /// (marks of direction, joiners, variation selectors), and puts U+FFFD where there is no letter at all (control characters, half surrogates).
    /// </summary>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var whole = new StringBuilder(text.Length);
        var returned = false;
        foreach (var letter in text.EnumerateRunes())
        {
            var pair = returned && letter.Value == '\n';
            returned = letter.Value == '\r';
            if (!pair)
            {
                Append(whole, letter);
            }
        }

        return whole.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>As <see cref="Clean"/>, on a single line.</summary>
    public static string CleanLine(string? text) => Clean(text).Replace('\n', ' ').Trim();

    /// <summary>Spaces of every width, breaking or not.</summary>
    internal static bool IsSpace(Rune letter) => Rune.GetUnicodeCategory(letter) == UnicodeCategory.SpaceSeparator;

    private static void Append(StringBuilder whole, Rune letter)
    {
        switch (letter.Value)
        {
            case '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029:
                whole.Append('\n');
                return;
            case '\t':
                whole.Append(' ');
                return;
            case (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF):
                return;
            case var code when (code & 0xFFFE) == 0xFFFE || code is >= 0xFDD0 and <= 0xFDEF:
                whole.Append('\uFFFD');
                return;
        }

        switch (Rune.GetUnicodeCategory(letter))
        {
            case UnicodeCategory.Format:
                break;
            case UnicodeCategory.Control:
                whole.Append('\uFFFD');
                break;
            default:
                whole.Append(letter.ToString());
                break;
        }
    }
}
