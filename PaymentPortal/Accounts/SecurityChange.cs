using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;

namespace PaymentPortal.Accounts;

/// <summary>What changes the ways into an account.</summary>
internal enum SecurityDeed
{
    PasswordChanged,
    PasskeyAdded,
    PasskeyRemoved,
    AppTurnedOn,
    AppTurnedOff,
    RecoveryCodesRenewed,
}

/// <summary>Changes a way into an account and tells its owner, both or neither: who did not do it himself has to learn it.</summary>
internal sealed class SecurityChange(PortalDbContext context, OutboxWriter outbox, OutboxSignal signal, TimeProvider time)
{
    /// <summary>Does it; the mail goes out where it succeeded.</summary>
    public async Task<IdentityResult> RunAsync(User user, SecurityDeed deed, string device, Func<Task<IdentityResult>> change, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await change();
        if (result.Succeeded)
        {
            var now = time.GetUtcNow();
            await outbox.AddAsync(context, $"{user.Id}:{Guid.CreateVersion7(now)}", SecurityNoticeEffect.EffectName, new SecurityNotice(user.Id, deed, now, device), cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        signal.Wake();
        return result;
    }
}

/// <summary>What the mail tells.</summary>
/// <param name="UserId">Whose account it is.</param>
/// <param name="Deed">What was changed.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Device">The browser and its system, in words.</param>
internal sealed record SecurityNotice(Guid UserId, SecurityDeed Deed, DateTimeOffset At, string Device);

internal sealed class SecurityNoticeEffect(IServiceScopeFactory scopes, MailSender sender, PortalAddress portal, ReportingZone zone, IOptions<SellerOptions> seller) : IEffect
{
    public const string EffectName = "mail.security";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var notice = JsonSerializer.Deserialize<SecurityNotice>(message.Payload)!;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByIdAsync(notice.UserId.ToString("D")) is not { Email: { } address } user)
        {
            return;
        }

        var (title, sentence) = notice.Deed switch
        {
            SecurityDeed.PasswordChanged => ("Your password was changed", "The password of your account was changed. Your other devices were signed out."),
            SecurityDeed.PasskeyAdded => ("A passkey was added", "A passkey was added to your account. Whoever holds it can sign in without your password."),
            SecurityDeed.PasskeyRemoved => ("A passkey was removed", "A passkey was removed from your account, and signs in no longer."),
            SecurityDeed.AppTurnedOn => ("The authenticator app was turned on", "Signing in to your account now asks for a code of your authenticator app after the password."),
            SecurityDeed.AppTurnedOff => ("The authenticator app was turned off", "Signing in to your account no longer asks for a code: your password alone signs you in."),
            SecurityDeed.RecoveryCodesRenewed => ("Your recovery codes were made anew", "Your account has new recovery codes. Those that you had before work no longer."),
            _ => throw new InvalidOperationException($"There is no mail for {notice.Deed}."),
        };
        var mail = new SecurityMail(user.DisplayName, title, sentence, string.Create(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTime(notice.At, zone.Zone):d MMM yyyy, HH:mm} ({zone.Name})"), notice.Device, portal.Link("/account/security"), seller.Value.Email);
        await sender.SendAsync(mail.Write($"{message.Cause}:{message.Effect}", address), cancellationToken);
    }
}
