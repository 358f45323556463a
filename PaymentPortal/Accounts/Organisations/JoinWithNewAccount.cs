using Microsoft.AspNetCore.Identity;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

/// <summary>Opens an account for the invited address, which the link has proved, and joins with it. Where joining fails the account stays, and the link works for it.</summary>
internal sealed class JoinWithNewAccount(UserManager<User> users, PortalDbContext context, InvitationQueries invitations, AcceptInvitation accept, TimeProvider time)
{
    public async Task<Outcome<User>> RunAsync(string? code, string name, string password, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(code, cancellationToken) is not { State: InvitationState.Pending } invitation)
        {
            return new Refusal("no_invitation", "This invitation does not work any more. Ask for a new one.");
        }

        var now = time.GetUtcNow();
        var user = new User { Id = Guid.CreateVersion7(now), UserName = invitation.Email, Email = invitation.Email, EmailConfirmed = true, DisplayName = name, CreatedAt = now };
        await using (var transaction = await context.Database.BeginTransactionAsync(cancellationToken))
        {
            var created = await users.CreateAsync(user, password);
            if (!created.Succeeded)
            {
                var isTaken = created.Errors.Any(e => e.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName));
                return isTaken
                    ? new Refusal("address_taken", "This address has an account already. Sign in with it to accept the invitation.")
                    : new Refusal("password", string.Join(" ", created.Errors.Select(e => e.Description)), "Password");
            }

            await users.AddToRoleAsync(user, Roles.Customer);
            await transaction.CommitAsync(cancellationToken);
        }

        var joined = await accept.RunAsync(user.Id, code, cancellationToken);
        return joined.IsDone ? user : joined.Refusal;
    }
}
