using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;

namespace PaymentPortal.Mail;

/// <summary>Turns a mail into what goes over the wire. Whatever stands in a header is one line: a line break in a name or subject becomes a space.</summary>
internal static class MailMessages
{
    /// <summary>The key as a short name for files and for the Message-ID.</summary>
    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16));

    /// <summary>The message with both bodies, the attachments and a Message-ID that depends on the mail's key alone.</summary>
    /// <exception cref="FormatException">An address is none.</exception>
    public static MailMessage Compose(OutgoingMail mail, MailOptions options)
    {
        var from = new MailAddress(options.From, OneLine(options.FromName), Encoding.UTF8);
        var message = new MailMessage(from, Receiver(mail.To))
        {
            Subject = OneLine(mail.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.Headers["Message-ID"] = $"<{IdOf(mail.Key)}@{from.Host}>";
        message.Headers["Auto-Submitted"] = "auto-generated";
        message.AlternateViews.Add(Body(mail.Text, MediaTypeNames.Text.Plain));
        message.AlternateViews.Add(Body(mail.Html, MediaTypeNames.Text.Html));
        foreach (var file in mail.Attachments)
        {
            var attachment = new Attachment(new MemoryStream(file.Content.ToArray(), writable: false), new ContentType(OneLine(file.ContentType)))
            {
                Name = FileName(file.Name),
                NameEncoding = Encoding.UTF8,
                TransferEncoding = TransferEncoding.Base64,
            };
            attachment.ContentDisposition!.FileName = attachment.Name;
            message.Attachments.Add(attachment);
        }

        return message;
    }

    /// <summary>Text that cannot end a header: control characters and line separators are spaces.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split([.. text.Where(IsBreak)], StringSplitOptions.RemoveEmptyEntries)).Trim();

    /// <summary>The class takes "a@x, b@y" for the address b@y with a name; here it is exactly one address or none.</summary>
    private static MailAddress Receiver(string address) =>
        MailAddress.TryCreate(address, out var receiver) && receiver.Address == address ? receiver : throw new FormatException("The receiver is not exactly one mail address.");

    private static bool IsBreak(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static string FileName(string name)
    {
        var safe = string.Concat(OneLine(name).Select(c => c is '/' or '\\' or '"' or ':' or '*' or '?' or '<' or '>' or '|' ? '-' : c)).Trim('.', ' ');
        return safe.Length == 0 ? "file" : safe;
    }

    private static AlternateView Body(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.QuotedPrintable;
        return view;
    }
}
