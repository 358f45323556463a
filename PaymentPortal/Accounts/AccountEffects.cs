using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts.Pages;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;

namespace PaymentPortal.Accounts;

/// <summary>Writes an account's mail when it goes out: a link's secret code is made here and stands in no table.</summary>
internal abstract class AccountEffect(string name, IServiceScopeFactory scopes, MailSender sender) : IEffect
{
    public string Name => name;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var about = JsonSerializer.Deserialize<AccountMail>(message.Payload)!;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await users.FindByIdAsync(about.UserId.ToString("D")) is { Email: { } address } user)
        {
            await sender.SendAsync(await WriteAsync(users, user, about, $"{message.Cause}:{message.Effect}", about.Address ?? address), cancellationToken);
        }
    }

    protected abstract Task<OutgoingMail> WriteAsync(UserManager<User> users, User user, AccountMail about, string key, string address);
}

internal sealed class ConfirmAddressEffect(IServiceScopeFactory scopes, MailSender sender, PortalAddress portal) : AccountEffect(RegisterAccount.ConfirmAddress, scopes, sender)
{
    protected override async Task<OutgoingMail> WriteAsync(UserManager<User> users, User user, AccountMail about, string key, string address) =>
        new ConfirmAddressMail(user.DisplayName, portal.Link(AccountLinks.Confirm(user.Id, await users.GenerateEmailConfirmationTokenAsync(user), about.ReturnPath)), AccountsFeature.LinksLast).Write(key, address);
}

internal sealed class ResetPasswordEffect(IServiceScopeFactory scopes, MailSender sender, PortalAddress portal) : AccountEffect(RequestAccountMail.ResetPassword, scopes, sender)
{
    protected override async Task<OutgoingMail> WriteAsync(UserManager<User> users, User user, AccountMail about, string key, string address) =>
        new ResetPasswordMail(portal.Link(AccountLinks.Reset(user.Id, await users.GeneratePasswordResetTokenAsync(user))), AccountsFeature.LinksLast).Write(key, address);
}

internal sealed class AddressTakenEffect(IServiceScopeFactory scopes, MailSender sender, PortalAddress portal) : AccountEffect(RegisterAccount.AddressTaken, scopes, sender)
{
    protected override Task<OutgoingMail> WriteAsync(UserManager<User> users, User user, AccountMail about, string key, string address) =>
        Task.FromResult(new AddressTakenMail(portal.Link(AccountLinks.SignIn)).Write(key, address));
}

internal sealed class NewAddressEffect(IServiceScopeFactory scopes, MailSender sender, PortalAddress portal) : AccountEffect(ChangeAddress.ConfirmNew, scopes, sender)
{
    protected override async Task<OutgoingMail> WriteAsync(UserManager<User> users, User user, AccountMail about, string key, string address) =>
        new NewAddressMail(user.DisplayName, portal.Link(AccountLinks.ConfirmAddress(user.Id, address, await users.GenerateChangeEmailTokenAsync(user, address))), AccountsFeature.LinksLast).Write(key, address);
}

internal sealed class AddressChangedEffect(IServiceScopeFactory scopes, MailSender sender, IOptions<SellerOptions> seller) : AccountEffect(ChangeAddress.ToldOld, scopes, sender)
{
    protected override Task<OutgoingMail> WriteAsync(UserManager<User> users, User user, AccountMail about, string key, string address) =>
        Task.FromResult(new AddressChangedMail(user.DisplayName, user.Email!, seller.Value.Email).Write(key, address));
}
