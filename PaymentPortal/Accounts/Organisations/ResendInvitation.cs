using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Sends an invitation once more, at most once a minute; its week begins anew and the earlier link ends.</summary>
internal sealed class ResendInvitation(PendingInvitations invitations, InvitationMails mails, OutboxSignal signal, ChangeSignal changes, TimeProvider time)
{
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, InvitationId id, CancellationToken cancellationToken)
    {
        var begun = await invitations.BeginAsync(userId, organisationId, id, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        var (held, invitation) = begun.Value;
        await using var change = held;

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
