using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PaymentPortal.Shell;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class SignInPage
{
    private AccountForm _form = default!;
    private bool _refused;
    private bool _unconfirmed;

    [Inject] private SignInManager<User> SignIn { get; set; } = default!;
    [Inject] private RequestAccountMail AccountMails { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }
    [SupplyParameterFromQuery] private string? After { get; set; }
    [SupplyParameterFromForm(FormName = "sign-in")] private SignInInput Input { get; set; } = default!;
    [SupplyParameterFromForm(FormName = "resend")] private EmailInput? Resend { get; set; }

    private UserManager<User> Users => SignIn.UserManager;

    private string Register => LocalPath.IsLocal(ReturnUrl) ? "/account/register?returnUrl=" + Uri.EscapeDataString(ReturnUrl) : "/account/register";

    private string? Notice => HttpMethods.IsPost(Http.Request.Method) ? null : After switch
    {
        "confirm" => "Your address is confirmed. Sign in to go on.",
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
            var isStaff = (await Users.GetRolesAsync(user)).Any(role => role != Roles.Customer);
            Navigation.NavigateTo(LocalPath.Or(ReturnUrl, isStaff ? "/admin" : "/billing"));
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
