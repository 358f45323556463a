using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts.Pages;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Sends an invitation, unless it was withdrawn or sent anew meanwhile.</summary>
internal sealed class InvitationEffect(IDbContextFactory<PortalDbContext> contexts, MailSender sender, PortalAddress portal) : IEffect
{
    public string Name => InvitationMails.Effect;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var order = JsonSerializer.Deserialize<InvitationMailOrder>(message.Payload)!;
        var hash = InvitationCode.Hash(order.Code);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Invitations.AsNoTracking()
            .Where(i => i.Id == order.InvitationId && i.State == InvitationState.Pending && i.CodeHash == hash)
            .Join(context.Organisations, i => i.OrganisationId, o => o.Id, (invitation, organisation) => new { invitation, organisation.Name })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return;
        }

        var by = await context.Users.Where(u => u.Id == found.invitation.InvitedBy).Select(u => u.DisplayName).FirstOrDefaultAsync(cancellationToken) ?? found.Name;
        await sender.SendAsync(
            new InvitationMail(by, found.Name, RoleText.Of(found.invitation.Role), portal.Link(AccountLinks.Join(order.Code)), Invitation.Lasts).Write($"{message.Cause}:{message.Effect}", found.invitation.Email),
            cancellationToken);
    }
}
