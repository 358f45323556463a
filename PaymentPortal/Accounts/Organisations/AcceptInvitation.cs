using Microsoft.EntityFrameworkCore;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions.Access;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Lets the invited person join, with the account of the address that was invited. A seat is his where one is free.</summary>
internal sealed class AcceptInvitation(OrganisationAccess access, InvitationQueries invitations, Entitlements entitlements, ChangeSignal changes, TimeProvider time)
{
    public async Task<Outcome> RunAsync(Guid userId, string? code, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(code, cancellationToken) is not { } found)
        {
            return Gone;
        }

        await using var change = await access.HoldAsync(found.OrganisationId, userId, cancellationToken);
        var context = change.Context;
        var now = time.GetUtcNow();
        var hash = InvitationCode.Hash(code!);
        var invitation = await context.Invitations.FirstOrDefaultAsync(i => i.CodeHash == hash, cancellationToken);
        if (invitation is null || invitation.StateAt(now) != InvitationState.Pending)
        {
            return Gone;
        }

        var user = await context.Users.FirstOrDefaultAsync(u => u.Id == userId, cancellationToken);
        if (user?.NormalizedEmail != invitation.Email.ToUpperInvariant())
        {
            return new Refusal("other_address", $"This invitation is for {invitation.Email}. Sign in with that address to accept it.");
        }

        if (change.Own is null)
        {
            var hasSeat = change.Organisation.Memberships.Count(m => m.HasSeat) < (await entitlements.OfAsync(change.Organisation.Id, cancellationToken)).Seats;
            context.Memberships.Add(new Membership { OrganisationId = change.Organisation.Id, UserId = userId, Role = invitation.Role, HasSeat = hasSeat, CreatedAt = now });
        }

        invitation.State = InvitationState.Accepted;
        invitation.EndedAt = now;
        user.ActsFor = change.Organisation.Id;
        await change.CommitAsync(cancellationToken);
        changes.Publish();
        return Outcome.Done;
    }

    private static Refusal Gone => new("no_invitation", "This invitation does not work any more. Ask for a new one.");
}
