namespace PaymentPortal.Documents.Pdf;

/// <summary>One line of text, already broken to its width.</summary>
public sealed record FlowLine(string Text, TextStyle Style);

/// <summary>Lines under each other in a column of the page.</summary>
/// <param name="Left">The column's left edge, from the page's.</param>
/// <param name="Width">The column's width; right-aligned lines end at its right edge.</param>
public sealed record FlowCell(double Left, double Width, TextAlign Align, IReadOnlyList<FlowLine> Lines)
{
    public double Height => Lines.Sum(line => line.Style.Leading);
}

/// <summary>Cells beside each other that stay on one page unless they are taller than a page.</summary>
/// <param name="Above">Space before the text, inside the row.</param>
/// <param name="Below">Space behind the text, inside the row.</param>
/// <param name="Rule">The colour of the hairline that ends the row.</param>
/// <param name="RuleLeft">Where that line begins, where it is not the whole width.</param>
public sealed record FlowRow(IReadOnlyList<FlowCell> Cells, double Above = 0, double Below = 0, PdfColor? Rule = null, double? RuleLeft = null)
{
    public double Height => Above + Below + Cells.Select(cell => cell.Height).DefaultIfEmpty().Max();
}
