using Microsoft.AspNetCore.Components;
using PaymentPortal.Shell;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class RegisterPage
{
    private AccountForm _form = default!;

    [Inject] private RegisterAccount Verb { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery] private string? ReturnUrl { get; set; }
    [SupplyParameterFromForm(FormName = "register")] private RegisterInput Input { get; set; } = default!;

    private string SignIn => LocalPath.IsLocal(ReturnUrl) ? $"{AccountLinks.SignIn}?returnUrl={Uri.EscapeDataString(ReturnUrl)}" : AccountLinks.SignIn;

    protected override void OnInitialized()
    {
        Input ??= new RegisterInput();
        _form = new AccountForm(Input);
    }

    private async Task RegisterAsync()
    {
        var outcome = await Verb.RunAsync(new Registration(Input.Name!, Input.Organisation!, Input.Email!, Input.Password!, LocalPath.IsLocal(ReturnUrl) ? ReturnUrl : null), Http.RequestAborted);
        if (outcome.IsDone)
        {
            Navigation.NavigateTo("/account/check-mail");
        }
        else
        {
            _form.Refuse(outcome.Refusal.Field ?? nameof(Input.Email), outcome.Refusal.Sentence);
        }
    }
}
