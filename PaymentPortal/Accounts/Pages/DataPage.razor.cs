using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts.PersonalData;

namespace PaymentPortal.Accounts.Pages;

public sealed partial class DataPage
{
    private AccountForm _form = default!;
    private User _user = default!;
    private IReadOnlyList<ErasureHindrance> _hindrances = [];
    private IReadOnlyList<string> _lost = [];
    private int _organisations;
    private int _invoices;

    [Inject] private SignInManager<User> SignIn { get; set; } = default!;
    [Inject] private EraseAccount Verb { get; set; } = default!;
    [Inject] private LostCredit Lost { get; set; } = default!;
    [Inject] private PortalDbContext Context { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private IOptions<PersonalDataOptions> Kept { get; set; } = default!;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;
    [SupplyParameterFromQuery] private string? Saved { get; set; }
    [SupplyParameterFromForm(FormName = "erase")] private EraseInput Input { get; set; } = default!;

    private string Organisations => _organisations switch { 0 => "organisations", 1 => "your organisation", _ => $"{_organisations} organisations" };

    private string Invoices => _invoices switch { 0 => "Invoices, if there are any", 1 => "1 invoice", _ => $"{_invoices} invoices" };

    private string Addresses => Kept.Value.AddressDays == 1 ? "a day" : $"{Kept.Value.AddressDays} days";

    protected override async Task OnInitializedAsync()
    {
        Input ??= new EraseInput();
        _form = new AccountForm(Input);
        _user = await SignIn.OwnAsync(Http, Navigation);
        _hindrances = await ErasureQueries.HindrancesAsync(Context, _user.Id, Http.RequestAborted);
        _lost = _hindrances.Count > 0 ? [] : await Lost.OfAsync(Context, _user.Id, Http.RequestAborted);
        _organisations = await Context.Memberships.CountAsync(m => m.UserId == _user.Id, Http.RequestAborted);
        _invoices = await Context.Invoices.CountAsync(
            i => i.Status != "draft" && Context.Memberships.Any(m => m.UserId == _user.Id && m.Role == MembershipRole.Owner && m.OrganisationId == i.OrganisationId), Http.RequestAborted);
    }

    private async Task EraseAsync()
    {
        var outcome = await Verb.RunAsync(_user.Id, Input.Address, Input.Password, Http.RequestAborted);
        if (outcome.IsDone)
        {
            await SignIn.SignOutAsync();
            Navigation.NavigateTo(AccountLinks.SignIn + "?after=erased");
        }
        else
        {
            _form.Refuse(outcome.Refusal.Field ?? nameof(Input.Address), outcome.Refusal.Sentence);
        }
    }
}
