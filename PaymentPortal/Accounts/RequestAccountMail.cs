using Microsoft.AspNetCore.Identity;
using PaymentPortal.Outbox;

namespace PaymentPortal.Accounts;

/// <summary>Sends a new confirmation or a password reset to an address, at most one a minute. Whoever asks learns nothing about the address.</summary>
internal sealed class RequestAccountMail(UserManager<User> users, PortalDbContext context, OutboxWriter outbox, OutboxSignal signal, TimeProvider time)
{
    public const string ResetPassword = "mail.reset-password";

    public Task ConfirmAddressAsync(string email, CancellationToken cancellationToken) =>
        SendAsync(email, RegisterAccount.ConfirmAddress, static user => !user.EmailConfirmed, cancellationToken);

    public Task ResetPasswordAsync(string email, CancellationToken cancellationToken) =>
        SendAsync(email, ResetPassword, static user => user.EmailConfirmed, cancellationToken);

    private async Task SendAsync(string email, string effect, Func<User, bool> wanted, CancellationToken cancellationToken)
    {
        if (await users.FindByEmailAsync(email) is not { } user || !wanted(user))
        {
            return;
        }

        await outbox.AddAsync(context, $"{user.Id}:{time.GetUtcNow():yyyyMMddHHmm}", effect, new AccountMail(user.Id), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        signal.Wake();
    }
}
