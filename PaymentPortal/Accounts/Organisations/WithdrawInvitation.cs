using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Takes an invitation back: its link works no longer.</summary>
internal sealed class WithdrawInvitation(OrganisationAccess access, ChangeSignal changes, TimeProvider time)
{
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

        invitation.State = InvitationState.Withdrawn;
        invitation.EndedAt = time.GetUtcNow();
        await change.CommitAsync(cancellationToken);
        changes.Publish();
        return Outcome.Done;
    }
}
