using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.PersonalData;

/// <summary>
/// Erases a person: the account is emptied and its row stays without a name, so that what the law keeps (invoices, payments, the ledger) still refers to something.
/// An organisation that was his alone loses its name too. What Stripe holds and told is redacted by effects of the same transaction.
/// </summary>
internal sealed class EraseAccount(UserManager<User> users, IDbContextFactory<PortalDbContext> contexts, OutboxWriter outbox, OutboxSignal signal, Mailbox mailbox, TimeProvider time)
{
    public async Task<Outcome> RunAsync(Guid userId, string? typedAddress, string? password, CancellationToken cancellationToken)
    {
        var user = await users.FindByIdAsync(userId.ToString("D")) ?? throw new InvalidOperationException("There is no such user.");
        if (!string.Equals(typedAddress?.Trim(), user.Email, StringComparison.OrdinalIgnoreCase))
        {
            return new Refusal("address", "Type your mail address exactly as it stands above.", "Address");
        }

        if (!await users.CheckPasswordAsync(user, password ?? ""))
        {
            return new Refusal("password", "This is not your present password.", "Password");
        }

        var email = user.Email!;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Organisations.Where(o => o.Memberships.Any(m => m.UserId == userId)).ExecuteUpdateAsync(set => set.SetProperty(o => o.Name, o => o.Name), cancellationToken);
        if ((await ErasureQueries.HindrancesAsync(context, userId, cancellationToken)).FirstOrDefault() is { } hindrance)
        {
            return new Refusal("hindered", hindrance.Sentence);
        }

        var left = await ErasureQueries.OwnedAloneAsync(context, userId, cancellationToken);
        OrganisationId?[] ids = [.. left.Select(o => (OrganisationId?)o.Id)];
        var customers = await context.Customers.Where(c => ids.Contains(c.OrganisationId)).Select(c => c.Id).ToListAsync(cancellationToken);
        var erasure = new Erasure(userId, [email, user.DisplayName, .. left.Select(o => o.Name)], customers, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)))
        {
            Addressed = await AddressedAsync(context, userId, email, ids, cancellationToken),
        };
        left.ForEach(organisation => organisation.Name = Erasure.Nobody);
        await context.Invitations.Where(i => ids.Contains(i.OrganisationId)).ExecuteDeleteAsync(cancellationToken);
        await EmptyAsync(context, userId, email, cancellationToken);
        await OrderAsync(context, erasure, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        mailbox.Forget(email);
        signal.Wake();
        return Outcome.Done;
    }

    /// <summary>Invoices of organisations that go on are addressed to the owner who has been there longest.</summary>
    private static async Task<Dictionary<string, string>> AddressedAsync(PortalDbContext context, Guid userId, string email, OrganisationId?[] alone, CancellationToken cancellationToken)
    {
        var address = email.ToLowerInvariant();
#pragma warning disable CA1304, CA1311 // The database does it, by its own rules
        var customers = await context.Customers.Where(c => !c.Deleted && c.OrganisationId != null && !alone.Contains(c.OrganisationId) && c.Email != null && c.Email.ToLower() == address).ToListAsync(cancellationToken);
#pragma warning restore CA1304, CA1311
        var addressed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var customer in customers)
        {
            var owner = await context.Memberships.Where(m => m.OrganisationId == customer.OrganisationId && m.UserId != userId && m.Role == MembershipRole.Owner).OrderBy(m => m.CreatedAt)
                .Join(context.Users, m => m.UserId, u => u.Id, (_, u) => u.Email).FirstOrDefaultAsync(cancellationToken);
            if (owner is not null)
            {
                addressed.Add(customer.Id, owner);
            }
        }

        return addressed;
    }

    private async Task EmptyAsync(PortalDbContext context, Guid userId, string email, CancellationToken cancellationToken)
    {
        var address = email.ToLowerInvariant();
        await context.Sessions.Where(s => s.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await context.Memberships.Where(m => m.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await context.Invitations.Where(i => i.Email == address).ExecuteDeleteAsync(cancellationToken);
        await context.UserPasskeys.Where(p => p.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await context.UserTokens.Where(t => t.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await context.UserRoles.Where(r => r.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        await context.PaymentAttempts.Where(a => a.UserId == userId).ExecuteUpdateAsync(set => set.SetProperty(a => a.Address, (string?)null), cancellationToken);
        var user = await context.Users.SingleAsync(u => u.Id == userId, cancellationToken);
        user.Email = user.UserName = $"{userId:N}{Erasure.NoAddress}";
        user.NormalizedEmail = user.NormalizedUserName = users.NormalizeEmail(user.Email);
        user.DisplayName = Erasure.Nobody;
        user.PasswordHash = null;
        user.EmailConfirmed = user.TwoFactorEnabled = false;
        user.ActsFor = null;
        user.SecurityStamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        user.ConcurrencyStamp = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    }

    private async Task OrderAsync(PortalDbContext context, Erasure erasure, CancellationToken cancellationToken)
    {
        var cause = $"erasure:{erasure.UserId:D}";
        foreach (var effect in (string[])[Erasure.Forget, Erasure.Redact, Erasure.RedactLate])
        {
            await outbox.AddAsync(context, cause, effect, erasure, cancellationToken);
        }

        context.OutboxMessages.Local.Single(m => m.Cause == cause && m.Effect == Erasure.RedactLate).DueAt = time.GetUtcNow() + Erasure.Late;
    }
}
