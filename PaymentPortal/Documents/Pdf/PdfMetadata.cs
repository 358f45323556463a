using System.Globalization;
using System.Text;

namespace PaymentPortal.Documents.Pdf;

/// <summary>What a document says about itself.</summary>
/// <param name="Title">Its title, shown in the reader's window.</param>
/// <param name="Author">Who issues it.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Language">The language of its text as a BCP 47 tag: <c>en</c>.</param>
/// <param name="Created">The instant that the document names as its creation; the writer never asks a clock.</param>
public sealed record PdfMetadata(string Title, string Author, string Subject, string Language, DateTimeOffset Created)
{
    private const string Producer = "PaymentPortal";

    internal string Info => $"<< /Title {PdfFile.Text(Title)} /Author {PdfFile.Text(Author)} /Subject {PdfFile.Text(Subject)} "
        + $"/Creator {PdfFile.Text(Producer)} /Producer {PdfFile.Text(Producer)} /CreationDate (D:{Stamp}) /ModDate (D:{Stamp}) >>";

    internal byte[] Xmp
    {
        get
        {
            var moment = Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return Encoding.UTF8.GetBytes($"""
                <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
                <x:xmpmeta xmlns:x="adobe:ns:meta/">
                <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
                <dc:format>application/pdf</dc:format>
                <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Xml(Title)}</rdf:li></rdf:Alt></dc:title>
                <dc:creator><rdf:Seq><rdf:li>{Xml(Author)}</rdf:li></rdf:Seq></dc:creator>
                <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Xml(Subject)}</rdf:li></rdf:Alt></dc:description>
                <dc:language><rdf:Bag><rdf:li>{Xml(Language)}</rdf:li></rdf:Bag></dc:language>
                <xmp:CreatorTool>{Producer}</xmp:CreatorTool>
                <xmp:CreateDate>{moment}</xmp:CreateDate>
                <xmp:ModifyDate>{moment}</xmp:ModifyDate>
                <pdf:Producer>{Producer}</pdf:Producer>
                </rdf:Description>
                </rdf:RDF>
                </x:xmpmeta>
                <?xpacket end="r"?>
                """);
        }
    }

    private string Stamp => Created.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "Z";

    private static string Xml(string? text) => PdfText.CleanLine(text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
