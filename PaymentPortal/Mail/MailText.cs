using System.Text.RegularExpressions;

namespace PaymentPortal.Mail;

/// <summary>A mail's text as a page shows it.</summary>
internal static partial class MailText
{
    /// <summary>The text in pieces, with the web addresses apart so that they can be pressed.</summary>
    public static IEnumerable<(string Text, bool IsAddress)> Pieces(string text) =>
        WebAddress().Split(text).Select((piece, index) => (piece, index % 2 == 1));

    [GeneratedRegex("""(https?://[^\s<>"]+)""")]
    private static partial Regex WebAddress();
}
