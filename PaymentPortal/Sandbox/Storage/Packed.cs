using System.IO.Compression;
using System.Text;

namespace PaymentPortal.Sandbox.Storage;

/// <summary>Events repeat whole objects: packed they take about a tenth.</summary>
internal static class Packed
{
    private const int Quality = 1;

    private const int Window = 18;

    /// <summary>The length (four bytes, little end first), then the packed text.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> text)
    {
        var packed = new byte[sizeof(int) + BrotliEncoder.GetMaxCompressedLength(text.Length)];
        BitConverter.TryWriteBytes(packed, text.Length);
        if (!BrotliEncoder.TryCompress(text, packed.AsSpan(sizeof(int)), out var length, Quality, Window))
            throw new InvalidOperationException("An event could not be packed.");
        return packed[..(sizeof(int) + length)];
    }

    public static string Unpack(byte[] packed)
    {
        var text = new byte[BitConverter.ToInt32(packed)];
        if (!BrotliDecoder.TryDecompress(packed.AsSpan(sizeof(int)), text, out var length) || length != text.Length)
            throw new InvalidDataException("A stored event is damaged.");
        return Encoding.UTF8.GetString(text);
    }
}
