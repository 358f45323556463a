namespace PaymentPortal.Mail;

/// <summary>Tells the owner of an account that a way into it was changed.</summary>
/// <param name="Name">Whose account it is.</param>
/// <param name="Title">What was changed, as a heading.</param>
/// <param name="Sentence">What that means.</param>
/// <param name="When">The moment, in words.</param>
/// <param name="Device">From which browser and system.</param>
/// <param name="Security">The page on which it can be changed again.</param>
/// <param name="Help">Where to write to; null where the seller has no address.</param>
internal sealed record SecurityMail(string Name, string Title, string Sentence, string When, string Device, Uri Security, string? Help)
{
    public OutgoingMail Write(string key, string to) => new MailLayout(Title, "If this was you, nothing is to be done.")
        .Paragraph($"Hello {Name}. {Sentence}")
        .Facts(("When", When), ("From", Device))
        .Paragraph(Help is null ? "If this was not you, change your password at once." : $"If this was not you, change your password at once and write to {Help}.")
        .Button("Look at your sign-in", Security)
        .Finish(key, to, Title, "You get this mail because a way into your account was changed.");
}
