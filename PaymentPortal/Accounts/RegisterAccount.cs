using Microsoft.AspNetCore.Identity;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts;

/// <summary>What a new customer says about himself.</summary>
/// <param name="Name">The person's name.</param>
/// <param name="OrganisationName">The organisation's name.</param>
/// <param name="Email">The mail address.</param>
/// <param name="Password">The password.</param>
/// <param name="ReturnPath">Where he was going: the confirmation leads on to it.</param>
internal sealed record Registration(string Name, string OrganisationName, string Email, string Password, string? ReturnPath);

/// <summary>
/// Makes user, organisation, membership and the confirmation mail in one transaction. An address that is taken gets the same answer,
/// and its owner a mail that says so: nobody learns here who has an account.
/// </summary>
internal sealed class RegisterAccount(UserManager<User> users, PortalDbContext context, OutboxWriter outbox, OutboxSignal signal, TimeProvider time)
{
    public const string ConfirmAddress = "mail.confirm-address";
    public const string AddressTaken = "mail.address-taken";

    public async Task<Outcome> RunAsync(Registration registration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            UserName = registration.Email,
            Email = registration.Email,
            DisplayName = registration.Name,
            CreatedAt = now,
        };

        foreach (var validator in users.PasswordValidators)
        {
            var verdict = await validator.ValidateAsync(users, user, registration.Password);
            if (!verdict.Succeeded)
            {
                return new Refusal("password", string.Join(" ", verdict.Errors.Select(e => e.Description)), nameof(Registration.Password));
            }
        }

        // Hashed before the transaction: it takes long on purpose, and the database has one writer.
        user.PasswordHash = users.PasswordHasher.HashPassword(user, registration.Password);

        if (await users.FindByEmailAsync(registration.Email) is { } known)
        {
            await outbox.AddAsync(context, $"{known.Id}:{now:yyyyMMddHH}", AddressTaken, new AccountMail(known.Id), cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
            signal.Wake();
            return Outcome.Done;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var created = await users.CreateAsync(user);
        if (!created.Succeeded)
        {
            return new Refusal("account", string.Join(" ", created.Errors.Select(e => e.Description)), nameof(Registration.Email));
        }

        await users.AddToRoleAsync(user, Roles.Customer);
        var organisation = new Organisation { Id = TypedId.New<OrganisationId>(time), Name = registration.OrganisationName, CreatedAt = now };
        organisation.Memberships.Add(new Membership { OrganisationId = organisation.Id, UserId = user.Id, Role = MembershipRole.Owner, HasSeat = true, CreatedAt = now });
        context.Organisations.Add(organisation);
        await outbox.AddAsync(context, user.Id.ToString("D"), ConfirmAddress, new AccountMail(user.Id, registration.ReturnPath), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        return Outcome.Done;
    }
}
