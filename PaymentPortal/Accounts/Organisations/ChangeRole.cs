using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Gives a member another role. An organisation keeps at least one owner.</summary>
internal sealed class ChangeRole(OrganisationAccess access, ChangeSignal changes)
{
    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, Guid memberId, MembershipRole role, CancellationToken cancellationToken)
    {
        var begun = await access.BeginAsync(userId, organisationId, MembershipRole.Owner, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        await using var change = begun.Value;
        if (change.Find(memberId) is not { } member)
        {
            return new Refusal("no_member", "This person does not belong to the organisation any more.");
        }

        if (role != MembershipRole.Owner && change.IsLastOwner(member))
        {
            return new Refusal("last_owner", $"{change.Organisation.Name} needs an owner. Make somebody else an owner first.");
        }

        member.Role = role;
        await change.CommitAsync(cancellationToken);
        changes.Publish();
        return Outcome.Done;
    }
}
