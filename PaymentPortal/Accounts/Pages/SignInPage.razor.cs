using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PaymentPortal.Shell;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class SignInPage
{
    private AccountForm _form = default!;
    private bool _refused;
    private bool _unconfirmed;
    private bool _passkeyRefused;

    [Inject] private SignInManager<User> SignIn { get; set; } = default!;
    [Inject] private RequestAccountMail AccountMails { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }
    [SupplyParameterFromQuery] private string? After { get; set; }
    [SupplyParameterFromForm(FormName = "sign-in")] private SignInInput Input { get; set; } = default!;
    [SupplyParameterFromForm(FormName = "resend")] private EmailInput? Resend { get; set; }
    [SupplyParameterFromForm(FormName = "passkey")] private string? Credential { get; set; }

    private UserManager<User> Users => SignIn.UserManager;

    private string Register => LocalPath.IsLocal(ReturnUrl) ? "/account/register?returnUrl=" + Uri.EscapeDataString(ReturnUrl) : "/account/register";

    private string? Notice => HttpMethods.IsPost(Http.Request.Method) ? null : After switch
    {
        "confirm" => "Your address is confirmed. Sign in to go on.",
        "address" => "Your new mail address is confirmed. Sign in with it.",
        "erased" => "Your account is erased.",
        "reset" => "Your new password is set. Sign in with it.",
        "sign-out" => "You are signed out.",
        _ => null,
    };

    protected override void OnInitialized()
    {
        Input ??= new SignInInput();
        _form = new AccountForm(Input);
        if (HttpMethods.IsGet(Http.Request.Method) && SignIn.IsSignedIn(Http.User))
        {
            Navigation.NavigateTo(LocalPath.Or(ReturnUrl, Roles.All.Where(role => role != Roles.Customer).Any(Http.User.IsInRole) ? "/admin" : "/billing"));
        }
    }

    private async Task SignInAsync()
    {
        var user = await Users.FindByEmailAsync(Input.Email!);
        if (user is null)
        {
            // As slow as a wrong password, so that the time tells nothing about the address.
            _ = Users.PasswordHasher.HashPassword(new User { DisplayName = "" }, Input.Password!);
            _refused = true;
            return;
        }

        var result = await SignIn.PasswordSignInAsync(user, Input.Password!, Input.Stay, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            Navigation.NavigateTo(await Users.HomeOfAsync(user, ReturnUrl));
        }
        else if (result.RequiresTwoFactor)
        {
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/account/sign-in/code", new Dictionary<string, object?> { ["stay"] = Input.Stay ? true : null, ["returnUrl"] = LocalPath.IsLocal(ReturnUrl) ? ReturnUrl : null }));
        }
        else if (result.IsNotAllowed && !await Users.IsLockedOutAsync(user))
        {
            await AnswerUnconfirmedAsync(user);
        }
        else
        {
            _refused = true;
        }
    }

    private async Task SignInWithPasskeyAsync()
    {
        var result = await PasskeyAnswer.ReadAsync(Credential, SignIn.PasskeySignInAsync);
        if (result is { Succeeded: true } && await Users.GetUserAsync(Http.User) is { } user)
        {
            Navigation.NavigateTo(await Users.HomeOfAsync(user, ReturnUrl));
        }

        _passkeyRefused = true;
    }

    /// <summary>Identity asks for the confirmation before the password; only who knows the password may learn that it is missing.</summary>
    private async Task AnswerUnconfirmedAsync(User user)
    {
        if (await Users.CheckPasswordAsync(user, Input.Password!))
        {
            _unconfirmed = true;
            return;
        }

        await Users.AccessFailedAsync(user);
        _refused = true;
    }

    private async Task ResendAsync()
    {
        if (Resend?.Email is { Length: > 0 and <= 254 } email)
        {
            await AccountMails.ConfirmAddressAsync(email, Http.RequestAborted);
        }

        Navigation.NavigateTo("/account/check-mail");
    }
}
