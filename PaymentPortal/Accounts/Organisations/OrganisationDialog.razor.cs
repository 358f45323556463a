using Microsoft.AspNetCore.Components;
using PaymentPortal.Shared;

namespace PaymentPortal.Accounts.Organisations;

public sealed partial class OrganisationDialog
{
    private string _text = "";
    private MembershipRole _role;
    private Refusal? _refusal;
    private ElementReference _input;
    private bool _turnsToField;

    [Inject] private InviteMember Invite { get; set; } = default!;
    [Inject] private WithdrawInvitation Withdraw { get; set; } = default!;
    [Inject] private ChangeRole Change { get; set; } = default!;
    [Inject] private TransferOwnership Transfer { get; set; } = default!;
    [Inject] private RemoveMember Remove { get; set; } = default!;
    [Inject] private RenameOrganisation Rename { get; set; } = default!;
    [Inject] private OpenOrganisation Open { get; set; } = default!;

    [Parameter, EditorRequired] public Asked Asked { get; set; } = default!;
    [Parameter, EditorRequired] public OrganisationView? Organisation { get; set; }
    [Parameter, EditorRequired] public Guid UserId { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [Parameter] public EventCallback OnCancel { get; set; }

    /// <summary>The field that is typed into, as refusals name it.</summary>
    private string? Field => Asked.Question switch
    {
        Question.Invite => "Email",
        Question.Rename or Question.Open => "Name",
        _ => null,
    };

    private string? Fault => _refusal is { Field: not null } && _refusal.Field == Field ? _refusal.Sentence : null;

    private string Member => Asked.Member?.Name ?? "";

    private (string Title, string Consequence, string Action, string Done) Words => Asked.Question switch
    {
        Question.Open => ("Open an organisation", "", "Open organisation", $"{_text.Trim()} is open, and you act for it now."),
        Question.Invite => ("Invite somebody", "", "Send invitation", $"The invitation to {_text.Trim()} is on its way."),
        Question.Rename => ("Rename the organisation", "", "Save name", "The name is saved."),
        Question.Leave => ($"Leave {Organisation?.Name}?", $"You lose access to what {Organisation?.Name} bought. Only an owner can invite you again.", "Leave organisation", "You have left the organisation."),
        Question.Remove => ($"Remove {Member}?", $"{Member} loses access to what {Organisation?.Name} bought" + (Asked.Member!.HasSeat ? ", and the seat is free again." : "."), "Remove member", $"{Member} is removed."),
        Question.ChangeRole => ($"Role of {Member}", "", "Save role", $"{Member} has the role {RoleText.Of(_role)} now."),
        Question.Transfer => ($"Transfer the ownership to {Member}?", $"{Member} becomes the owner of {Organisation?.Name}. You keep the billing role, and cannot take the ownership back yourself.", "Transfer ownership", $"{Member} is the owner now."),
        Question.Withdraw => ("Withdraw the invitation?", $"The link that {Asked.Invitation!.Email} was sent stops working.", "Withdraw invitation", "The invitation is withdrawn."),
        _ => throw new InvalidOperationException($"Nothing is asked by {Asked.Question}."),
    };

    protected override void OnInitialized()
    {
        _text = Asked.Question == Question.Rename ? Organisation!.Name : "";
        _role = Asked.Member?.Role ?? MembershipRole.Member;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_turnsToField)
        {
            _turnsToField = false;
            await _input.FocusAsync();
        }
    }

    private async Task<Outcome> RunAsync()
    {
        var outcome = await AskAsync();
        _refusal = outcome.Refusal;
        _turnsToField = Fault is not null;
        StateHasChanged();
        return outcome;
    }

    private async Task<Outcome> AskAsync()
    {
        if (Asked.Question == Question.Open)
        {
            return (await Open.RunAsync(UserId, _text, CancellationToken.None)).Refusal is { } refusal ? refusal : Outcome.Done;
        }

        var id = Organisation!.Id;
        return Asked.Question switch
        {
            Question.Invite => await Invite.RunAsync(UserId, id, _text, _role, CancellationToken.None),
            Question.Rename => await Rename.RunAsync(UserId, id, _text, CancellationToken.None),
            Question.Leave => await Remove.RunAsync(UserId, id, UserId, CancellationToken.None),
            Question.Remove => await Remove.RunAsync(UserId, id, Asked.Member!.UserId, CancellationToken.None),
            Question.ChangeRole => await Change.RunAsync(UserId, id, Asked.Member!.UserId, _role, CancellationToken.None),
            Question.Transfer => await Transfer.RunAsync(UserId, id, Asked.Member!.UserId, CancellationToken.None),
            _ => await Withdraw.RunAsync(UserId, id, Asked.Invitation!.Id, CancellationToken.None),
        };
    }
}
