namespace PaymentPortal.Mail;

/// <summary>Lets the owner of an account choose a new password.</summary>
internal sealed record ResetPasswordMail(Uri Link, TimeSpan ValidFor)
{
    public OutgoingMail Write(string key, string to) => new MailLayout("Choose a new password", "The link to choose a new password for your account.")
        .Paragraph("You asked for a new password. Choose it here:")
        .Button("Choose a new password", Link)
        .Paragraph($"The link works once, for {Spans.Text(ValidFor)}. If you did not ask for it, your password stays as it is and there is nothing to do.")
        .Finish(key, to, "Choose a new password", "You get this mail because a new password was asked for your account.");
}
