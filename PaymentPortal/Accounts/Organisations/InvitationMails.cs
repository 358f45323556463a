using PaymentPortal.Outbox;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>What an invitation's mail needs. The code stands in the outbox until the mail is out, and then nowhere but in the mail.</summary>
internal sealed record InvitationMailOrder(InvitationId InvitationId, string Code);

/// <summary>Gives an invitation a new code and a new week, and orders its mail in the same transaction. An earlier mail's link works no longer.</summary>
internal sealed class InvitationMails(OutboxWriter outbox, TimeProvider time)
{
    public const string Effect = "mail.invitation";

    public async Task OrderAsync(PortalDbContext context, Invitation invitation, CancellationToken cancellationToken)
    {
        var code = InvitationCode.New();
        invitation.CodeHash = InvitationCode.Hash(code);
        invitation.SentAt = time.GetUtcNow();
        invitation.ExpiresAt = invitation.SentAt + Invitation.Lasts;
        invitation.Mails++;
        await outbox.AddAsync(context, $"{invitation.Id}:{invitation.Mails}", Effect, new InvitationMailOrder(invitation.Id, code), cancellationToken);
    }
}
