using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Ends a membership: an owner that of another member, everybody his own. The last owner stays.</summary>
internal sealed class RemoveMember(OrganisationAccess access, ChangeSignal changes)
{
    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, Guid memberId, CancellationToken cancellationToken)
    {
        var begun = await access.BeginAsync(userId, organisationId, memberId == userId ? MembershipRole.Member : MembershipRole.Owner, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        await using var change = begun.Value;
        if (change.Find(memberId) is not { } member)
        {
            return new Refusal("no_member", "This person does not belong to the organisation any more.");
        }

        if (change.IsLastOwner(member))
        {
            return new Refusal("last_owner", $"{change.Organisation.Name} needs an owner. Make somebody else an owner before you leave.");
        }

        change.Context.Memberships.Remove(member);
        await change.Context.Users.Where(u => u.Id == memberId && u.ActsFor == organisationId).ExecuteUpdateAsync(set => set.SetProperty(u => u.ActsFor, (OrganisationId?)null), cancellationToken);
        await change.CommitAsync(cancellationToken);
        changes.Publish();
        return Outcome.Done;
    }
}
