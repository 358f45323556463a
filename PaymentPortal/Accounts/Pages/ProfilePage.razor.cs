using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class ProfilePage
{
    private AccountForm _profile = default!;
    private AccountForm _change = default!;
    private User _user = default!;
    private Organisation? _organisation;

    [Inject] private SignInManager<User> SignIn { get; set; } = default!;
    [Inject] private OrganisationAccess Organisations { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery] private string? Saved { get; set; }
    [SupplyParameterFromForm(FormName = "profile")] private ProfileInput Profile { get; set; } = default!;
    [SupplyParameterFromForm(FormName = "password")] private ChangePasswordInput Change { get; set; } = default!;

    private UserManager<User> Users => SignIn.UserManager;

    private string? Notice => HttpMethods.IsPost(Http.Request.Method) ? null : Saved switch
    {
        "name" => "Your name is saved.",
        "password" => "Your password is changed.",
        _ => null,
    };

    protected override async Task OnInitializedAsync()
    {
        Change ??= new ChangePasswordInput();
        _change = new AccountForm(Change);
        var isNameSent = Profile is not null;
        var input = Profile ??= new ProfileInput();
        _profile = new AccountForm(input);

        // The cookie outlives a user that was erased.
        if (await Users.GetUserAsync(Http.User) is not { } user)
        {
            _user = new User { DisplayName = "" };
            await SignIn.SignOutAsync();
            Navigation.NavigateTo(AccountLinks.SignIn);
            return;
        }

        _user = user;
        if (!isNameSent)
        {
            input.Name = user.DisplayName;
        }

        _organisation = await Organisations.OfUserAsync(user.Id, Http.RequestAborted);
    }

    private async Task SaveProfileAsync()
    {
        _user.DisplayName = Profile.Name!;
        var result = await Users.UpdateAsync(_user);
        if (!result.Succeeded)
        {
            _profile.Refuse(nameof(Profile.Name), string.Join(" ", result.Errors.Select(error => error.Description)));
            return;
        }

        await SignIn.RefreshSignInAsync(_user);
        Navigation.NavigateTo("/account?saved=name");
    }

    private async Task ChangePasswordAsync()
    {
        var result = await Users.ChangePasswordAsync(_user, Change.Present!, Change.Password!);
        if (result.Succeeded)
        {
            await SignIn.RefreshSignInAsync(_user);
            Navigation.NavigateTo("/account?saved=password");
            return;
        }

        foreach (var error in result.Errors)
        {
            var isPresent = error.Code == nameof(IdentityErrorDescriber.PasswordMismatch);
            _change.Refuse(isPresent ? nameof(Change.Present) : nameof(Change.Password), isPresent ? "This is not your present password." : error.Description);
        }
    }
}
