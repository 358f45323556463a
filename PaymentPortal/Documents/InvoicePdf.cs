using System.Globalization;
using PaymentPortal.Documents.Pdf;
using static PaymentPortal.Documents.InvoiceStyles;

namespace PaymentPortal.Documents;

/// <summary>Lays out an invoice on A4.</summary>
public static class InvoicePdf
{
    private const double Margin = 56, FirstTop = 52, LaterTop = 78, Bottom = 776, FootTop = 796, FactLabel = 104;
    private const int NamedLetters = 20;

    /// <summary>Makes the PDF. The same invoice gives the same bytes.</summary>
    /// <param name="document">The frozen invoice.</param>
    /// <param name="logger">Takes one warning where letters had to be printed as boxes.</param>
    /// <exception cref="TimeZoneNotFoundException">The invoice names a time zone that the machine does not know.</exception>
    public static byte[] Render(InvoiceDocument document, ILogger logger)
    {
        var wording = new InvoiceWording(document);
        var pdf = new PdfDocument(new PdfMetadata(wording.Title, document.Seller.Name, wording.Statement, "en", document.IssuedAt));
        var flow = new PageFlow(pdf, PdfPageSize.A4, Margin, FirstTop, LaterTop, Bottom, page => HeadLater(page, document, wording));
        var accent = PdfColor.FromHex(document.Branding.AccentColor) ?? Ink;

        flow.Page.Rectangle(0, 0, flow.Page.Size.Width, 5, accent);
        DrawTitle(flow, document, wording, accent);
        flow.Space(18);
        flow.Draw(Facts(flow, document, wording));
        flow.Space(22);
        flow.Draw(Parties(flow, document));
        flow.Space(26);
        flow.Draw([Row(flow.Left, flow.Width, wording.Statement, Statement)]);
        flow.Space(16);
        InvoiceTable.Draw(flow, document, wording, Closing(flow, document));
        DrawFeet(pdf, document, wording);
        WarnOfBoxes(pdf, document, logger);
        return pdf.ToArray();
    }

    private static void DrawTitle(PageFlow flow, InvoiceDocument document, InvoiceWording wording, PdfColor accent)
    {
        const double pillHeight = 15, pillPadding = 7;
        var (word, letters, field) = Badge(document);
        var badge = new TextStyle(NotoSans.SemiBold, 8, pillHeight, letters);
        var pillLeft = flow.Left + Title.Measure(wording.Noun) + 12;
        var pillTop = flow.Top + ((Title.Leading - pillHeight) / 2) + 1;
        var pillWidth = badge.Measure(word) + (2 * pillPadding);
        flow.Page.Fill(path => path.RoundedRectangle(pillLeft, pillTop, pillWidth, pillHeight, pillHeight / 2), field);
        flow.Page.Text(word, pillLeft + pillPadding, pillTop, badge);

        // An accent too pale to read even in large type stays in the strip at the top, and the name is set in ink.
        var readable = PdfColor.Contrast(accent, PdfColor.White) >= 3 ? accent : Ink;
        var logo = new TextStyle(NotoSans.SemiBold, 14, 18, readable);
        var space = flow.Right - (pillLeft + pillWidth + 24);
        var lines = TextWrap.Lines(document.Branding.LogoText ?? document.Seller.Name, logo, space).Take(2).ToList();
        var top = flow.Top + ((Title.Leading - logo.Leading) / 2);
        foreach (var line in lines)
        {
            flow.Page.TextRight(line, flow.Right, top, logo);
            top += logo.Leading;
        }

        flow.Draw([Row(flow.Left, flow.Width, wording.Noun, Title)]);
        flow.Space(Math.Max(0, lines.Count - 1) * logo.Leading);
    }

    private static List<FlowRow> Facts(PageFlow flow, InvoiceDocument document, InvoiceWording wording)
    {
        (string Label, string? Value)[] facts =
        [
            (document.Kind == DocumentKind.CreditNote ? "Credit note number" : "Invoice number", document.Number),
            ("For invoice", document.ForInvoice),
            ("Date of issue", wording.Date(document.IssuedAt)),
            ("Date due", document.DueAt is { } due ? wording.Date(due) : null),
            (document.IsCredited ? "Date credited" : "Date paid", document.PaidAt is { } paid ? wording.Date(paid) : null),
            ("Payment method", document.PaymentMethod),
            ("Currency", document.Total.Currency.ToString()),
        ];
        return [.. facts.Where(fact => !string.IsNullOrWhiteSpace(fact.Value)).Select((fact, i) => new FlowRow(
        [
            Cell(flow.Left, FactLabel, fact.Label, Muted),
            Cell(flow.Left + FactLabel, flow.Width - FactLabel, fact.Value, i == 0 ? Strong : Body),
        ], Above: 1, Below: 1))];
    }

