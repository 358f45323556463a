using Microsoft.AspNetCore.Identity;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts;

/// <summary>Changes a mail address in two steps: a link goes to the new one, and when it is opened the old one is told.</summary>
internal sealed class ChangeAddress(UserManager<User> users, PortalDbContext context, OutboxWriter outbox, OutboxSignal signal, TimeProvider time)
{
    public const string ConfirmNew = "mail.confirm-new-address";
    public const string ToldOld = "mail.address-changed";

    /// <summary>Sends the link, at most once a minute. Of an address that is taken the asker learns nothing; its owner gets the mail that he has an account.</summary>
    public async Task<Outcome> AskAsync(User user, string address, string password, CancellationToken cancellationToken)
    {
        if (!await users.CheckPasswordAsync(user, password))
        {
            return new Refusal("password", "This is not your present password.", "Password");
        }

        if (users.NormalizeEmail(address) == user.NormalizedEmail)
        {
            return new Refusal("same", "This is your address already.", "Email");
        }

        var now = time.GetUtcNow();
        if (await users.FindByEmailAsync(address) is { } known)
        {
            await outbox.AddAsync(context, $"{known.Id}:{now:yyyyMMddHH}", RegisterAccount.AddressTaken, new AccountMail(known.Id), cancellationToken);
        }
        else
        {
            await outbox.AddAsync(context, $"{user.Id}:{now:yyyyMMddHHmm}", ConfirmNew, new AccountMail(user.Id, Address: address), cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        signal.Wake();
        return Outcome.Done;
    }

    /// <summary>Takes the new address where the link is genuine; false where it is not, or somebody else has the address by now.</summary>
    public async Task<bool> ConfirmAsync(User user, string address, string code, CancellationToken cancellationToken)
    {
        var old = user.Email!;
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!(await users.ChangeEmailAsync(user, address, code)).Succeeded || !(await users.SetUserNameAsync(user, address)).Succeeded)
        {
            return false;
        }

        await outbox.AddAsync(context, $"{user.Id}:{user.SecurityStamp}", ToldOld, new AccountMail(user.Id, Address: old), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        return true;
    }
}
