using System.Buffers.Binary;

namespace PaymentPortal.Documents.Pdf;

/// <summary>A font file with only the glyphs that a document uses, numbered in the order of their first use.</summary>
internal static class FontSubset
{
    private const int WeHaveAScale = 0x0008, MoreComponents = 0x0020, AnXAndYScale = 0x0040, ATwoByTwo = 0x0080, ArgumentsAreWords = 0x0001;

    /// <param name="font">The whole font.</param>
    /// <param name="used">The font's glyph for each new number; the first is 0, the box.</param>
    public static byte[] Build(TrueTypeFont font, IReadOnlyList<ushort> used)
    {
        var sources = used.ToList();
        var numbers = new Dictionary<ushort, ushort>();
        for (var i = 0; i < sources.Count; i++)
        {
            numbers.TryAdd(sources[i], (ushort)i);
        }

        using var outlines = new MemoryStream();
        var offsets = new List<uint>();
        // The list grows while it is walked: parts of composite glyphs are appended, and may be composite themselves.
        for (var i = 0; i < sources.Count; i++)
        {
            offsets.Add((uint)outlines.Length);
            var outline = font.Outline(sources[i]).ToArray();
            foreach (var at in Components(outline))
            {
                var part = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
                if (!numbers.TryGetValue(part, out var number))
                {
                    number = checked((ushort)sources.Count);
                    numbers[part] = number;
                    sources.Add(part);
                }

                BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at), number);
            }

            outlines.Write(outline);
            outlines.Write(new byte[(4 - (outline.Length % 4)) % 4]);
        }

        offsets.Add((uint)outlines.Length);
        return Assemble(Tables(font, sources, offsets, outlines.ToArray()));
    }

    /// <summary>Where, in the outline of a composite glyph, the numbers of its parts stand.</summary>
    private static List<int> Components(byte[] outline)
    {
        var places = new List<int>();
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return places;
        }

        var at = 10;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
            places.Add(at + 2);
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2);
            at += (flags & WeHaveAScale) != 0 ? 2 : (flags & AnXAndYScale) != 0 ? 4 : (flags & ATwoByTwo) != 0 ? 8 : 0;
        }
        while ((flags & MoreComponents) != 0);
        return places;
    }

    private static SortedDictionary<string, byte[]> Tables(TrueTypeFont font, List<ushort> sources, List<uint> offsets, byte[] glyf)
    {
        var loca = new byte[4 * offsets.Count];
        for (var i = 0; i < offsets.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(loca.AsSpan(4 * i), offsets[i]);
        }

        var hmtx = new byte[4 * sources.Count];
        for (var i = 0; i < sources.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(hmtx.AsSpan(4 * i), (ushort)font.Advance(sources[i]));
            BinaryPrimitives.WriteInt16BigEndian(hmtx.AsSpan((4 * i) + 2), font.LeftBearing(sources[i]));
        }

        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var hhea = font.Table("hhea").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)sources.Count);
        var maxp = font.Table("maxp").ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)sources.Count);
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["glyf"] = glyf,
            ["head"] = head,
            ["hhea"] = hhea,
            ["hmtx"] = hmtx,
            ["loca"] = loca,
            ["maxp"] = maxp,
        };
        foreach (var hinting in (string[])["cvt ", "fpgm", "prep"])
        {
            if (font.Table(hinting) is { Length: > 0 } table)
            {
                tables[hinting] = table.ToArray();
            }
        }

        return tables;
    }

    private static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        var power = (int)Math.Log2(tables.Count);
        var position = 12 + (16 * tables.Count);
        var file = new byte[position + tables.Values.Sum(t => Padded(t.Length))];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((16 * tables.Count) - (16 << power)));
        var entry = 12;
        var head = 0;
        foreach (var (tag, table) in tables)
        {
            table.CopyTo(file, position);
            head = tag == "head" ? position : head;
            for (var i = 0; i < 4; i++)
            {
                file[entry + i] = (byte)tag[i];
            }

            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 4), Checksum(file.AsSpan(position, Padded(table.Length))));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 8), (uint)position);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 12), (uint)table.Length);
            position += Padded(table.Length);
            entry += 16;
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), unchecked(0xB1B0AFBA - Checksum(file)));
        return file;
    }

    private static int Padded(int length) => (length + 3) / 4 * 4;

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (var i = 0; i < bytes.Length; i += 4)
        {
            unchecked
            {
                sum += BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]);
            }
        }

        return sum;
    }
}
