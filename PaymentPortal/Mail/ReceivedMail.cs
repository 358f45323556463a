namespace PaymentPortal.Mail;

/// <summary>A mail as it was read back from its file.</summary>
internal sealed record ReceivedMail(string Id, DateTimeOffset At, string From, string To, string Subject, string Text, string Html, IReadOnlyList<MailFile> Attachments);
