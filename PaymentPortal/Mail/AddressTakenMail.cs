namespace PaymentPortal.Mail;

/// <summary>Tells the owner of an account that someone tried to register with its address.</summary>
internal sealed record AddressTakenMail(Uri SignIn)
{
    public OutgoingMail Write(string key, string to) => new MailLayout("You have an account already", "Sign in with the account that you have.")
        .Paragraph("Someone, probably you, tried to open an account with this address. There is one already, so nothing was changed.")
        .Button("Sign in", SignIn)
        .Paragraph("If you forgot your password, you can choose a new one from the sign-in page. If this was not you, there is nothing to do.")
        .Finish(key, to, "You have an account already", "You get this mail because your address was used to open an account.");
}
