using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>What the invited person sees.</summary>
/// <param name="OrganisationId">The organisation.</param>
/// <param name="Organisation">Its name.</param>
/// <param name="Email">Who is invited.</param>
/// <param name="Role">What he will be.</param>
/// <param name="State">Whether it can still be accepted.</param>
/// <param name="By">Who invites.</param>
/// <param name="HasAccount">Whether an account has the address.</param>
internal sealed record InvitationView(OrganisationId OrganisationId, string Organisation, string Email, MembershipRole Role, InvitationState State, string? By, bool HasAccount);

internal sealed class InvitationQueries(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>The invitation with this code; null where there is none.</summary>
    public async Task<InvitationView?> FindAsync(string? code, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(code) || code.Length > 200)
        {
            return null;
        }

        var hash = InvitationCode.Hash(code);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await context.Invitations.AsNoTracking().Where(i => i.CodeHash == hash)
            .Join(context.Organisations, i => i.OrganisationId, o => o.Id, (invitation, organisation) => new { invitation, organisation.Name })
            .FirstOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var invitation = found.invitation;
        var normalized = invitation.Email.ToUpperInvariant();
        return new InvitationView(
            invitation.OrganisationId,
            found.Name,
            invitation.Email,
            invitation.Role,
            invitation.StateAt(time.GetUtcNow()),
            await context.Users.Where(u => u.Id == invitation.InvitedBy).Select(u => u.DisplayName).FirstOrDefaultAsync(cancellationToken),
            await context.Users.AnyAsync(u => u.NormalizedEmail == normalized, cancellationToken));
    }
}
