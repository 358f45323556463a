using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PaymentPortal.Documents.Pdf;

/// <summary>One font in one document: gives each letter its number and, at the end, writes the embedded subset.</summary>
internal sealed class PdfFont(TrueTypeFont font, string name)
{
    /// <summary>Beyond this many different letters that the font lacks, they share one box, so that numbers cannot run out.</summary>
    private const int BoxesOfTheirOwn = 2000;

    private readonly Dictionary<int, ushort> numbers = [];
    private readonly List<(ushort Glyph, Rune Letter)> used = [(0, Rune.ReplacementChar)];
    private readonly SortedSet<int> missing = [];

    /// <summary>The name by which pages call the font.</summary>
    public string Name { get; } = name;

    /// <summary>The letters that were asked for and stand as a box.</summary>
    public IReadOnlyCollection<int> Missing => missing;

    /// <summary>The text as the content of a page shows it: four hexadecimal digits for each letter.</summary>
    public string Encode(string text)
    {
        var codes = new StringBuilder(text.Length * 4);
        foreach (var letter in text.EnumerateRunes())
        {
            codes.Append(Number(letter).ToString("X4", CultureInfo.InvariantCulture));
        }

        return codes.ToString();
    }

    /// <summary>Writes the font's objects and returns the number of the one that pages refer to.</summary>
    public int WriteTo(PdfFile file)
    {
        var subset = FontSubset.Build(font, [.. used.Select(u => u.Glyph)]);
        var fullName = Tag(subset) + "+" + font.PostScriptName;
        var data = file.AddStream($"/Length1 {subset.Length}", subset);
        var (left, bottom, right, top) = font.Bounds;
        // Symbolic (4): the glyphs are reached by number, not through a standard set of letters.
        var descriptor = file.Add($"<< /Type /FontDescriptor /FontName /{fullName} /Flags 4 /FontBBox [{Scaled(left)} {Scaled(bottom)} {Scaled(right)} {Scaled(top)}] "
            + $"/ItalicAngle 0 /Ascent {Scaled(font.Ascent)} /Descent {Scaled(font.Descent)} /CapHeight {Scaled(font.CapHeight)} "
            + $"/StemV {(font.IsBold ? 120 : 80)} /FontFile2 {data} 0 R >>");
        var widths = string.Join(' ', used.Select(u => Scaled(font.Advance(u.Glyph))));
        var descendant = file.Add($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{fullName} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
            + $"/FontDescriptor {descriptor} 0 R /DW 1000 /W [0 [{widths}]] /CIDToGIDMap /Identity >>");
        var toUnicode = file.AddStream("", Encoding.ASCII.GetBytes(ToUnicode()));
        return file.Add($"<< /Type /Font /Subtype /Type0 /BaseFont /{fullName} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {toUnicode} 0 R >>");
    }

    private ushort Number(Rune letter)
    {
        if (numbers.TryGetValue(letter.Value, out var number))
        {
            return number;
        }

        // A space of a width that the font lacks is still a space, not a letter to show as a box.
        var shown = !font.Has(letter) && PdfText.IsSpace(letter) ? new Rune(' ') : letter;
        if (font.Has(shown) || missing.Count < BoxesOfTheirOwn)
        {
            // A missing letter has a number and a box of its own: the reader sees the box, a search still finds the letter.
            number = checked((ushort)used.Count);
            used.Add((font.Glyph(shown), letter));
        }

        if (!font.Has(shown))
        {
            missing.Add(letter.Value);
        }

        numbers[letter.Value] = number;
        return number;
    }

    private string Scaled(int units) => PdfNumber.Text(units * 1000.0 / font.UnitsPerEm);

    /// <summary>Six letters that mark the font as a subset; made from its content, so that the same document is the same file.</summary>
    private static string Tag(byte[] subset) => string.Concat(SHA256.HashData(subset).Take(6).Select(b => (char)('A' + (b % 26))));

    private string ToUnicode()
    {
        var map = new StringBuilder();
        map.Append("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
            .Append("/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n")
            .Append("1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var block in used.Select((u, number) => (u.Letter, number)).Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (letter, number) in block)
            {
                var plain = PdfText.IsSpace(letter) ? " " : letter.ToString();
                map.Append(CultureInfo.InvariantCulture, $"<{number:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(plain))}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
