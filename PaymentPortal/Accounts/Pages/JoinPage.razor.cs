using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PaymentPortal.Accounts.Organisations;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class JoinPage
{
    private AccountForm _form = default!;
    private InvitationView? _invitation;
    private User? _user;
    private string? _refused;

    [Inject] private InvitationQueries Invitations { get; set; } = default!;
    [Inject] private AcceptInvitation Accept { get; set; } = default!;
    [Inject] private JoinWithNewAccount Join { get; set; } = default!;
    [Inject] private SignInManager<User> SignIn { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery] private string? Code { get; set; }
    [SupplyParameterFromForm(FormName = "join")] private JoinInput Input { get; set; } = default!;

    private string Here => AccountLinks.Join(Uri.EscapeDataString(Code ?? ""));

    private string SignInFirst => $"{AccountLinks.SignIn}?returnUrl={Uri.EscapeDataString(Here)}";

    private string Ended => _invitation?.State switch
    {
        InvitationState.Accepted => _user is { } user && IsFor(user) ? $"You belong to {_invitation.Organisation}." : "It was used, and works once. Sign in with the account that it was sent to.",
        InvitationState.Expired => $"Invitations work for {Invitation.Lasts.Days} days. Ask {_invitation.By ?? _invitation.Organisation} to send it again.",
        InvitationState.Withdrawn => $"{_invitation.Organisation} has withdrawn the invitation.",
        _ => "It may have been sent anew since: then the link in the latest mail works. Otherwise ask for a new invitation.",
    };

    protected override async Task OnInitializedAsync()
    {
        Input ??= new JoinInput();
        _form = new AccountForm(Input);
        Http.Response.Headers.CacheControl = "no-cache, no-store";
        _invitation = await Invitations.FindAsync(Code, Http.RequestAborted);
        _user = await SignIn.UserManager.GetUserAsync(Http.User);
    }

    private bool IsFor(User user) => user.NormalizedEmail == _invitation!.Email.ToUpperInvariant();

    private async Task AcceptAsync()
    {
        var outcome = await Accept.RunAsync(_user!.Id, Code, Http.RequestAborted);
        if (outcome.IsDone)
        {
            Navigation.NavigateTo("/organisation");
        }

        _refused = outcome.Refusal?.Sentence;
    }

    private async Task RegisterAsync()
    {
        var outcome = await Join.RunAsync(Code, Input.Name!, Input.Password!, Http.RequestAborted);
        if (outcome.IsDone)
        {
            await SignIn.SignInAsync(outcome.Value, isPersistent: false);
            Navigation.NavigateTo("/organisation");
        }
        else if (outcome.Refusal.Field is { } field)
        {
            _form.Refuse(field, outcome.Refusal.Sentence);
        }
        else
        {
            _refused = outcome.Refusal.Sentence;
        }
    }
}
