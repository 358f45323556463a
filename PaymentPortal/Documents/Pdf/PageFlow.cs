namespace PaymentPortal.Documents.Pdf;

/// <summary>Fills pages from top to bottom and begins a new one where something no longer fits.</summary>
/// <param name="document">The document that takes the pages.</param>
/// <param name="size">The size of each page.</param>
/// <param name="margin">Free space at the left and right.</param>
/// <param name="firstTop">Where the first page's content begins.</param>
/// <param name="laterTop">Where the content of later pages begins, under what <paramref name="headLater"/> draws.</param>
/// <param name="bottom">Where every page's content ends.</param>
/// <param name="headLater">Draws the small head of a later page.</param>
public sealed class PageFlow(PdfDocument document, PdfPageSize size, double margin, double firstTop, double laterTop, double bottom, Action<PdfPage> headLater)
{
    private const double ColumnGap = 28;

    public PdfPage Page { get; private set; } = document.AddPage(size);

    /// <summary>Where the next content begins.</summary>
    public double Top { get; private set; } = firstTop;

    public double Left => margin;

    public double Width => size.Width - (2 * margin);

    public double Right => size.Width - margin;

    /// <summary>The left edge of the right one of two equal columns.</summary>
    public double SecondColumn => margin + ((Width + ColumnGap) / 2);

    private double Remaining => bottom - Top;

    private double WholePage => bottom - laterTop;

    public void Space(double height) => Top += height;

    /// <summary>Draws rows one after the other. The first <paramref name="together"/> are not parted from each other if a page can hold them.</summary>
    public void Draw(IReadOnlyList<FlowRow> rows, int together = 0)
    {
        var block = rows.Take(together).Sum(row => row.Height);
        if (block > Remaining && block <= WholePage)
        {
            NextPage();
        }

        foreach (var row in rows)
        {
            Draw(row, null);
        }
    }

    /// <summary>
    /// Draws a table: the head again on each page, the last row on the page where the totals begin, and what closes the document on that page too,
    /// as long as all of it is a matter of half a page.
    /// </summary>
    public void DrawTable(FlowRow head, IReadOnlyList<FlowRow> rows, IReadOnlyList<FlowRow> totals, IReadOnlyList<FlowRow> closing)
    {
        FlowRow[] all = [.. totals, .. closing];
        var together = all.Sum(row => row.Height) <= WholePage / 2 ? all.Length : totals.Count;
        var tailHeight = all.Take(together).Sum(row => row.Height);
        if (head.Height + (rows.Count > 0 ? Math.Min(rows[0].Height, 40) : 0) > Remaining)
        {
            NextPage();
        }

        Draw(head, null);
        for (var i = 0; i < rows.Count; i++)
        {
            var withTail = rows[i].Height + tailHeight;
            if (i == rows.Count - 1 && withTail > Remaining && withTail + head.Height <= WholePage)
            {
                NextPage();
                Draw(head, null);
            }

            Draw(rows[i], head, i == rows.Count - 1 && tailHeight <= WholePage / 2 ? tailHeight : 0);
        }

        Draw(all, together);
    }

    private void NextPage()
    {
        Page = document.AddPage(size);
        Top = laterTop;
        headLater(Page);
    }

    /// <param name="row">The row.</param>
    /// <param name="head">What is repeated on each new page.</param>
    /// <param name="after">The height of what must find the row's end on its own page.</param>
    private void Draw(FlowRow row, FlowRow? head, double after = 0)
    {
        if (row.Height > Remaining && row.Height + (head?.Height ?? 0) <= WholePage)
        {
            NextPage(head);
        }

        while (row.Height > Remaining)
        {
            var (fitting, rest) = Part(row, Remaining);
            if (fitting is not null)
            {
                DrawHere(fitting);
            }

            NextPage(head);
            row = rest;
        }

        if (row.Height + after > Remaining)
        {
            row = Hold(row, head);
        }

        DrawHere(row);
    }

    /// <summary>Draws a row but for its last lines, which begin the next page.</summary>
    private FlowRow Hold(FlowRow row, FlowRow? head)
    {
        const double lastLines = 40;
        var (fitting, rest) = Part(row, row.Height - row.Below - lastLines);
        if (fitting is not null)
        {
            DrawHere(fitting);
        }

        NextPage(head);
        return rest;
    }

    private void NextPage(FlowRow? head)
    {
        NextPage();
        if (head is not null)
        {
            DrawHere(head);
        }
    }

    /// <summary>Parts a row that is taller than a page after the lines that still fit; nothing fits where not every begun cell can show a line.</summary>
    private static (FlowRow? Fitting, FlowRow Left) Part(FlowRow row, double height)
    {
        var counts = row.Cells.Select(cell => Fit(cell, height - row.Above)).ToArray();
        if (row.Cells.Zip(counts).Any(c => c.First.Lines.Count > 0 && c.Second == 0))
        {
            return (null, row);
        }

        var fitting = row with { Cells = [.. row.Cells.Select((cell, i) => cell with { Lines = [.. cell.Lines.Take(counts[i])] })], Below = 0, Rule = null };
        var rest = row with { Cells = [.. row.Cells.Select((cell, i) => cell with { Lines = [.. cell.Lines.Skip(counts[i])] })] };
        return (fitting, rest);
    }

    private static int Fit(FlowCell cell, double height)
    {
        var count = 0;
        while (count < cell.Lines.Count && (height -= cell.Lines[count].Style.Leading) >= 0)
        {
            count++;
        }

        return count;
    }

    private void DrawHere(FlowRow row)
    {
        foreach (var cell in row.Cells)
        {
            var top = Top + row.Above;
            foreach (var line in cell.Lines)
            {
                if (cell.Align == TextAlign.Right)
                {
                    Page.TextRight(line.Text, cell.Left + cell.Width, top, line.Style);
                }
                else
                {
                    Page.Text(line.Text, cell.Left, top, line.Style);
                }

                top += line.Style.Leading;
            }
        }

        Top += row.Height;
        if (row.Rule is { } color)
        {
            Page.Line(row.RuleLeft ?? Left, Top, Right, Top, 0.5, color);
        }
    }
}
