namespace PaymentPortal.Mail;

/// <summary>Asks the owner of an address to confirm it.</summary>
internal sealed record ConfirmAddressMail(string Name, Uri Link, TimeSpan ValidFor)
{
    public OutgoingMail Write(string key, string to) => new MailLayout("Confirm your mail address", "One press, and your account is ready.")
        .Paragraph($"Hello {Name}, you have opened an account with this address. Confirm that it is yours, and you can choose a plan.")
        .Button("Confirm address", Link)
        .Paragraph($"The link works for {Spans.Text(ValidFor)}. If you did not open an account, leave this mail unanswered and nothing happens.")
        .Finish(key, to, "Confirm your mail address", "You get this mail because your address was used to open an account.");
}
