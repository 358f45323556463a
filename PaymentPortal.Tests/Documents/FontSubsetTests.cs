using System.Buffers.Binary;
using System.Text;
using PaymentPortal.Documents;
using PaymentPortal.Documents.Pdf;

namespace PaymentPortal.Tests.Documents;

public sealed class FontSubsetTests
{
    [Fact]
    public void A_subset_holds_the_parts_of_composite_letters_and_nothing_else()
    {
        var font = NotoSans.Regular;
        ushort[] used = [0, .. "&é€ñÅ".EnumerateRunes().Select(font.Glyph)];
        var tables = Tables(FontSubset.Build(font, used));
        var count = BinaryPrimitives.ReadUInt16BigEndian(tables["maxp"].AsSpan(4));
        Assert.InRange(count, used.Length + 1, used.Length + 12);
        Assert.Equal(4 * (count + 1), tables["loca"].Length);
        Assert.Equal(4 * count, tables["hmtx"].Length);
        var composites = 0;
        for (var number = 0; number < count; number++)
        {
            var outline = Glyph(tables, number);
            if (BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
            {
                continue;
            }

            composites++;
            var part = BinaryPrimitives.ReadUInt16BigEndian(outline[12..]);
            Assert.InRange(part, used.Length, count - 1);
            var whole = font.Outline(BinaryPrimitives.ReadUInt16BigEndian(font.Outline(used[number])[12..])).ToArray();
            Assert.Equal(whole, Glyph(tables, part)[..whole.Length].ToArray());
        }

        Assert.True(composites >= 2, "The sample has no composite letter, so it shows nothing.");
        Assert.Equal(font.Outline(used[1]).ToArray(), Glyph(tables, 1)[..font.Outline(used[1]).Length].ToArray());
        Assert.All(used.Select((glyph, number) => (glyph, number)), u =>
            Assert.Equal(font.Advance(u.glyph), BinaryPrimitives.ReadUInt16BigEndian(tables["hmtx"].AsSpan(4 * u.number))));
    }

    [Fact]
    public void Both_weights_have_what_money_and_dates_need()
    {
        foreach (var font in (TrueTypeFont[])[NotoSans.Regular, NotoSans.SemiBold])
        {
            Assert.All("\u2212\u00a0\u202f\u2013\u2026\u00b7\u2019$€£¥₹₩₫".EnumerateRunes(), letter => Assert.True(font.Has(letter), $"U+{letter.Value:X4} is missing"));
            Assert.Single("0123456789".EnumerateRunes().Select(digit => font.Advance(font.Glyph(digit))).Distinct());
        }
    }

    private static ReadOnlySpan<byte> Glyph(Dictionary<string, byte[]> tables, int number)
    {
        var from = (int)BinaryPrimitives.ReadUInt32BigEndian(tables["loca"].AsSpan(4 * number));
        var to = (int)BinaryPrimitives.ReadUInt32BigEndian(tables["loca"].AsSpan((4 * number) + 4));
        return tables["glyf"].AsSpan(from, to - from);
    }

    private static Dictionary<string, byte[]> Tables(byte[] file) => Enumerable.Range(0, BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(4))).ToDictionary(
        i => Encoding.ASCII.GetString(file, 12 + (16 * i), 4),
        i => file.AsSpan((int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(20 + (16 * i))), (int)BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(24 + (16 * i)))).ToArray());
}
