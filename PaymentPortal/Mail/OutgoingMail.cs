namespace PaymentPortal.Mail;

/// <summary>A mail that is ready to go.</summary>
/// <param name="Key">What makes the mail this one and no other: the same key gives the same Message-ID, so that a second delivery can be told.</param>
/// <param name="To">One address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Html">A whole document.</param>
/// <param name="Text">The same for readers without HTML.</param>
/// <param name="Attachments">Files that come with it.</param>
internal sealed record OutgoingMail(string Key, string To, string Subject, string Html, string Text, IReadOnlyList<MailFile> Attachments);

/// <summary>A file of a mail.</summary>
internal sealed record MailFile(string Name, string ContentType, ReadOnlyMemory<byte> Content);
