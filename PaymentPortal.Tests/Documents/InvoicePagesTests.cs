using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Documents;

namespace PaymentPortal.Tests.Documents;

public sealed class InvoicePagesTests
{
    [Fact]
    public void A_long_table_repeats_its_head_and_numbers_its_pages()
    {
        var pdf = Render(SampleInvoice.Of(300, "usd", 20, 19));
        PdfTool.Check(pdf);
        var pages = PdfTool.Pages(pdf);
        Assert.InRange(pages.Length, 15, 25);
        for (var i = 0; i < pages.Length; i++)
        {
            Assert.Matches(@"\n\s*Description +Qty +Unit price +Tax +Amount\n", pages[i]);
            Assert.Contains($"Page {i + 1} of {pages.Length}", pages[i], StringComparison.Ordinal);
            if (i > 0)
            {
                Assert.Matches(@"^\s*Invoice INV-2026-0042 +Northwind Analytics GmbH\n", pages[i]);
            }
        }
    }

    [Fact]
    public void Totals_always_stand_whole_under_at_least_one_line()
    {
        for (var lines = 1; lines <= 36; lines++)
        {
            var invoice = SampleInvoice.Of(lines, "usd", 20, 19);
            var last = PdfTool.Pages(Render(invoice))[^1];
            Assert.Matches(@"\S +\d +\$[\d.,]+ +19% +\$[\d.,]+\n", last);
            Assert.Matches(@"Subtotal[\s\S]*Discount: [\s\S]*VAT Germany[\s\S]*Total[\s\S]*Amount paid[\s\S]*Amount due", last);
        }
    }

    [Fact]
    public void Totals_stand_under_the_end_of_a_line_that_is_taller_than_a_page()
    {
        for (var rows = 40; rows <= 140; rows += 3)
        {
            var invoice = SampleInvoice.Of(1);
            var tall = string.Join('\n', Enumerable.Range(1, rows).Select(i => $"part {i:000}"));
            var text = PdfTool.Pages(Render(invoice with { Lines = [invoice.Lines[0] with { Description = tall, PeriodStart = null, PeriodEnd = null }] }));
            Assert.Matches(@"part \d+[\s\S]*Subtotal[\s\S]*Amount due", text[^1]);
            var parts = text.SelectMany(page => page.Split('\n')).Select(line => line.Trim()).Where(line => line.StartsWith("part ", StringComparison.Ordinal)).Select(line => line[5..8]);
            Assert.Equal(Enumerable.Range(1, rows).Select(i => $"{i:000}"), parts);
        }
    }

    [Fact]
    public void A_line_stays_on_one_page_if_a_page_can_hold_it()
    {
        var invoice = SampleInvoice.Of(30);
        var lines = invoice.Lines.Select((line, i) => line with { Description = $"Begin{i:00}\n" + string.Concat(Enumerable.Repeat("middle\n", (i * 7) % 11)) + $"End{i:00}" });
        var pages = PdfTool.Pages(Render(invoice with { Lines = [.. lines] }));
        Assert.True(pages.Length > 3);
        for (var i = 0; i < 30; i++)
        {
            var page = Assert.Single(pages, p => p.Contains($"Begin{i:00}", StringComparison.Ordinal));
            Assert.Contains($"End{i:00}", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Addresses_names_and_descriptions_of_any_length_are_printed_whole()
    {
        var invoice = SampleInvoice.Of(2);
        var words = string.Join(' ', Enumerable.Range(0, 250).Select(i => $"word{i:000}"));
        var pdf = Render(invoice with
        {
            Number = new string('9', 300),
            Seller = invoice.Seller with { Name = words },
            Buyer = invoice.Buyer with { Name = new string('W', 400), Address = [.. Enumerable.Range(1, 60).Select(i => $"Address line {i:00}")] },
            Lines = [invoice.Lines[0] with { Description = words.Replace("word", "item", StringComparison.Ordinal), TaxText = words[..400] }, invoice.Lines[1]],
            Notes = [words.Replace("word", "note", StringComparison.Ordinal)],
        });
        PdfTool.Check(pdf);
        var text = PdfTool.Text(pdf);
        Assert.All(Enumerable.Range(0, 250), i =>
        {
            Assert.Contains($"word{i:000}", text, StringComparison.Ordinal);
            Assert.Contains($"item{i:000}", text, StringComparison.Ordinal);
            Assert.Contains($"note{i:000}", text, StringComparison.Ordinal);
        });
        Assert.All(Enumerable.Range(1, 60), i => Assert.Contains($"Address line {i:00}", text, StringComparison.Ordinal));
        Assert.Equal(400, text.Count(letter => letter == 'W'));
    }

    private static byte[] Render(InvoiceDocument invoice) => InvoicePdf.Render(invoice, NullLogger.Instance);
}
