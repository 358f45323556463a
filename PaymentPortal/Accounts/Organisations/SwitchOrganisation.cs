using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Chooses the organisation that the user acts for, in all his windows.</summary>
internal sealed class SwitchOrganisation(IDbContextFactory<PortalDbContext> contexts, OrganisationAccess access, ChangeSignal changes)
{
    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, CancellationToken cancellationToken)
    {
        if (await access.RefusalAsync(userId, organisationId, MembershipRole.Member, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.ActsFor, organisationId), cancellationToken);
        changes.Publish();
        return Outcome.Done;
    }
}
