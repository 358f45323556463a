using System.Globalization;

namespace PaymentPortal.Mail;

/// <summary>A mail about what a customer pays: what happened, the amounts and days, one link.</summary>
/// <param name="Seller">Who sells, as the foot names him.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Title">The heading.</param>
/// <param name="Preheader">What lists of mails show beside the subject.</param>
/// <param name="Sentence">What happened, and what it means.</param>
/// <param name="Facts">Amounts and days.</param>
/// <param name="Label">What the link does.</param>
/// <param name="Link">The one page to go to.</param>
internal sealed record BillingMail(string Seller, string Subject, string Title, string Preheader, string Sentence, IReadOnlyList<(string Label, string Value)> Facts, string Label, Uri Link)
{
    /// <summary>What comes with it.</summary>
    public IReadOnlyList<MailFile> Files { get; init; } = [];

    public OutgoingMail Write(string key, string to) => new MailLayout(Title, Preheader)
        .Paragraph(Sentence)
        .Facts([.. Facts])
        .Button(Label, Link)
        .Finish(key, to, Subject, $"{Seller} sends you this mail because you buy from it.", Files);

    /// <summary>"20 Nov 2026".</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
