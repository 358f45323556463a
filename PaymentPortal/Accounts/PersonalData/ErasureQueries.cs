using Microsoft.EntityFrameworkCore;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Accounts.PersonalData;

/// <summary>What keeps an account from being erased, and what to do first.</summary>
internal sealed record ErasureHindrance(string Organisation, string Sentence, string Href, string Action);

internal static class ErasureQueries
{
    public static async Task<IReadOnlyList<ErasureHindrance>> HindrancesAsync(PortalDbContext context, Guid userId, CancellationToken cancellationToken)
    {
        var hindrances = new List<ErasureHindrance>();
        foreach (var organisation in await OwnedAloneAsync(context, userId, cancellationToken))
        {
            if (organisation.Memberships.Count > 1)
            {
                hindrances.Add(new(organisation.Name, $"{organisation.Name} has other members and no other owner. Transfer the ownership to one of them.", "/organisation", "Open the organisation"));
            }
            else if (await context.Subscriptions.AnyAsync(s => s.OrganisationId == organisation.Id && SubscriptionQueries.Running.Contains(s.Status), cancellationToken))
            {
                hindrances.Add(new(organisation.Name, $"{organisation.Name} has a running subscription. Cancel it and wait for its end, or transfer the ownership to somebody whom you invite.", "/billing", "Open billing"));
            }
        }

        var admins = context.Roles.Where(r => r.Name == Roles.Admin).Join(context.UserRoles, role => role.Id, held => held.RoleId, (_, held) => held.UserId);
        if (await admins.AllAsync(id => id == userId, cancellationToken) && await admins.AnyAsync(cancellationToken))
        {
            hindrances.Add(new("", "You are the only administrator of this portal. Give the role to somebody else first.", "/admin", "Open the console"));
        }

        return hindrances;
    }

    /// <summary>The organisations that have no owner without this user, with their members.</summary>
    public static Task<List<Organisation>> OwnedAloneAsync(PortalDbContext context, Guid userId, CancellationToken cancellationToken) =>
        context.Organisations.Include(o => o.Memberships)
            .Where(o => o.Memberships.Any(m => m.UserId == userId && m.Role == MembershipRole.Owner) && !o.Memberships.Any(m => m.UserId != userId && m.Role == MembershipRole.Owner))
            .OrderBy(o => o.CreatedAt).ToListAsync(cancellationToken);
}
