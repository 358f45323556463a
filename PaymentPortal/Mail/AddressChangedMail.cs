namespace PaymentPortal.Mail;

/// <summary>Tells the owner of an account, at the old address, that it has a new one.</summary>
internal sealed record AddressChangedMail(string Name, string NewAddress, string? Help)
{
    public OutgoingMail Write(string key, string to) => new MailLayout("Your mail address was changed", $"Your account uses {NewAddress} now.")
        .Paragraph($"Hello {Name}, your account uses a new mail address. Mail for it goes there from now on, and this address signs in no longer.")
        .Facts(("Old address", to), ("New address", NewAddress))
        .Paragraph(Help is null ? "If this was not you, write to us at once." : $"If this was not you, write to {Help} at once.")
        .Finish(key, to, "Your mail address was changed", "You get this mail because this was the address of your account.");
}
