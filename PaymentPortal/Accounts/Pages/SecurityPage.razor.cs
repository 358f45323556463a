using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using PaymentPortal.Accounts.Sessions;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class SecurityPage
{
    private const int MostPasskeys = 20;

    private AccountForm _change = default!;
    private AccountForm _app = default!;
    private User _user = default!;
    private IList<UserPasskeyInfo> _passkeys = [];
    private IReadOnlyList<string> _codes = [];
    private int _recoveryCodes;
    private string? _refused;

    [Inject] private SignInManager<User> SignIn { get; set; } = default!;
    [Inject] private SessionList Sessions { get; set; } = default!;
    [Inject] private SecurityChange Changes { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery] private string? Saved { get; set; }
    [SupplyParameterFromForm(FormName = "password")] private ChangePasswordInput Change { get; set; } = default!;
    [SupplyParameterFromForm(FormName = "app")] private ChangeAppInput App { get; set; } = default!;
    [SupplyParameterFromForm(FormName = "add-passkey")] private string? Credential { get; set; }

    private UserManager<User> Users => SignIn.UserManager;

    private string Device => DeviceText.Of(SessionCheck.Agent(Http));

    private string? Said => HttpMethods.IsPost(Http.Request.Method) ? null : Saved switch
    {
        "password" => "Your password is changed. Your other devices are signed out.",
        "passkey" => "The passkey is added. You can sign in with it from now on.",
        "removed" => "The passkey is removed.",
        StaleForm.Elsewhere => StaleForm.Sentence,
        "off" => "The authenticator app is turned off. Your password alone signs you in.",
        _ => null,
    };

    private string[] Forms => ["password", "add-passkey", .. _user.TwoFactorEnabled ? new[] { "app" } : [], .. _passkeys.Select(passkey => "remove-" + IdOf(passkey))];

    private string RecoveryText => _recoveryCodes switch
    {
        0 => "You have no recovery codes left: make new ones, or you cannot sign in without the app.",
        1 => "One recovery code is left for the day when the app is not at hand.",
        _ => $"{_recoveryCodes} recovery codes are left for the day when the app is not at hand.",
    };

    protected override async Task OnInitializedAsync()
    {
        Change ??= new ChangePasswordInput();
        _change = new AccountForm(Change);
        App ??= new ChangeAppInput();
        _app = new AccountForm(App);
        _user = await SignIn.OwnAsync(Http, Navigation);
        _passkeys = await Users.GetPasskeysAsync(_user);
        _recoveryCodes = await Users.CountRecoveryCodesAsync(_user);
    }

    private static string IdOf(UserPasskeyInfo passkey) => WebEncoders.Base64UrlEncode(passkey.CredentialId);

    private async Task ChangePasswordAsync()
    {
        var result = await ToldAsync(SecurityDeed.PasswordChanged, () => Users.ChangePasswordAsync(_user, Change.Present!, Change.Password!));
        if (result.Succeeded)
        {
            await Sessions.EndOthersAsync(Http.User.SessionId(), _user.Id, Http.RequestAborted);
            await SignIn.RefreshSignInAsync(_user);
            Navigation.NavigateTo("/account/security?saved=password");
            return;
        }

        if (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
        {
            _change.Refuse(nameof(Change.Present), "This is not your present password.");
            return;
        }

        _change.Refuse(nameof(Change.Password), string.Join(" ", result.Errors.Select(error => error.Description)));
    }

    private async Task AddPasskeyAsync()
    {
        if (_passkeys.Count >= MostPasskeys)
        {
            _refused = $"You have {MostPasskeys} passkeys already. Remove one first.";
            return;
        }

        var attestation = await PasskeyAnswer.ReadAsync(Credential, SignIn.PerformPasskeyAttestationAsync);
        if (attestation is not { Succeeded: true } || attestation.UserEntity.Id != _user.Id.ToString("D"))
        {
            _refused = "The passkey could not be added. Try again.";
            return;
        }

        attestation.Passkey.Name = Device;
        await ToldAsync(SecurityDeed.PasskeyAdded, () => Users.AddOrUpdatePasskeyAsync(_user, attestation.Passkey));
        await SignIn.RefreshSignInAsync(_user);
        Navigation.NavigateTo("/account/security?saved=passkey");
    }

    private async Task RemovePasskeyAsync(byte[] id)
    {
        await ToldAsync(SecurityDeed.PasskeyRemoved, () => Users.RemovePasskeyAsync(_user, id));
        await SignIn.RefreshSignInAsync(_user);
        Navigation.NavigateTo("/account/security?saved=removed");
    }

    private async Task ChangeAppAsync()
    {
        if (!await Users.CheckPasswordAsync(_user, App.Password!))
        {
            _app.Refuse(nameof(App.Password), "This is not your present password.");
            return;
        }

        if (App.Wish == "off")
        {
            await ToldAsync(SecurityDeed.AppTurnedOff, async () =>
            {
                await Users.SetTwoFactorEnabledAsync(_user, false);
                return await Users.ResetAuthenticatorKeyAsync(_user);
            });
            await SignIn.RefreshSignInAsync(_user);
            Navigation.NavigateTo("/account/security?saved=off");
            return;
        }

        await ToldAsync(SecurityDeed.RecoveryCodesRenewed, async () =>
        {
            _codes = [.. await Users.GenerateNewTwoFactorRecoveryCodesAsync(_user, RecoveryCodes.Number) ?? []];
            return IdentityResult.Success;
        });
    }

    private Task<IdentityResult> ToldAsync(SecurityDeed deed, Func<Task<IdentityResult>> change) => Changes.RunAsync(_user, deed, Device, change, Http.RequestAborted);
}
