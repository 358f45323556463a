using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Documents;
using PaymentPortal.Shared;

namespace PaymentPortal.Tests.Documents;

public sealed partial class InvoicePdfTests
{
    private static readonly Currency Usd = Currency.Parse("usd");

    [Fact]
    public void Other_programs_find_nothing_wrong_with_an_invoice_and_see_its_fonts_embedded_and_subset()
    {
        var pdf = Render(SampleInvoice.Of(12, "eur", 20, 19));
        PdfTool.Check(pdf);
        var fonts = PdfTool.Fonts(pdf).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(2, fonts.Length);
        Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+NotoSans-(Regular|SemiBold)\s+CID TrueType\s+Identity-H\s+yes yes yes", font));
        Assert.InRange(pdf.Length, 5_000, 40_000);
    }

    [Theory]
    [InlineData("usd", "en-US")]
    [InlineData("eur", "de-DE")]
    [InlineData("eur", "fr-FR")]
    [InlineData("jpy", "en-US")]
    [InlineData("kwd", "en-US")]
    [InlineData("isk", "en-US")]
    public void Every_amount_can_be_read_back_to_the_last_digit(string currency, string culture)
    {
        var invoice = SampleInvoice.Of(40, currency, 20, 19, culture);
        var text = PdfTool.Text(Render(invoice));
        var lines = text.Split('\n').Select(line => Spaces().Replace(line, " ").Trim()).ToList();
        var separators = NumberCulture.For(culture);
        string Amount(Money money) => MoneyFormat.In(separators, money).Replace('\u00a0', ' ').Replace('\u202f', ' ');

        var expected = invoice.Lines.Select(line => $"{line.Quantity:0} {Amount(line.UnitAmount!.Value)} 19% {Amount(line.Amount)}").ToList();
        var found = lines.Where(line => line.Contains(" 19% ", StringComparison.Ordinal) && !line.StartsWith("VAT", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.EndsWith(" " + pair.First, pair.Second, StringComparison.Ordinal));

        Assert.Contains($"Subtotal {Amount(invoice.Subtotal)}", lines);
        Assert.Contains($"Discount: SPRING20, 20% off {Amount(-invoice.Discounts[0].Amount)}", lines);
        Assert.Contains(lines, line => line.StartsWith("VAT Germany 19%, on", StringComparison.Ordinal) && line.EndsWith(" " + Amount(invoice.Taxes[0].Amount), StringComparison.Ordinal));
        Assert.Contains(Amount(invoice.Taxes[0].TaxableAmount!.Value), text, StringComparison.Ordinal);
        Assert.Contains($"Total {Amount(invoice.Total)}", lines);
        Assert.Contains($"Amount paid {Amount(-invoice.AmountPaid)}", lines);
        Assert.Contains($"Amount due {Amount(invoice.AmountDue)}", lines);
        Assert.Contains($"{Amount(invoice.AmountPaid)} paid on 20 Nov 2026", lines);
    }

    [Theory]
    [InlineData("usd", 123450, "en-US", "$1,234.50")]
    [InlineData("eur", 123450, "de-DE", "€1.234,50")]
    [InlineData("eur", 123450, "fr-FR", "€1 234,50")]
    [InlineData("eur", 123450, "pl", "€1 234,50")]
    [InlineData("chf", 123450, "de-CH", "CHF 1’234.50")]
    [InlineData("jpy", 123450, "en-US", "¥123,450")]
    [InlineData("kwd", 1234500, "en-US", "KWD 1,234.500")]
    [InlineData("isk", 123400, "xx-unknown", "ISK 1,234")]
    [InlineData("usd", long.MinValue, "en-US", "−$92,233,720,368,547,758.08")]
    public void Amounts_are_written_in_the_invoices_own_culture(string currency, long minor, string culture, string expected)
    {
        var money = new Money(minor, Currency.Parse(currency));
        var invoice = SampleInvoice.Of(1) with { Status = InvoiceStatus.Open, Total = Money.Zero(money.Currency), AmountDue = money, DueAt = null, Culture = culture };
        Assert.Contains(expected + " due\n", PdfTool.Text(Render(invoice)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_statement_says_where_the_invoice_stands()
    {
        var invoice = SampleInvoice.Of(1);
        var zero = Money.Zero(Usd);
        var open = invoice with { Status = InvoiceStatus.Open, AmountPaid = zero, AmountDue = invoice.Total };
        Assert.Equal("$29.00 paid on 20\u00a0Nov\u00a02026", new InvoiceWording(invoice).Statement);
        Assert.Equal("$29.00 due 4\u00a0Dec\u00a02026", new InvoiceWording(open).Statement);
        Assert.Equal("Void: nothing to pay", new InvoiceWording(open with { Status = InvoiceStatus.Void }).Statement);
        Assert.Equal("$29.00 not paid", new InvoiceWording(open with { Status = InvoiceStatus.Uncollectible }).Statement);
        Assert.Equal("Nothing to pay", new InvoiceWording(invoice with { Total = zero, AmountPaid = zero }).Statement);
        Assert.Equal("Credit of $20.00", new InvoiceWording(invoice with { Total = new Money(-2000, Usd), AmountPaid = zero }).Statement);
    }

    [Fact]
    public void An_invoice_that_gave_money_to_the_balance_is_credited_and_not_paid()
    {
        var invoice = SampleInvoice.Of(1);
        var text = PdfTool.Text(Render(invoice with { Total = new Money(-35_760, Usd), AmountPaid = Money.Zero(Usd), AppliedBalance = new Money(35_760, Usd), PaymentMethod = null }));
        Assert.Contains("Credited", text, StringComparison.Ordinal);
        Assert.Contains("Date credited", text, StringComparison.Ordinal);
        Assert.Contains("Stays as credit for later invoices", text, StringComparison.Ordinal);
        Assert.DoesNotContain("paid", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_void_invoice_asks_for_nothing()
    {
        var invoice = SampleInvoice.Of(1);
        var text = PdfTool.Text(Render(invoice with { Status = InvoiceStatus.Void, AmountPaid = Money.Zero(Usd), AmountDue = invoice.Total }));
        Assert.Contains("Void: nothing to pay\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Amount due", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Instants_become_dates_in_the_invoices_time_zone()
    {
        var invoice = SampleInvoice.Of(1) with { IssuedAt = new(2026, 11, 20, 23, 30, 0, TimeSpan.Zero) };
        Assert.Matches("Date of issue +21 Nov 2026\n", PdfTool.Text(Render(invoice)));
        Assert.Matches("Date of issue +20 Nov 2026\n", PdfTool.Text(Render(invoice with { TimeZone = "UTC" })));
    }

    [Fact]
    public void The_same_invoice_gives_the_same_bytes_in_any_surroundings_and_after_being_frozen()
    {
        var invoice = SampleInvoice.Of(12, "eur", 20, 19, "de-DE");
        var pdf = Render(invoice);
        var before = CultureInfo.CurrentCulture;
        try
        {
            foreach (var culture in (string[])["ar-SA", "th-TH", "tr-TR", "fr-FR"])
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(pdf, Render(invoice));
                Assert.Equal(invoice.ToJson(), InvoiceDocument.FromJson(invoice.ToJson()).ToJson());
                Assert.Equal(pdf, Render(InvoiceDocument.FromJson(invoice.ToJson())));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.NotEqual(pdf, Render(invoice with { Number = "INV-2026-0043" }));
    }

    [Fact]
    public void A_frozen_invoice_is_read_from_the_form_it_was_stored_in()
    {
        var json = SampleInvoice.Of(1, "kwd", 20, 5).ToJson();
        Assert.Contains("\"status\":\"paid\"", json, StringComparison.Ordinal);
        Assert.Contains("\"unitAmount\":{\"amount\":29000,\"currency\":\"kwd\"}", json, StringComparison.Ordinal);
        Assert.Contains("\"issuedAt\":\"2026-11-20T13:05:00+00:00\"", json, StringComparison.Ordinal);
        Assert.Throws<System.Text.Json.JsonException>(() => InvoiceDocument.FromJson(json.Replace("\"currency\":\"kwd\"", "\"currency\":\"1\"", StringComparison.Ordinal)));
        Assert.Throws<System.Text.Json.JsonException>(() => InvoiceDocument.FromJson(json.Replace("\"amount\":29000,", "", StringComparison.Ordinal)));
        Assert.Throws<System.Text.Json.JsonException>(() => InvoiceDocument.FromJson("{}"));
    }

    [Fact]
    public void Metadata_names_the_invoice_its_seller_and_its_own_date()
    {
        var info = PdfTool.Info(Render(SampleInvoice.Of(1) with { Number = "A<&>\"1" }));
        Assert.Matches(@"Title:\s+Invoice A<&>""1\n", info);
        Assert.Matches(@"Author:\s+Northwind Analytics GmbH\n", info);
        Assert.Matches(@"CreationDate:\s+2026-11-20T13:05:00Z\n", info);
        Assert.Matches(@"Metadata Stream:\s+yes\n", info);
        Assert.Matches(@"Page size:\s+595\.276 x 841\.89 pts \(A4\)\n", info);
    }

    [Fact]
    public void Greek_Cyrillic_and_Vietnamese_are_set_and_composed_without_a_box()
    {
        const string names = "Αθήνα ΐ Москва Ґ Ђ Đường Nguyễn Huệ Łódź Şişli";
        var logger = new RecordingLogger();
        var decomposed = names.Normalize(System.Text.NormalizationForm.FormD);
        var invoice = SampleInvoice.Of(1);
        var pdf = InvoicePdf.Render(invoice with { Buyer = invoice.Buyer with { Address = [decomposed] } }, logger);
        PdfTool.Check(pdf);
        Assert.Contains("Αθήνα ΐ Москва Ґ Ђ Đường", PdfTool.Text(pdf), StringComparison.Ordinal);
        Assert.Contains("Nguyễn Huệ Łódź Şişli", PdfTool.Text(pdf), StringComparison.Ordinal);
        Assert.Empty(logger.Entries);
    }

    [Fact]
    public void A_letter_that_the_font_lacks_is_a_box_and_one_line_in_the_log()
    {
        var invoice = SampleInvoice.Of(1);
        InvoiceDocument With(string name) => invoice with { Buyer = invoice.Buyer with { Name = name, Address = [name, name] } };
        var logger = new RecordingLogger();
        var pdf = InvoicePdf.Render(With("\u05e9 \U0001f600 ok"), logger);
        var (level, message) = Assert.Single(logger.Entries);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Equal("Invoice INV-2026-0042 prints 2 letters as boxes, because the font lacks them: U+05E9, U+1F600", message);
        PdfTool.Check(pdf);
        Assert.Contains("\U0001f600", PdfTool.Text(pdf), StringComparison.Ordinal);
        Assert.NotEqual(PdfTool.Picture(Render(With("\u00a0 \u00a0 ok"))), PdfTool.Picture(pdf));
        Assert.Equal(PdfTool.Picture(Render(With("\u05d0 \U0001f601 ok"))), PdfTool.Picture(pdf));
    }

    private static byte[] Render(InvoiceDocument invoice) => InvoicePdf.Render(invoice, NullLogger.Instance);

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
