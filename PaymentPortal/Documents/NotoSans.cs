using PaymentPortal.Documents.Pdf;

namespace PaymentPortal.Documents;

/// <summary>The type family of every document; its files travel inside the program.</summary>
internal static class NotoSans
{
    public static TrueTypeFont Regular { get; } = Read("NotoSans-Regular", bold: false);

    public static TrueTypeFont SemiBold { get; } = Read("NotoSans-SemiBold", bold: true);

    private static TrueTypeFont Read(string name, bool bold)
    {
        using var stream = typeof(NotoSans).Assembly.GetManifestResourceStream(name + ".ttf")
            ?? throw new InvalidOperationException($"The font {name}.ttf was not built into the program.");
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new TrueTypeFont(name, bold, file);
    }
}