    private static List<FlowRow> Parties(PageFlow flow, InvoiceDocument document)
    {
        var right = flow.SecondColumn;
        var width = flow.Right - right;
        var seller = PartyLines(document.Seller, width);
        var buyer = PartyLines(document.Buyer, width);
        // Line by line, so that an address of any length runs on over the page's end.
        var rows = new List<FlowRow> { new([Cell(flow.Left, width, "From", Small), Cell(right, width, "Bill to", Small)], Below: 3) };
        for (var i = 0; i < Math.Max(seller.Count, buyer.Count); i++)
        {
            rows.Add(new FlowRow(
            [
                new FlowCell(flow.Left, width, TextAlign.Left, [.. seller.Skip(i).Take(1)]),
                new FlowCell(right, width, TextAlign.Left, [.. buyer.Skip(i).Take(1)]),
            ]));
        }

        return rows;
    }

    private static List<FlowLine> PartyLines(InvoiceParty party, double width) =>
    [
        .. Lines(party.Name, Strong, width),
        .. party.Address.SelectMany(line => Lines(line, Body, width)),
        .. Lines(party.Email, Muted, width),
        .. party.TaxIds.SelectMany(id => Lines(id, Muted, width)),
    ];

    private static List<FlowRow> Closing(PageFlow flow, InvoiceDocument document)
    {
        var rows = document.Notes.Select((note, i) => new FlowRow([Cell(flow.Left, flow.Width, note, Body)], Above: i == 0 ? 24 : 0, Below: 6)).ToList();
        if (!string.IsNullOrWhiteSpace(document.Footer))
        {
            rows.Add(new FlowRow([Cell(flow.Left, flow.Width, document.Footer, Small)], Above: rows.Count == 0 ? 24 : 8));
        }

        return rows;
    }

    private static void HeadLater(PdfPage page, InvoiceDocument document, InvoiceWording wording)
    {
        var half = (page.Size.Width - (2 * Margin)) / 2;
        page.Text(TextWrap.Shorten(wording.Title, Small, half - 10), Margin, 42, Small);
        page.TextRight(TextWrap.Shorten(document.Seller.Name, Small, half - 10), page.Size.Width - Margin, 42, Small);
        page.Line(Margin, 60, page.Size.Width - Margin, 60, 0.5, Hairline);
    }

    private static void DrawFeet(PdfDocument pdf, InvoiceDocument document, InvoiceWording wording)
    {
        for (var i = 0; i < pdf.Pages.Count; i++)
        {
            var page = pdf.Pages[i];
            var right = page.Size.Width - Margin;
            var count = string.Create(CultureInfo.InvariantCulture, $"Page {i + 1} of {pdf.Pages.Count}");
            var statement = $" \u00b7 {wording.Statement}";
            var space = right - Margin - Small.Measure(count) - Small.Measure(statement) - 20;
            page.Line(Margin, FootTop - 8, right, FootTop - 8, 0.5, Hairline);
            page.Text(TextWrap.Shorten(document.Number, Small, space) + statement, Margin, FootTop, Small);
            page.TextRight(count, right, FootTop, Small);
        }
    }

    private static void WarnOfBoxes(PdfDocument pdf, InvoiceDocument document, ILogger logger)
    {
        var missing = pdf.MissingLetters;
        if (missing.Count > 0)
        {
            var named = string.Join(", ", missing.Take(NamedLetters).Select(letter => string.Create(CultureInfo.InvariantCulture, $"U+{letter.Value:X4}")));
            logger.LogWarning("Invoice {Number} prints {Count} letters as boxes, because the font lacks them: {Letters}", PdfText.CleanLine(document.Number), missing.Count, named);
        }
    }

    private static FlowRow Row(double left, double width, string text, TextStyle style) => new([Cell(left, width, text, style)]);

    private static FlowCell Cell(double left, double width, string? text, TextStyle style) => new(left, width, TextAlign.Left, [.. Lines(text, style, width)]);

    private static IEnumerable<FlowLine> Lines(string? text, TextStyle style, double width) =>
        TextWrap.Lines(text, style, width).Select(line => new FlowLine(line, style));
}
