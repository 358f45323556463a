using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Takes an invitation back: its link works no longer.</summary>
internal sealed class WithdrawInvitation(PendingInvitations invitations, ChangeSignal changes, TimeProvider time)
{
    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, InvitationId id, CancellationToken cancellationToken)
    {
        var begun = await invitations.BeginAsync(userId, organisationId, id, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        var (held, invitation) = begun.Value;
        await using var change = held;
        invitation.State = InvitationState.Withdrawn;
        invitation.EndedAt = time.GetUtcNow();
        await change.CommitAsync(cancellationToken);
        changes.Publish();
        return Outcome.Done;
    }
}
