namespace PaymentPortal.Mail;

/// <summary>Asks somebody to join an organisation.</summary>
/// <param name="By">Who invites.</param>
/// <param name="Organisation">The organisation's name.</param>
/// <param name="Role">What the person will be there.</param>
/// <param name="Link">Where the invitation is accepted.</param>
/// <param name="ValidFor">How long the link works.</param>
internal sealed record InvitationMail(string By, string Organisation, string Role, Uri Link, TimeSpan ValidFor)
{
    public OutgoingMail Write(string key, string to) => new MailLayout($"Join {Organisation}", $"{By} invites you to {Organisation}.")
        .Paragraph($"{By} invites you to join {Organisation}. You can accept with the account that you have, or open one in a minute.")
        .Facts(("Organisation", Organisation), ("Your role", Role))
        .Button("Accept the invitation", Link)
        .Paragraph($"The link works for {Spans.Text(ValidFor)} and is meant for you alone. If you do not know {By}, leave this mail unanswered and nothing happens.")
        .Finish(key, to, $"{By} invites you to {Organisation}", "You get this mail because a member of the organisation entered your address.");
}
