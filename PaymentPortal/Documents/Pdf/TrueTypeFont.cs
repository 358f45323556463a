using System.Buffers.Binary;
using System.Text;

namespace PaymentPortal.Documents.Pdf;

/// <summary>A font file with TrueType outlines, as far as a PDF needs it: letters to glyphs, widths, outlines. Immutable and shared by all documents.</summary>
public sealed class TrueTypeFont
{
    private readonly byte[] file;
    private readonly Dictionary<string, (int Offset, int Length)> tables = [];
    private readonly Dictionary<int, ushort> glyphs = [];
    private readonly int metricsCount;
    private readonly bool longOffsets;

    public TrueTypeFont(string postScriptName, bool bold, byte[] file)
    {
        this.file = file;
        PostScriptName = postScriptName;
        IsBold = bold;
        var count = U16(4);
        for (var i = 0; i < count; i++)
        {
            var entry = 12 + (16 * i);
            tables[Encoding.ASCII.GetString(file, entry, 4)] = (checked((int)U32(entry + 8)), checked((int)U32(entry + 12)));
        }

        var head = tables["head"].Offset;
        UnitsPerEm = U16(head + 18);
        Bounds = (S16(head + 36), S16(head + 38), S16(head + 40), S16(head + 42));
        longOffsets = S16(head + 50) == 1;
        var hhea = tables["hhea"].Offset;
        Ascent = S16(hhea + 4);
        Descent = S16(hhea + 6);
        metricsCount = U16(hhea + 34);
        CapHeight = S16(tables["OS/2"].Offset + 88);
        ReadLetters();
    }

    public string PostScriptName { get; }

    public bool IsBold { get; }

    public int UnitsPerEm { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    public (int Left, int Bottom, int Right, int Top) Bounds { get; }

    public bool Has(Rune letter) => glyphs.ContainsKey(letter.Value);

    /// <summary>The letter's glyph, or 0: the font's box for letters that it lacks.</summary>
    public ushort Glyph(Rune letter) => glyphs.GetValueOrDefault(letter.Value);

    public int Advance(ushort glyph) => U16(tables["hmtx"].Offset + (4 * Math.Min(glyph, metricsCount - 1)));

    /// <summary>The width of a text in thousandths of the type size, letter by letter, without kerning.</summary>
    public double Measure(string text)
    {
        long units = 0;
        foreach (var letter in text.EnumerateRunes())
        {
            units += Advance(Glyph(letter));
        }

        return units * 1000.0 / UnitsPerEm;
    }

    internal ReadOnlySpan<byte> Table(string tag) => tables.TryGetValue(tag, out var t) ? file.AsSpan(t.Offset, t.Length) : [];

    internal short LeftBearing(ushort glyph)
    {
        var hmtx = tables["hmtx"].Offset;
        return glyph < metricsCount ? S16(hmtx + (4 * glyph) + 2) : S16(hmtx + (4 * metricsCount) + (2 * (glyph - metricsCount)));
    }

    internal ReadOnlySpan<byte> Outline(ushort glyph)
    {
        var loca = tables["loca"].Offset;
        var from = longOffsets ? checked((int)U32(loca + (4 * glyph))) : 2 * U16(loca + (2 * glyph));
        var to = longOffsets ? checked((int)U32(loca + (4 * glyph) + 4)) : 2 * U16(loca + (2 * glyph) + 2);
        return file.AsSpan(tables["glyf"].Offset + from, to - from);
    }

    private void ReadLetters()
    {
        var cmap = tables["cmap"].Offset;
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var platform = U16(cmap + 4 + (8 * i));
            var encoding = U16(cmap + 6 + (8 * i));
            var table = cmap + checked((int)U32(cmap + 8 + (8 * i)));
            var unicode = platform == 0 || (platform == 3 && encoding is 1 or 10);
            switch (U16(table))
            {
                case 4 when unicode:
                    ReadBasicPlane(table);
                    break;
                case 12 when unicode:
                    ReadAllPlanes(table);
                    break;
            }
        }
    }

    private void ReadBasicPlane(int table)
    {
        var doubled = U16(table + 6);
        var ends = table + 14;
        var starts = ends + doubled + 2;
        var deltas = starts + doubled;
        var ranges = deltas + doubled;
        for (var segment = 0; segment < doubled; segment += 2)
        {
            var rangeOffset = U16(ranges + segment);
            for (int letter = U16(starts + segment), end = U16(ends + segment); letter <= end && letter < 0xFFFF; letter++)
            {
                int glyph = rangeOffset == 0 ? letter : U16(ranges + segment + rangeOffset + (2 * (letter - U16(starts + segment))));
                if (rangeOffset == 0 || glyph != 0)
                {
                    Add(letter, (ushort)(glyph + U16(deltas + segment)));
                }
            }
        }
    }

    private void ReadAllPlanes(int table)
    {
        for (var group = 0; group < U32(table + 12); group++)
        {
            var entry = table + 16 + (12 * group);
            var (first, last, glyph) = (U32(entry), U32(entry + 4), U32(entry + 8));
            for (var letter = first; letter <= last; letter++)
            {
                Add(checked((int)letter), (ushort)(glyph + letter - first));
            }
        }
    }

    private void Add(int letter, ushort glyph)
    {
        if (glyph != 0)
        {
            glyphs[letter] = glyph;
        }
    }

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at));

    private short S16(int at) => BinaryPrimitives.ReadInt16BigEndian(file.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
}
