using System.Globalization;
using System.Text;

namespace PaymentPortal.Documents.Pdf;

/// <summary>Breaks text into lines of a width: after spaces and hyphens, and inside a word only where it is longer than a line.</summary>
public static class TextWrap
{
    public static IReadOnlyList<string> Lines(string? text, TextStyle style, double width)
    {
        var lines = new List<string>();
        foreach (var paragraph in PdfText.Clean(text).Split('\n'))
        {
            Break(paragraph, style, width, lines);
        }

        while (lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return lines;
    }

    /// <summary>The text on one line, cut with an ellipsis where it is wider than <paramref name="width"/>.</summary>
    public static string Shorten(string? text, TextStyle style, double width)
    {
        var line = PdfText.CleanLine(text);
        if (style.Measure(line) <= width)
        {
            return line;
        }

        var used = style.Measure("\u2026");
        var end = 0;
        foreach (var letter in line.EnumerateRunes())
        {
            used += style.Measure(letter.ToString());
            if (used > width)
            {
                break;
            }

            end += letter.Utf16SequenceLength;
        }

        return line[..end].TrimEnd(' ') + "\u2026";
    }

    private static void Break(string paragraph, TextStyle style, double width, List<string> lines)
    {
        var line = new StringBuilder();
        var used = 0.0;
        foreach (var word in Words(paragraph))
        {
            var visible = word.TrimEnd(' ');
            var wide = style.Measure(visible);
            if (line.Length > 0 && used + wide > width)
            {
                End(line, lines);
                used = 0;
            }

            if (wide > width)
            {
                used = BreakWord(word, style, width, line, lines);
                continue;
            }

            line.Append(word);
            used += wide + style.Measure(word[visible.Length..]);
        }

        End(line, lines);
    }

    /// <summary>Fills lines with the letters of one word that is longer than a line; a mark stays with the letter that carries it.</summary>
    private static double BreakWord(string word, TextStyle style, double width, StringBuilder line, List<string> lines)
    {
        var used = 0.0;
        foreach (var letter in word.EnumerateRunes())
        {
            var advance = style.Measure(letter.ToString());
            if (line.Length > 0 && used + advance > width && !IsMark(letter) && letter.Value != ' ')
            {
                End(line, lines);
                used = 0;
            }

            line.Append(letter.ToString());
            used += advance;
        }

        return used;
    }

    /// <summary>The paragraph in pieces that may be parted: each ends with its spaces, or with a hyphen between letters.</summary>
    private static IEnumerable<string> Words(string paragraph)
    {
        var start = 0;
        for (var i = 1; i < paragraph.Length; i++)
        {
            var afterSpace = paragraph[i - 1] == ' ' && paragraph[i] != ' ';
            var afterHyphen = paragraph[i - 1] is '-' or '\u2013' or '\u2014' or '/' && i >= 2 && char.IsLetter(paragraph[i - 2]) && char.IsLetter(paragraph[i]);
            if (afterSpace || afterHyphen)
            {
                yield return paragraph[start..i];
                start = i;
            }
        }

        if (start < paragraph.Length)
        {
            yield return paragraph[start..];
        }
    }

    private static void End(StringBuilder line, List<string> lines)
    {
        lines.Add(line.ToString().TrimEnd(' '));
        line.Clear();
    }

    private static bool IsMark(Rune letter) => Rune.GetUnicodeCategory(letter)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark;
}
