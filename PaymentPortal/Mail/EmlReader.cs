using System.Net.Mime;
using System.Text;
using System.Text.RegularExpressions;

namespace PaymentPortal.Mail;

/// <summary>Reads a mail file: folded and encoded headers, nested parts, quoted-printable and base64.</summary>
internal static partial class EmlReader
{
    /// <exception cref="FormatException">The file is not a mail.</exception>
    public static ReceivedMail Read(string id, DateTimeOffset at, ReadOnlySpan<byte> file)
    {
        // Latin-1 keeps every byte as one character until the part's own encoding is known.
        var (headers, body) = Split(Encoding.Latin1.GetString(file).ReplaceLineEndings("\n"));
        var parts = new Parts();
        Walk(headers, body, parts);
        return new ReceivedMail(id, at, Header(headers, "From"), Header(headers, "To"), Header(headers, "Subject"), parts.Text, parts.Html, parts.Files);
    }

    private static (Dictionary<string, string> Headers, string Body) Split(string part)
    {
        var end = part.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
            throw new FormatException("The mail has no end of its headers.");

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Folds().Replace(part[..end], " ").Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
                headers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }

        return (headers, part[(end + 2)..]);
    }

    private static void Walk(Dictionary<string, string> headers, string body, Parts parts)
    {
        var type = new ContentType(headers.GetValueOrDefault("Content-Type", "text/plain"));
        if (type.Boundary is { Length: > 0 } boundary)
        {
            var pieces = ("\n" + body).Split("\n--" + boundary);
            foreach (var piece in pieces.Skip(1).TakeWhile(piece => !piece.StartsWith("--", StringComparison.Ordinal)))
            {
                var (inner, content) = Split(piece[(piece.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
                Walk(inner, content, parts);
            }

            return;
        }

        var bytes = headers.GetValueOrDefault("Content-Transfer-Encoding", "7bit").ToLowerInvariant() switch
        {
            "base64" => Convert.FromBase64String(body),
            "quoted-printable" => Unquote(body, underscoreIsSpace: false),
            _ => Encoding.Latin1.GetBytes(body),
        };
        if (headers.GetValueOrDefault("Content-Disposition", "").StartsWith("attachment", StringComparison.OrdinalIgnoreCase))
            parts.Files.Add(new MailFile(Words(type.Name ?? "file"), type.MediaType, bytes));
        else if (type.MediaType == MediaTypeNames.Text.Html)
            parts.Html = Encoding.UTF8.GetString(bytes);
        else if (type.MediaType == MediaTypeNames.Text.Plain)
            parts.Text = Encoding.UTF8.GetString(bytes);
    }

    private static string Header(Dictionary<string, string> headers, string name) => Words(headers.GetValueOrDefault(name, ""));

    private static string Words(string text) => EncodedWord().Replace(WordGap().Replace(text, "?==?"), word =>
    {
        var content = word.Groups["text"].Value;
        var bytes = word.Groups["kind"].Value is "B" or "b" ? Convert.FromBase64String(content) : Unquote(content, underscoreIsSpace: true);
        return Encoding.GetEncoding(word.Groups["charset"].Value).GetString(bytes);
    });

    private static byte[] Unquote(string text, bool underscoreIsSpace)
    {
        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add((byte)(underscoreIsSpace && text[i] == '_' ? ' ' : text[i]));
            }
            else if (i + 1 < text.Length && text[i + 1] == '\n')
            {
                i++;
            }
            else
            {
                bytes.Add(Convert.FromHexString(text.AsSpan(i + 1, 2))[0]);
                i += 2;
            }
        }

        return [.. bytes];
    }

    private sealed class Parts
    {
        public string Text { get; set; } = "";

        public string Html { get; set; } = "";

        public List<MailFile> Files { get; } = [];
    }

    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Folds();

    [GeneratedRegex(@"=\?(?<charset>[^?]+)\?(?<kind>[BbQq])\?(?<text>[^?]*)\?=")]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+=\?")]
    private static partial Regex WordGap();
}
