using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>An owner's change of an invitation that nobody has answered yet.</summary>
internal sealed class PendingInvitations(OrganisationAccess access)
{
    /// <summary>Begins the change; refused for who is no owner, and where the invitation does not wait any more.</summary>
    public async Task<Outcome<(OrganisationChange Change, Invitation Invitation)>> BeginAsync(Guid userId, OrganisationId organisationId, InvitationId id, CancellationToken cancellationToken)
    {
        var begun = await access.BeginAsync(userId, organisationId, MembershipRole.Owner, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        var change = begun.Value;
        if (await change.Context.Invitations.FirstOrDefaultAsync(i => i.Id == id && i.OrganisationId == organisationId && i.State == InvitationState.Pending, cancellationToken) is { } invitation)
        {
            return (change, invitation);
        }

        await change.DisposeAsync();
        return new Refusal("no_invitation", "This invitation is not waiting any more.");
    }
}
