namespace PaymentPortal.Mail;

/// <summary>Asks the owner of a new address to confirm that it is his.</summary>
internal sealed record NewAddressMail(string Name, Uri Link, TimeSpan ValidFor)
{
    public OutgoingMail Write(string key, string to) => new MailLayout("Confirm your new mail address", "One press, and you sign in with it.")
        .Paragraph($"Hello {Name}, you asked to use this address for your account. Confirm that it is yours, and from then on you sign in with it.")
        .Button("Confirm new address", Link)
        .Paragraph($"The link works for {Spans.Text(ValidFor)}. If you did not ask for it, leave this mail unanswered and nothing happens.")
        .Finish(key, to, "Confirm your new mail address", "You get this mail because your address was entered for an account.");
}
