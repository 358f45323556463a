using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace PaymentPortal.Documents.Pdf;

/// <summary>The file's skeleton: numbered objects, the table that tells where they stand, the trailer.</summary>
internal sealed class PdfFile
{
    private readonly List<byte[]> objects = [];

    /// <summary>Takes the next object number, to be written later.</summary>
    public int Reserve()
    {
        objects.Add([]);
        return objects.Count;
    }

    public int Add(string body)
    {
        var number = Reserve();
        Set(number, body);
        return number;
    }

    public int AddStream(string entries, byte[] content, bool compress = true)
    {
        var number = Reserve();
        if (compress)
        {
            content = Deflate(content);
            entries += " /Filter /FlateDecode";
        }

        objects[number - 1] =
        [
            .. Encoding.ASCII.GetBytes($"<< {entries.Trim()} /Length {content.Length} >>\nstream\n"),
            .. content,
            .. "\nendstream"u8,
        ];
        return number;
    }

    public void Set(int number, string body) => objects[number - 1] = Encoding.ASCII.GetBytes(body);

    public byte[] ToArray(int catalog, int info)
    {
        using var file = new MemoryStream();
        // The second line tells tools that the file is binary.
        file.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var places = new List<long>();
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Position);
            Write(file, $"{i + 1} 0 obj\n");
            file.Write(objects[i]);
            Write(file, "\nendobj\n");
        }

        var id = Convert.ToHexString(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)).AsSpan(0, 16));
        var table = file.Position;
        Write(file, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            Write(file, place.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n");
        }

        Write(file, $"trailer\n<< /Size {objects.Count + 1} /Root {catalog} 0 R /Info {info} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    /// <summary>Text as a PDF string: UTF-16 with its mark, written in hexadecimal.</summary>
    public static string Text(string? text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(PdfText.CleanLine(text)))}>";

    private static void Write(MemoryStream file, string text) => file.Write(Encoding.ASCII.GetBytes(text));

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            zip.Write(content);
        }

        return packed.ToArray();
    }
}
