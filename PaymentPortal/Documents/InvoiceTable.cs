using PaymentPortal.Documents.Pdf;
using PaymentPortal.Shared;
using static PaymentPortal.Documents.InvoiceStyles;

namespace PaymentPortal.Documents;

/// <summary>The invoice's lines and, under them, its totals.</summary>
internal static class InvoiceTable
{
    private const double Gap = 14, Padding = 6.5, WidestTax = 70, NarrowestDescription = 130;

    public static void Draw(PageFlow flow, InvoiceDocument invoice, InvoiceWording wording, IReadOnlyList<FlowRow> closing)
    {
        var columns = Columns(flow, invoice, wording);
        flow.DrawTable(
            new FlowRow([.. columns.Select(c => c.Cell(c.Head, Small))], Below: 5, Rule: TableRule),
            [.. invoice.Lines.Select(line => new FlowRow([.. columns.Select(c => c.Cell(line))], Padding, Padding, Hairline))],
            Totals(flow, invoice, wording),
            closing);
    }

    private static List<Column> Columns(PageFlow flow, InvoiceDocument invoice, InvoiceWording wording)
    {
        var right = flow.Right;
        var columns = new List<Column>();
        AddRight("Amount", line => wording.Amount(line.Amount), Body, 60, double.MaxValue);
        if (invoice.Lines.Any(line => !string.IsNullOrWhiteSpace(line.TaxText)))
        {
            AddRight("Tax", line => line.TaxText, Muted, 30, WidestTax);
        }

        AddRight("Unit price", line => line.UnitAmount is { } unit ? wording.Amount(unit) : null, Body, 52, double.MaxValue);
        AddRight("Qty", line => wording.Quantity(line.Quantity), Body, 24, double.MaxValue);
        var width = Math.Max(right - flow.Left, NarrowestDescription);
        columns.Add(new Column("Description", flow.Left, width, TextAlign.Left, line => Description(line, wording, width)));
        columns.Reverse();
        return columns;

        // Columns are laid from the right edge, each at least as wide as its widest text; what is left belongs to the description.
        void AddRight(string head, Func<InvoiceLine, string?> text, TextStyle style, double narrowest, double widest)
        {
            var needed = invoice.Lines.Select(line => style.Measure(PdfText.CleanLine(text(line)))).Append(Small.Measure(head)).Max();
            var width = Math.Clamp(needed, narrowest, widest);
            columns.Add(new Column(head, right - width, width, TextAlign.Right,
                line => [.. TextWrap.Lines(text(line), style, width + 0.01).Select(l => new FlowLine(l, style))]));
            right -= width + Gap;
        }
    }

    private static IReadOnlyList<FlowLine> Description(InvoiceLine line, InvoiceWording wording, double width)
    {
        var discount = line.Discount is { IsZero: false } off ? "Discount\u00a0" + wording.Off(off) : null;
        var details = string.Join(" \u00b7 ", new[] { wording.Period(line), discount }.OfType<string>());
        return
        [
            .. TextWrap.Lines(line.Description, Body, width).Select(text => new FlowLine(text, Body)),
            .. TextWrap.Lines(details, Small, width).Select(text => new FlowLine(text, Small)),
        ];
    }

    private static List<FlowRow> Totals(PageFlow flow, InvoiceDocument invoice, InvoiceWording wording)
    {
        var rows = new List<(string Label, string Amount, TextStyle Style)> { ("Subtotal", wording.Amount(invoice.Subtotal), Body) };
        rows.AddRange(invoice.Discounts.Select(d => (d.Name == InvoiceDiscount.Unnamed ? d.Name : $"Discount: {PdfText.CleanLine(d.Name)}", wording.Off(d.Amount), Body)));
        rows.AddRange(invoice.Taxes.Where(t => !t.Inclusive).Select(t => (wording.Tax(t), wording.Amount(t.Amount), Body)));
        rows.Add(("Total", wording.Amount(invoice.Total), Strong));
        rows.AddRange(invoice.Taxes.Where(t => t.Inclusive).Select(t => (wording.Tax(t), wording.Amount(t.Amount), Muted)));
        if (invoice.AppliedBalance is { IsZero: false } balance)
        {
            rows.Add((BalanceText.Of(balance, invoice.Total), wording.Amount(balance), Body));
        }

        if (invoice.CarriedOver is { } carriedOver)
        {
            rows.Add((BalanceText.CarriedOver, wording.Off(carriedOver), Body));
        }

        if (invoice.TakenOff is { } takenOff)
        {
            rows.Add((InvoiceDocument.TakenOffText, wording.Off(takenOff), Body));
        }

        if (invoice.Kind != DocumentKind.CreditNote && invoice.AmountPaid.MinorUnits > 0)
        {
            rows.Add(("Amount paid", wording.Off(invoice.AmountPaid), Body));
        }

        if (invoice.Kind != DocumentKind.CreditNote && invoice.Status != InvoiceStatus.Void)
        {
            rows.Add(("Amount due", wording.Amount(invoice.AmountDue), Strong));
        }

        var left = flow.SecondColumn;
        var widest = rows.Max(row => row.Style.Measure(row.Amount));
        return [.. rows.Select((row, i) => new FlowRow(
        [
            new FlowCell(left, flow.Right - left - widest - Gap, TextAlign.Left,
                [.. TextWrap.Lines(row.Label, row.Style, Math.Max(40, flow.Right - left - widest - Gap)).Select(text => new FlowLine(text, row.Style))]),
            new FlowCell(flow.Right - widest, widest, TextAlign.Right, [new FlowLine(row.Amount, row.Style)]),
        ], Above: i == 0 ? 10 : 4.5, Below: 4.5, Rule: i == rows.Count - 1 ? null : Hairline, RuleLeft: left))];
    }

    private sealed record Column(string Head, double Left, double Width, TextAlign Align, Func<InvoiceLine, IReadOnlyList<FlowLine>> Lines)
    {
        public FlowCell Cell(InvoiceLine line) => new(Left, Width, Align, Lines(line));

        public FlowCell Cell(string text, TextStyle style) => new(Left, Width, Align, [new FlowLine(text, style)]);
    }
}
