using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using PaymentPortal.Accounts;
using PaymentPortal.Documents;
using PaymentPortal.Shared;

namespace PaymentPortal.Billing;

public sealed partial class DetailsPage
{
    /// <summary>Far more than a field takes, which is said in a sentence, and as much as one message of the circuit holds in any script.</summary>
    private const int MostTyped = 10_000;

    private readonly CancellationTokenSource _left = new();
    private BillingParty? _party;
    private EditContext? _context;
    private ValidationMessageStore? _faults;
    private Refusal? _refusal;
    private bool _saved;
    private bool _busy;

    [Inject] private SaveBillingParty Save { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    private string Example => TaxIdKinds.All.FirstOrDefault(k => k.Type == _party?.TaxIdType) is { } kind ? $"It stands on your invoices. An example: {kind.Example}." : "It stands on your invoices.";

    private string Boxes => NotoSans.Lacking($"{_party!.Name}{_party.Line1}{_party.City}{_party.PostalCode}{_party.State}");

    // What is typed must not be overtaken by a second reading: only the interactive page asks Stripe.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await ReadAsync();
            StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        var user = (await Authentication.GetAuthenticationStateAsync()).User.UserId();
        var read = await Save.ReadAsync(user ?? Guid.Empty, _left.Token);
        _refusal = read.Refusal;
        if (read.IsDone)
        {
            _party = read.Value;
            _context = new EditContext(_party);
            _faults = new ValidationMessageStore(_context);
            _context.OnFieldChanged += (_, change) =>
            {
                _faults.Clear(change.FieldIdentifier);
                if (change.FieldIdentifier.FieldName == nameof(BillingParty.Country) && Regions.Has(_party.Country ?? "") && !Regions.Knows(_party.Country!, _party.State ?? ""))
                {
                    _party.State = "";
                }

                _saved = false;
                StateHasChanged();
            };
        }
    }

    private async Task SaveAsync()
    {
        if (_busy || _party is null)
        {
            return;
        }

        _faults!.Clear();
        (_busy, _saved, _refusal) = (true, false, null);
        try
        {
            var faults = _party.Faults();
            if (faults.Count == 0)
            {
                var user = (await Authentication.GetAuthenticationStateAsync()).User.UserId();
                var saved = await Save.RunAsync(user ?? Guid.Empty, _party, _left.Token);
                _refusal = saved.Refusal;
                _saved = saved.IsDone;
                faults = saved.Refusal is { Field: not null } refused ? [refused] : [];
            }

            foreach (var fault in faults)
            {
                _faults.Add(_context!.Field(fault.Field!), fault.Sentence);
            }

            _context!.NotifyValidationStateChanged();
        }
        finally
        {
            _busy = false;
        }
    }

    private string? Fault(string field) => _context!.GetValidationMessages(_context.Field(field)).FirstOrDefault();

    private string? Invalid(string field) => Fault(field) is null ? null : "true";

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }
}
