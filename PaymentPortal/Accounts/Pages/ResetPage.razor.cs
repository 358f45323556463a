using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PaymentPortal.Accounts.Sessions;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class ResetPage
{
    private AccountForm _form = default!;
    private bool _isDead;

    [Inject] private UserManager<User> Users { get; set; } = default!;
    [Inject] private SessionList Sessions { get; set; } = default!;
    [Inject] private SecurityChange Changes { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery] private string? UserId { get; set; }
    [SupplyParameterFromQuery] private string? Code { get; set; }
    [SupplyParameterFromForm(FormName = "reset")] private NewPasswordInput Input { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Input ??= new NewPasswordInput();
        _form = new AccountForm(Input);
        _isDead = !Guid.TryParse(UserId, out var id) || AccountLinks.Read(Code) is not { } code || (HttpMethods.IsGet(Http.Request.Method) && !await WorksAsync(id, code));
    }

    /// <summary>Whoever opens a link that was used is told so before he thinks of a password.</summary>
    private async Task<bool> WorksAsync(Guid id, string code) => await Users.FindByIdAsync(id.ToString("D")) is { } user
        && await Users.VerifyUserTokenAsync(user, Users.Options.Tokens.PasswordResetTokenProvider, UserManager<User>.ResetPasswordTokenPurpose, code);

    private async Task ResetAsync()
    {
        if (_isDead || await Users.FindByIdAsync(Guid.Parse(UserId!).ToString("D")) is not { } user)
        {
            _isDead = true;
            return;
        }

        var result = await Changes.RunAsync(
            user, SecurityDeed.PasswordChanged, DeviceText.Of(SessionCheck.Agent(Http)), () => Users.ResetPasswordAsync(user, AccountLinks.Read(Code)!, Input.Password!), Http.RequestAborted);
        if (result.Succeeded)
        {
            // Also where whoever asked for it is gone: whoever had the old password is signed out.
            await Sessions.EndOthersAsync(null, user.Id, CancellationToken.None);
            await Users.ResetAccessFailedCountAsync(user);
            await Users.SetLockoutEndDateAsync(user, null);
            Navigation.NavigateTo(AccountLinks.SignIn + "?after=reset");
        }
        else if (result.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.InvalidToken)))
        {
            _isDead = true;
        }
        else
        {
            _form.Refuse(nameof(Input.Password), string.Join(" ", result.Errors.Select(error => error.Description)));
        }
    }
}
