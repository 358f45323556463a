using Microsoft.EntityFrameworkCore;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Sends an invitation once more, at most once a minute; its week begins anew and the earlier link ends.</summary>
internal sealed class ResendInvitation(OrganisationAccess access, InvitationMails mails, OutboxSignal signal, ChangeSignal changes, TimeProvider time)
{
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, InvitationId id, CancellationToken cancellationToken)
    {
        var begun = await access.BeginAsync(userId, organisationId, MembershipRole.Owner, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        await using var change = begun.Value;
        var invitation = await change.Context.Invitations.FirstOrDefaultAsync(i => i.Id == id && i.OrganisationId == organisationId && i.State == InvitationState.Pending, cancellationToken);
        if (invitation is null)
        {
            return new Refusal("no_invitation", "This invitation is not waiting any more.");
        }

        if (time.GetUtcNow() < invitation.SentAt + Rest)
        {
            return new Refusal("too_soon", "The mail went out less than a minute ago. Wait a moment before you send it again.");
        }

        await mails.OrderAsync(change.Context, invitation, cancellationToken);
        await change.CommitAsync(cancellationToken);
        signal.Wake();
        changes.Publish();
        return Outcome.Done;
    }
}
