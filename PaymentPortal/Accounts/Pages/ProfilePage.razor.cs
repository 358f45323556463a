using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class ProfilePage
{
    private AccountForm _profile = default!;
    private AccountForm _address = default!;
    private User _user = default!;
    private Organisation? _organisation;

    [Inject] private SignInManager<User> SignIn { get; set; } = default!;
    [Inject] private OrganisationAccess Organisations { get; set; } = default!;
    [Inject] private ChangeAddress Verb { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery] private string? Saved { get; set; }
    [SupplyParameterFromForm(FormName = "profile")] private ProfileInput Profile { get; set; } = default!;
    [SupplyParameterFromForm(FormName = "address")] private ChangeAddressInput Address { get; set; } = default!;

    private string? Said => HttpMethods.IsPost(Http.Request.Method) ? null : Saved switch
    {
        "name" => "Your name is saved.",
        "sent" => "A mail with a link is on its way to the new address. It works for one day.",
        "address" => "Your mail address is changed.",
        _ => null,
    };

    protected override async Task OnInitializedAsync()
    {
        Address ??= new ChangeAddressInput();
        _address = new AccountForm(Address);
        var isNameSent = Profile is not null;
        var input = Profile ??= new ProfileInput();
        _profile = new AccountForm(input);
        _user = await SignIn.OwnAsync(Http, Navigation);
        if (!isNameSent)
        {
            input.Name = _user.DisplayName;
        }

        _organisation = await Organisations.OfUserAsync(_user.Id, Http.RequestAborted);
    }

    private async Task SaveProfileAsync()
    {
        _user.DisplayName = Profile.Name!;
        var result = await SignIn.UserManager.UpdateAsync(_user);
        if (!result.Succeeded)
        {
            _profile.Refuse(nameof(Profile.Name), string.Join(" ", result.Errors.Select(error => error.Description)));
            return;
        }

        await SignIn.RefreshSignInAsync(_user);
        Navigation.NavigateTo("/account?saved=name");
    }

    private async Task ChangeAddressAsync()
    {
        var outcome = await Verb.AskAsync(_user, Address.Email!, Address.Password!, Http.RequestAborted);
        if (outcome.IsDone)
        {
            Navigation.NavigateTo("/account?saved=sent");
        }
        else
        {
            _address.Refuse(outcome.Refusal.Field!, outcome.Refusal.Sentence);
        }
    }
}
