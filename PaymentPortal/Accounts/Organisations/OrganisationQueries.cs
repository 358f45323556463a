using Microsoft.EntityFrameworkCore;
using PaymentPortal.Subscriptions.Access;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>A member as the others see him.</summary>
public sealed record MemberRow(Guid UserId, string Name, string Email, MembershipRole Role, bool HasSeat, DateTimeOffset Since);

/// <summary>An organisation as one of its members sees it: invitations are shown to owners alone.</summary>
public sealed record OrganisationView(OrganisationId Id, string Name, MembershipRole Role, IReadOnlyList<MemberRow> Members, IReadOnlyList<Invitation> Invitations, long Seats)
{
    public int SeatsUsed => Members.Count(m => m.HasSeat);

    /// <summary>A seat is free for whoever is invited next, once all who are invited have joined.</summary>
    public bool HasFreeSeat => Seats > SeatsUsed + Invitations.Count;

    public bool IsOwner => Role == MembershipRole.Owner;
}

/// <summary>What the page of the organisation shows; without an organisation there is an offer to open one.</summary>
public sealed record OrganisationPageView(Guid UserId, OrganisationView? Organisation);

internal sealed class OrganisationQueries(IDbContextFactory<PortalDbContext> contexts, OrganisationAccess access, Entitlements entitlements)
{
    public async Task<OrganisationPageView> OfUserAsync(Guid userId, CancellationToken cancellationToken)
    {
        if (await access.OfUserAsync(userId, cancellationToken) is not { } organisation || await access.RoleAsync(userId, organisation.Id, cancellationToken) is not { } role)
        {
            return new OrganisationPageView(userId, null);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var members = await context.Memberships.Where(m => m.OrganisationId == organisation.Id)
            .Join(context.Users, m => m.UserId, u => u.Id, (m, u) => new MemberRow(u.Id, u.DisplayName, u.Email ?? "", m.Role, m.HasSeat, m.CreatedAt))
            .ToListAsync(cancellationToken);
        var invitations = role != MembershipRole.Owner ? [] : await context.Invitations.AsNoTracking()
            .Where(i => i.OrganisationId == organisation.Id && i.State == InvitationState.Pending).OrderByDescending(i => i.SentAt).ThenBy(i => i.Id).ToListAsync(cancellationToken);
        return new OrganisationPageView(userId, new OrganisationView(
            organisation.Id,
            organisation.Name,
            role,
            [.. members.OrderByDescending(m => m.Role).ThenBy(m => m.Since).ThenBy(m => m.UserId)],
            invitations,
            (await entitlements.OfAsync(organisation.Id, cancellationToken)).Seats));
    }
}
