using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Gives the organisation another name. What was invoiced keeps the name that it was invoiced to.</summary>
internal sealed class RenameOrganisation(OrganisationAccess access, ChangeSignal changes)
{
    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, string? typed, CancellationToken cancellationToken)
    {
        var name = OrganisationName.Read(typed);
        if (!name.IsDone)
        {
            return name.Refusal;
        }

        var begun = await access.BeginAsync(userId, organisationId, MembershipRole.Owner, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        await using var change = begun.Value;
        change.Organisation.Name = name.Value;
        await change.CommitAsync(cancellationToken);
        changes.Publish();
        return Outcome.Done;
    }
}
