using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class SecondStepPage
{
    private AccountForm _form = default!;
    private User? _user;

    [Inject] private SignInManager<User> SignIn { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }
    [SupplyParameterFromQuery] private bool Stay { get; set; }
    [SupplyParameterFromQuery] private string? Use { get; set; }
    [SupplyParameterFromForm(FormName = "code")] private CodeInput Input { get; set; } = default!;

    private bool IsRecovery => Use == "recovery";

    private string Other => Navigation.GetUriWithQueryParameter("use", IsRecovery ? null : "recovery");

    protected override async Task OnInitializedAsync()
    {
        Input ??= new CodeInput();
        _form = new AccountForm(Input);
        _user = await SignIn.GetTwoFactorAuthenticationUserAsync();
        if (_user is null)
        {
            Navigation.NavigateTo(AccountLinks.SignIn);
        }
    }

    private async Task SignInAsync()
    {
        if (_user is null)
        {
            return;
        }

        var result = IsRecovery
            ? await SignIn.TwoFactorRecoveryCodeSignInAsync(Input.Code!)
            : await SignIn.TwoFactorAuthenticatorSignInAsync(Input.Digits, Stay, rememberClient: false);
        if (result.Succeeded)
        {
            Navigation.NavigateTo(await SignIn.UserManager.HomeOfAsync(_user, ReturnUrl));
            return;
        }

        _form.Refuse(nameof(Input.Code), result.IsLockedOut
            ? "After ten failed attempts sign-in is closed for five minutes."
            : IsRecovery ? "This is none of your recovery codes, or it was used already." : "This is not the code that the app shows now.");
    }
}
