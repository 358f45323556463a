using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace PaymentPortal.Mail;

/// <summary>
/// The one look of the product's mails: a head, paragraphs, facts, a button, a foot; as HTML and as text at once.
/// Every value is encoded here and nowhere else. Tables and inline styles, because mail programs know little more.
/// </summary>
internal sealed class MailLayout
{
    private const string Font = "font-family:'Noto Sans','Segoe UI',Roboto,Helvetica,Arial,sans-serif";
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _html = new();
    private readonly StringBuilder _text = new();
    private readonly string _preheader;
    private readonly string _title;

    /// <param name="title">The mail's heading.</param>
    /// <param name="preheader">What lists of mails show beside the subject.</param>
    public MailLayout(string title, string preheader)
    {
        (_title, _preheader) = (MailMessages.OneLine(title), MailMessages.OneLine(preheader));
        _text.Append(_title).Append("\n\n");
    }

    public MailLayout Paragraph(string sentence)
    {
        var line = MailMessages.OneLine(sentence);
        _html.Append(CultureInfo.InvariantCulture, $"""<p class="m-text" style="margin:0 0 16px;{Font};font-size:16px;line-height:24px;color:#1a1f2c">{Encode(line)}</p>""").Append('\n');
        _text.Append(line).Append("\n\n");
        return this;
    }

    /// <summary>What is asked for, as a button and as its address for those who cannot press it.</summary>
    public MailLayout Button(string label, Uri link)
    {
        if (link.Scheme != Uri.UriSchemeHttp && link.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException("A mail links to web addresses only.", nameof(link));

        var address = Encode(link.AbsoluteUri);
        _html.Append(CultureInfo.InvariantCulture, $"""
            <table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 16px"><tr><td style="border-radius:6px;background:#5147e0">
            <a href="{address}" style="display:inline-block;padding:12px 24px;{Font};font-size:16px;line-height:20px;font-weight:600;color:#ffffff;text-decoration:none">{Encode(MailMessages.OneLine(label))}</a></td></tr></table>
            <p class="m-soft" style="margin:0 0 16px;{Font};font-size:13px;line-height:20px;color:#5f687a;word-break:break-all">Or open this address: <a class="m-link" href="{address}" style="color:#4f46d9">{address}</a></p>
            """).Append('\n');
        _text.Append(MailMessages.OneLine(label)).Append(":\n").Append(link.AbsoluteUri).Append("\n\n");
        return this;
    }

    /// <summary>Labelled values, one to a line.</summary>
    public MailLayout Facts(params ReadOnlySpan<(string Label, string Value)> facts)
    {
        _html.Append("""<table cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:0 0 16px;border-collapse:collapse">""").Append('\n');
        foreach (var (label, given) in facts)
        {
            var value = MailMessages.OneLine(given);
            _html.Append(CultureInfo.InvariantCulture, $"""
                <tr><th class="m-soft m-line" align="left" scope="row" style="padding:8px 16px 8px 0;border-bottom:1px solid #e4e7ec;{Font};font-size:14px;line-height:20px;font-weight:400;color:#5f687a;white-space:nowrap">{Encode(label)}</th>
                <td class="m-text m-line" align="right" style="padding:8px 0;border-bottom:1px solid #e4e7ec;{Font};font-size:14px;line-height:20px;color:#1a1f2c">{Encode(value)}</td></tr>
                """).Append('\n');
            _text.Append(label).Append(": ").Append(value).Append('\n');
        }

        _html.Append("</table>\n");
        _text.Append('\n');
        return this;
    }

    /// <summary>The finished mail.</summary>
    /// <param name="key">The effect's key: the same key gives the same Message-ID.</param>
    /// <param name="to">The receiver's address.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="reason">Why the receiver gets it: the foot's sentence.</param>
    /// <param name="files">What comes with it.</param>
    public OutgoingMail Finish(string key, string to, string subject, string reason, params IReadOnlyList<MailFile> files) =>
        new(key, to, MailMessages.OneLine(subject), Html(reason), $"{_text}-- \nPaymentPortal\n{reason}\n", files);

    private string Html(string reason) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{{Encode(_title)}}</title>
        <style>
        @media (prefers-color-scheme: dark) {
          .m-page { background: #101217 !important; }
          .m-card { background: #171a21 !important; border-color: #272c36 !important; }
          .m-text { color: #eceef3 !important; }
          .m-soft { color: #969fb0 !important; }
          .m-line { border-color: #272c36 !important; }
          .m-link { color: #a19cff !important; }
        }
        </style>
        </head>
        <body class="m-page" style="margin:0;padding:0;background:#f5f6f9">
        <div style="display:none;max-height:0;overflow:hidden">{{Encode(_preheader)}}</div>
        <table role="presentation" class="m-page" cellpadding="0" cellspacing="0" border="0" width="100%" style="background:#f5f6f9"><tr><td align="center" style="padding:32px 16px">
        <table role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="max-width:560px">
        <tr><td style="padding:0 0 16px"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
        <td width="28" height="28" align="center" valign="middle" style="border-radius:7px;background:#5147e0;font-size:0;line-height:0"><table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>
        <td width="11" height="12" align="center" valign="bottom" style="border:2px solid #ffffff;border-bottom:0;border-radius:8px 8px 0 0"><div style="width:2px;height:6px;background:#ffffff"></div></td></tr></table></td>
        <td class="m-text" style="padding-left:8px;{{Font}};font-size:16px;font-weight:600;color:#1a1f2c">PaymentPortal</td></tr></table></td></tr>
        <tr><td class="m-card" style="padding:32px;border:1px solid #e4e7ec;border-radius:10px;background:#ffffff">
        <h1 class="m-text" style="margin:0 0 16px;{{Font}};font-size:20px;line-height:28px;font-weight:600;color:#1a1f2c">{{Encode(_title)}}</h1>
        {{_html}}</td></tr>
        <tr><td class="m-soft" style="padding:16px 0 0;{{Font}};font-size:12px;line-height:18px;color:#5f687a">{{Encode(reason)}}</td></tr>
        </table></td></tr></table>
        </body>
        </html>

        """;

    private static string Encode(string text) => Encoder.Encode(text);
}
