using Microsoft.AspNetCore.Identity;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Operations.Demo;

/// <summary>One account of each role, for the sandbox only.</summary>
internal sealed class DemoAccounts(IServiceScopeFactory scopes, TimeProvider time)
{
    public const string Password = "paymentportal-demo";

    public static readonly IReadOnlyList<DemoAccount> All =
    [
        new("admin@demo.example", "Ada Admin", Roles.Admin),
        new("finance@demo.example", "Fay Finance", Roles.Finance),
        new("support@demo.example", "Sam Support", Roles.Support),
        new("customer@demo.example", "Cleo Customer", Roles.Customer),
    ];

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        var context = scope.ServiceProvider.GetRequiredService<PortalDbContext>();
        foreach (var account in All)
        {
            if (await users.FindByEmailAsync(account.Email) is not null)
            {
                continue;
            }

            var now = time.GetUtcNow();
            var user = new User { Id = Guid.CreateVersion7(now), UserName = account.Email, Email = account.Email, DisplayName = account.Name, EmailConfirmed = true, CreatedAt = now };
            user.PasswordHash = users.PasswordHasher.HashPassword(user, Password);
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var created = await users.CreateAsync(user);
            if (!created.Succeeded)
            {
                throw new InvalidOperationException("A demo account could not be made: " + string.Join(" ", created.Errors.Select(e => e.Description)));
            }

            await users.AddToRoleAsync(user, account.Role);
            if (account.Role == Roles.Customer)
            {
                var organisation = new Organisation { Id = TypedId.New<OrganisationId>(time), Name = "Cleo's Cartography", CreatedAt = now };
                organisation.Memberships.Add(new Membership { OrganisationId = organisation.Id, UserId = user.Id, Role = MembershipRole.Owner, HasSeat = true, CreatedAt = now });
                context.Organisations.Add(organisation);
            }

            await context.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }
}

internal sealed record DemoAccount(string Email, string Name, string Role);
