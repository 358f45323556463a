using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Documents;
using PaymentPortal.Documents.Pdf;

namespace PaymentPortal.Tests.Documents;

public sealed class HostileTextTests(ITestOutputHelper output)
{
    private const int Seed = 20261120;

    [Fact]
    public void Three_hundred_hostile_texts_never_break_the_document()
    {
        output.WriteLine($"Seed {Seed}");
        var random = new Random(Seed);
        for (var i = 0; i < 30; i++)
        {
            var texts = Enumerable.Range(0, 10).Select(_ => Hostile(random)).ToArray();
            var invoice = SampleInvoice.Of(2, "usd", 20, 19);
            var pdf = InvoicePdf.Render(invoice with
            {
                Number = texts[0],
                Seller = new InvoiceParty(texts[1], [texts[2]], [texts[3]], texts[4]),
                PaymentMethod = texts[5],
                Lines = [invoice.Lines[0] with { Description = texts[6], TaxText = texts[7] }, invoice.Lines[1]],
                Notes = [texts[8]],
                Footer = texts[9],
                Branding = new InvoiceBranding(texts[0], texts[9]),
                Culture = texts[3],
            }, NullLogger.Instance);
            PdfTool.Check(pdf);
            var text = PdfTool.Text(pdf);
            Assert.Contains("Amount due", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Frozen_hostile_texts_print_as_they_did_before()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 30; i++)
        {
            var invoice = SampleInvoice.Of(1) with { Number = Hostile(random), Footer = Hostile(random) };
            Assert.Equal(InvoicePdf.Render(invoice, NullLogger.Instance), InvoicePdf.Render(InvoiceDocument.FromJson(invoice.ToJson()), NullLogger.Instance));
        }
    }

    [Fact]
    public void Broken_lines_fit_their_width_and_lose_no_letter()
    {
        output.WriteLine($"Seed {Seed}");
        var random = new Random(Seed);
        var style = new TextStyle(NotoSans.Regular, 9, 13, default);
        for (var i = 0; i < 300; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => "abc WWW-/ \n\u00a0\u1ebf"[random.Next(13)]));
            var width = 20 + (random.NextDouble() * 150);
            var lines = TextWrap.Lines(text, style, width);
            Assert.All(lines, line => Assert.True(style.Measure(line) <= width, $"'{line}' is wider than {width}"));
            Assert.Equal(Letters(text), Letters(string.Concat(lines)));
            Assert.True(style.Measure(TextWrap.Shorten(text, style, width)) <= width);
        }

        static string Letters(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_composed_and_what_is_no_letter_is_shown_or_left_out() =>
        Assert.Equal("\u1ebf\na b\n\ufffd\ufffdx\ufffd", PdfText.Clean("e\u0302\u0301\r\na\tb\u2028\0\ud800\u202e\ufeffx\ufe0f\uffff"));

    private static string Hostile(Random random)
    {
        var text = new StringBuilder();
        var length = random.Next(10) == 0 ? random.Next(3000) : random.Next(60);
        while (text.Length < length)
        {
            _ = random.Next(9) switch
            {
                0 => text.Append((char)random.Next(0x20)),
                1 => text.Append((char)random.Next(0xD800, 0xE000)),
                2 => text.Append((char)random.Next(0x590, 0x700)),
                3 => text.Append(char.ConvertFromUtf32(random.Next(0x1F300, 0x1FAFF))),
                4 => text.Append((char)random.Next(0x300, 0x370)),
                5 => text.Append("(<b>)\\ endstream endobj %&;/"[random.Next(27)]),
                6 => text.Append("\u202e\u200d\ufeff\u2028\u0085\u00ad\uffff\ufffe\t"[random.Next(9)]),
                7 => text.Append((char)random.Next(0x10000)),
                _ => text.Append((char)random.Next('A', 'z')),
            };
        }

        return text.ToString();
    }
}
