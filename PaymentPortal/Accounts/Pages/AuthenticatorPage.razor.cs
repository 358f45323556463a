using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PaymentPortal.Accounts.Sessions;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class AuthenticatorPage
{
    private AccountForm _form = default!;
    private User _user = default!;
    private string _key = "";
    private QrCode _qr = default!;
    private IReadOnlyList<string> _codes = [];

    [Inject] private SignInManager<User> SignIn { get; set; } = default!;
    [Inject] private IUserStore<User> Store { get; set; } = default!;
    [Inject] private SecurityChange Changes { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromForm(FormName = "authenticator")] private CodeInput Input { get; set; } = default!;

    private UserManager<User> Users => SignIn.UserManager;

    private IUserAuthenticatorKeyStore<User> Keys => (IUserAuthenticatorKeyStore<User>)Store;

    private string Spaced => string.Join(' ', _key.Chunk(4).Select(letters => new string(letters)));

    protected override async Task OnInitializedAsync()
    {
        Input ??= new CodeInput();
        _form = new AccountForm(Input);
        _user = await SignIn.OwnAsync(Http, Navigation);
        if (_user.TwoFactorEnabled)
        {
            Navigation.NavigateTo(HttpMethods.IsPost(Http.Request.Method) ? $"/account/security?saved={StaleForm.Elsewhere}" : "/account/security");
            return;
        }

        _key = await Users.GetAuthenticatorKeyAsync(_user) ?? await NewKeyAsync();
        _qr = QrCode.Of($"otpauth://totp/PaymentPortal:{Uri.EscapeDataString(_user.Email ?? "")}?secret={_key}&issuer=PaymentPortal&digits=6&period=30");
    }

    private async Task<string> NewKeyAsync()
    {
        // Not by Identity's own reset: that is a change of security, which signs other devices out, and here somebody only looks
        var key = Users.GenerateNewAuthenticatorKey();
        await Keys.SetAuthenticatorKeyAsync(_user, key, Http.RequestAborted);
        var kept = await Users.UpdateAsync(_user);
        return kept.Succeeded ? key : throw new InvalidOperationException("The authenticator's key was not kept.");
    }

    private async Task TurnOnAsync()
    {
        if (!await Users.VerifyTwoFactorTokenAsync(_user, Users.Options.Tokens.AuthenticatorTokenProvider, Input.Digits))
        {
            _form.Refuse(nameof(Input.Code), "This is not the code that the app shows now. Look again: it changes every 30 seconds, and the phone's clock must be right.");
            return;
        }

        await Changes.RunAsync(
            _user,
            SecurityDeed.AppTurnedOn,
            DeviceText.Of(SessionCheck.Agent(Http)),
            async () =>
            {
                _codes = [.. await Users.GenerateNewTwoFactorRecoveryCodesAsync(_user, RecoveryCodes.Number) ?? []];
                return await Users.SetTwoFactorEnabledAsync(_user, true);
            },
            Http.RequestAborted);
        await SignIn.RefreshSignInAsync(_user);
    }
}
