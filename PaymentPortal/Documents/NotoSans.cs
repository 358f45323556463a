using PaymentPortal.Documents.Pdf;

namespace PaymentPortal.Documents;

/// <summary>The type family of every document; its files travel inside the program.</summary>
internal static class NotoSans
{
    private const int LongestNamed = 10;

    public static TrueTypeFont Regular { get; } = Read("NotoSans-Regular", bold: false);

    public static TrueTypeFont SemiBold { get; } = Read("NotoSans-SemiBold", bold: true);

    /// <summary>The letters of a text that a document shows as boxes, each once; empty where all can be read.</summary>
    public static string Lacking(string? text) => string.Concat((text ?? "").EnumerateRunes().Where(letter => !Regular.Has(letter) && !PdfText.IsSpace(letter)).Distinct().Take(LongestNamed));

    private static TrueTypeFont Read(string name, bool bold)
    {
        using var stream = typeof(NotoSans).Assembly.GetManifestResourceStream(name + ".ttf")
            ?? throw new InvalidOperationException($"The font {name}.ttf was not built into the program.");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new TrueTypeFont(name, bold, file);
    }
}
