using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Makes another member the owner in one's own place; who gives it away keeps the billing role.</summary>
internal sealed class TransferOwnership(OrganisationAccess access, OutboxWriter outbox, OutboxSignal signal, ChangeSignal changes, TimeProvider time)
{
    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, Guid memberId, CancellationToken cancellationToken)
    {
        var begun = await access.BeginAsync(userId, organisationId, MembershipRole.Owner, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        await using var change = begun.Value;
        if (memberId == userId || change.Find(memberId) is not { } member)
        {
            return new Refusal("no_member", "Choose another member of the organisation to be its owner.");
        }

        member.Role = MembershipRole.Owner;
        change.Own!.Role = MembershipRole.Billing;
        var cause = Guid.CreateVersion7(time.GetUtcNow());
        foreach (var told in (Guid[])[userId, memberId])
        {
            await outbox.AddAsync(change.Context, $"{cause}:{told}", OwnershipMail.EffectName, new OwnershipNotice(organisationId, userId, memberId, told), cancellationToken);
        }

        await change.CommitAsync(cancellationToken);
        signal.Wake();
        changes.Publish();
        return Outcome.Done;
    }
}
