using System.Globalization;
using System.Net.Mail;
using System.Text;

namespace PaymentPortal.Shared;

/// <summary>
/// What a person typed, without what no eye sees: control characters, broken letters, blanks without width, and the marks that turn the direction of whatever is shown beside them.
/// Every field of a form is read through it; letters of every script and joined emoji stay as they are.
/// </summary>
public static class TypedText
{
    /// <summary>A field of one line: breaks and tabs become blanks, and none is left around it.</summary>
    public static string Line(string? typed) => Clean(typed, keepsBreaks: false);

    /// <summary>A field of several lines: their breaks stay.</summary>
    public static string Lines(string? typed) => Clean(typed?.ReplaceLineEndings("\n"), keepsBreaks: true);

    /// <summary>Whether it is one whole address that mail can be sent to, and nothing beside. Quoted names are allowed by RFC 5321 and taken by hardly anybody, Stripe included.</summary>
    public static bool IsMailAddress(string text) =>
        !text.Contains('"', StringComparison.Ordinal) && MailAddress.TryCreate(text, out var address) && address.Address == text && address.Host.Contains('.', StringComparison.Ordinal) && !address.Host.StartsWith('[');

    /// <summary>The first letter of a name as a capital, whole where it takes several code units; <c>?</c> where there is none.</summary>
    public static string Initial(string name) => Line(name) is { Length: > 0 } text ? StringInfo.GetNextTextElement(text).ToUpperInvariant() : "?";

    private static string Clean(string? typed, bool keepsBreaks)
    {
        var text = new StringBuilder();
        foreach (var rune in (typed ?? "").EnumerateRunes())
        {
            if (keepsBreaks && rune.Value == '\n')
            {
                text.Append('\n');
            }
            else if (IsBreak(rune.Value))
            {
                text.Append(' ');
            }
            else if (!Rune.IsControl(rune) && rune != Rune.ReplacementChar && !IsUnseen(rune.Value))
            {
                text.Append(rune.ToString());
            }
        }

        return text.ToString().Trim();
    }

    private static bool IsBreak(int letter) => letter is '\n' or '\r' or '\t' or 0x0085 or 0x2028 or 0x2029;

    /// <summary>Marks of direction, fillers, and what is no character. The joiners stay: emoji, Persian and the scripts of India are written with them.</summary>
    private static bool IsUnseen(int letter) => letter is 0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x200B or 0x200E or 0x200F or (>= 0x202A and <= 0x202E)
        or (>= 0x2060 and <= 0x206F) or 0x2800 or 0x3164 or 0xFEFF or 0xFFA0 or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xE0000 and <= 0xE0FFF) || (letter & 0xFFFE) == 0xFFFE;
}
