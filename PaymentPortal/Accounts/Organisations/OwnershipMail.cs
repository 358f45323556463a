using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>An organisation that has another owner.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="From">Who owned it.</param>
/// <param name="To">Who owns it now.</param>
/// <param name="Told">Which of the two the mail goes to.</param>
internal sealed record OwnershipNotice(OrganisationId OrganisationId, Guid From, Guid To, Guid Told);

/// <summary>Tells both that an organisation changed hands: who did not do it himself has to learn it.</summary>
internal sealed class OwnershipMail(IDbContextFactory<PortalDbContext> contexts, MailSender sender, PortalAddress portal, IOptions<SellerOptions> seller) : IEffect
{
    public const string EffectName = "mail.ownership";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var notice = JsonSerializer.Deserialize<OwnershipNotice>(message.Payload)!;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var people = await context.Users.AsNoTracking().Where(u => u.Id == notice.From || u.Id == notice.To).ToDictionaryAsync(u => u.Id, cancellationToken);
        if (await context.Organisations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == notice.OrganisationId, cancellationToken) is not { } organisation
            || people.GetValueOrDefault(notice.Told) is not { Email: { } address })
        {
            return;
        }

        string NameOf(Guid person) => people.TryGetValue(person, out var known) ? known.DisplayName : "somebody who has left";
        var isNew = notice.Told == notice.To;
        var (title, sentence) = isNew
            ? ($"You own {organisation.Name} now", $"{NameOf(notice.From)} has made you the owner of {organisation.Name}: its plan, its invoices and its members are yours to decide on.")
            : ($"{organisation.Name} has another owner", $"You have made {NameOf(notice.To)} the owner of {organisation.Name}. You keep the billing role.");
        var help = seller.Value.Email is { } to && !isNew ? $"If this was not you, change your password at once and write to {to}." : null;
        var mail = new MailLayout(title, sentence).Paragraph(sentence);
        mail = help is null ? mail : mail.Paragraph(help);
        await sender.SendAsync(
            mail.Button("Open the organisation", portal.Link("/organisation")).Finish($"{message.Cause}:{message.Effect}", address, title, $"You get this mail because you belong to {organisation.Name}."), cancellationToken);
    }
}
