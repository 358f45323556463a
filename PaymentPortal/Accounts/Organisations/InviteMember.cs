using Microsoft.EntityFrameworkCore;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Invites the owner of a mail address, whether or not he has an account. One invitation at a time waits for each address.</summary>
internal sealed class InviteMember(OrganisationAccess access, InvitationMails mails, OutboxSignal signal, ChangeSignal changes, TimeProvider time)
{
    /// <summary>So that nobody sends mail to the world through the portal.</summary>
    public const int MostPending = 50;

    public async Task<Outcome> RunAsync(Guid userId, OrganisationId organisationId, string? email, MembershipRole role, CancellationToken cancellationToken)
    {
        var address = TypedText.Line(email).ToLowerInvariant();
        if (address.Length > 254 || !TypedText.IsMailAddress(address))
        {
            return new Refusal("email", "Enter a whole mail address, such as ada@example.com.", "Email");
        }

        var begun = await access.BeginAsync(userId, organisationId, MembershipRole.Owner, cancellationToken);
        if (!begun.IsDone)
        {
            return begun.Refusal;
        }

        await using var change = begun.Value;
        var context = change.Context;
        var normalized = address.ToUpperInvariant();
        if (await context.Memberships.AnyAsync(m => m.OrganisationId == organisationId && context.Users.Any(u => u.Id == m.UserId && u.NormalizedEmail == normalized), cancellationToken))
        {
            return new Refusal("is_member", $"{address} belongs to {change.Organisation.Name} already.", "Email");
        }

        var now = time.GetUtcNow();
        var pending = await context.Invitations.Where(i => i.OrganisationId == organisationId && i.State == InvitationState.Pending).ToListAsync(cancellationToken);
        var invitation = pending.Find(i => i.Email == address);
        if (invitation is not null && now < invitation.ExpiresAt)
        {
            return new Refusal("is_invited", $"{address} is invited already. You can send the mail again from the list of invitations.", "Email");
        }

        if (invitation is null)
        {
            if (pending.Count >= MostPending)
            {
                return new Refusal("too_many_invitations", $"{MostPending} invitations are waiting already. Withdraw some first.");
            }

            invitation = new Invitation
            {
                Id = TypedId.New<InvitationId>(time),
                OrganisationId = organisationId,
                Email = address,
                Role = role,
                CodeHash = "",
                State = InvitationState.Pending,
                InvitedBy = userId,
                CreatedAt = now,
                SentAt = now,
                ExpiresAt = now,
            };
            context.Invitations.Add(invitation);
        }

        invitation.Role = role;
        await mails.OrderAsync(context, invitation, cancellationToken);
        await change.CommitAsync(cancellationToken);
        signal.Wake();
        changes.Publish();
        return Outcome.Done;
    }
}
