using System.Text;

namespace PaymentPortal.Documents.Pdf;

/// <summary>
/// A PDF file being made. The same pages, in the same order, give the same bytes: nothing is taken from a clock or from chance.
/// Colours are sRGB and every font is embedded, so that an archive profile (PDF/A) needs only its own additions.
/// </summary>
public sealed class PdfDocument(PdfMetadata metadata)
{
    private readonly List<PdfPage> pages = [];
    private readonly List<(TrueTypeFont Face, PdfFont Font)> fonts = [];

    public IReadOnlyList<PdfPage> Pages => pages;

    /// <summary>The letters that a font lacked and that stand as a box, in the order of their code points.</summary>
    public IReadOnlyList<Rune> MissingLetters => [.. fonts.SelectMany(f => f.Font.Missing).Distinct().Order().Select(code => new Rune(code))];

    public PdfPage AddPage(PdfPageSize size)
    {
        var page = new PdfPage(this, size);
        pages.Add(page);
        return page;
    }

    public byte[] ToArray()
    {
        var file = new PdfFile();
        var catalog = file.Reserve();
        var tree = file.Reserve();
        var resources = file.Reserve();
        var kids = new List<int>();
        foreach (var page in pages)
        {
            var content = file.AddStream("", page.Content);
            kids.Add(file.Add($"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {PdfNumber.Text(page.Size.Width)} {PdfNumber.Text(page.Size.Height)}] "
                + $"/Resources {resources} 0 R /Contents {content} 0 R >>"));
        }

        file.Set(tree, $"<< /Type /Pages /Count {kids.Count} /Kids [{string.Join(' ', kids.Select(k => $"{k} 0 R"))}] >>");
        file.Set(resources, $"<< /Font << {string.Join(' ', fonts.Select(f => $"/{f.Font.Name} {f.Font.WriteTo(file)} 0 R"))} >> >>");
        // Readers look for metadata without unpacking, so it stays as it is.
        var xmp = file.AddStream("/Type /Metadata /Subtype /XML", metadata.Xmp, compress: false);
        file.Set(catalog, $"<< /Type /Catalog /Pages {tree} 0 R /Metadata {xmp} 0 R /Lang {PdfFile.Text(metadata.Language)} /ViewerPreferences << /DisplayDocTitle true >> >>");
        return file.ToArray(catalog, file.Add(metadata.Info));
    }

    internal PdfFont Font(TrueTypeFont face)
    {
        var known = fonts.FirstOrDefault(f => ReferenceEquals(f.Face, face)).Font;
        if (known is null)
        {
            known = new PdfFont(face, $"F{fonts.Count + 1}");
            fonts.Add((face, known));
        }

        return known;
    }
}
