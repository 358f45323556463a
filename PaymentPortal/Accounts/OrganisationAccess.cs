using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts.Organisations;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts;

/// <summary>Who belongs to which organisation, and as what; asked by every query and command of the customer's area.</summary>
internal sealed class OrganisationAccess(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The organisation that a user acts for: the one he chose, else the one he joined first.</summary>
    public async Task<Organisation?> OfUserAsync(Guid userId, CancellationToken cancellationToken) =>
        (await AllOfUserAsync(userId, cancellationToken)).FirstOrDefault();

    /// <summary>All organisations of a user: first the one he acts for, then as he joined them.</summary>
    public async Task<IReadOnlyList<Organisation>> AllOfUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Memberships.AsNoTracking()
            .Where(m => m.UserId == userId)
            .OrderByDescending(m => context.Users.Any(u => u.Id == userId && u.ActsFor == m.OrganisationId)).ThenBy(m => m.CreatedAt).ThenBy(m => m.OrganisationId)
            .Join(context.Organisations, m => m.OrganisationId, o => o.Id, (_, o) => o)
            .ToListAsync(cancellationToken);
    }

    public async Task<bool> IsMemberAsync(Guid userId, OrganisationId organisationId, CancellationToken cancellationToken) =>
        await RoleAsync(userId, organisationId, cancellationToken) is not null;

    /// <summary>What the user is in the organisation; null where he does not belong to it.</summary>
    public async Task<MembershipRole?> RoleAsync(Guid userId, OrganisationId organisationId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Memberships.Where(m => m.UserId == userId && m.OrganisationId == organisationId).Select(m => (MembershipRole?)m.Role).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The refusal for a user who is less than the role in the organisation; null where he may. A stranger learns nothing about it.</summary>
    public async Task<Refusal?> RefusalAsync(Guid userId, OrganisationId organisationId, MembershipRole atLeast, CancellationToken cancellationToken) =>
        Refusal(await RoleAsync(userId, organisationId, cancellationToken), atLeast);

    /// <summary>
    /// Begins a change by a user who is at least the role. The organisation is held until the change is committed or given up: of two owners who leave at once, or two who take the last seat, one comes second.
    /// </summary>
    public async Task<Outcome<OrganisationChange>> BeginAsync(Guid userId, OrganisationId organisationId, MembershipRole atLeast, CancellationToken cancellationToken)
    {
        var change = await HoldAsync(organisationId, userId, cancellationToken);
        if (Refusal(change.Own?.Role, atLeast) is { } refusal)
        {
            await change.DisposeAsync();
            return refusal;
        }

        return change;
    }

    /// <summary>Holds an organisation for a change by somebody who need not belong to it yet.</summary>
    public async Task<OrganisationChange> HoldAsync(OrganisationId organisationId, Guid userId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            // A write that changes nothing locks the row on both databases.
            await context.Organisations.Where(o => o.Id == organisationId).ExecuteUpdateAsync(set => set.SetProperty(o => o.Name, o => o.Name), cancellationToken);
            var organisation = await context.Organisations.Include(o => o.Memberships).FirstOrDefaultAsync(o => o.Id == organisationId, cancellationToken);
            return new OrganisationChange(context, transaction, organisation, userId);
        }
        catch
        {
            await context.DisposeAsync();
            throw;
        }
    }

    private static Refusal? Refusal(MembershipRole? role, MembershipRole atLeast) => role switch
    {
        null => new Refusal("not_a_member", "You do not belong to this organisation."),
        { } held when held >= atLeast => null,
        _ => new Refusal("not_allowed", atLeast == MembershipRole.Owner ? "Only an owner of the organisation can do this. Ask one." : "Only owners and members with the billing role can do this. Ask an owner."),
    };
}
