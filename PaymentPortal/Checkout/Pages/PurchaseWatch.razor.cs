using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Invoices;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Pages;

public sealed partial class PurchaseWatch
{
    private static readonly TimeSpan AskStripeEvery = TimeSpan.FromSeconds(4);
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _changes;
    private ITimer? _timer;
    private Purchase? _purchase;
    private Invoice? _invoice;
    private bool _isUnpaid;

    [Parameter, EditorRequired] public Guid Id { get; set; }

    [Parameter, EditorRequired] public string Plan { get; set; } = "";

    [Inject] private PurchaseQueries Purchases { get; set; } = default!;
    [Inject] private InvoiceQueries Invoices { get; set; } = default!;
    [Inject] private CheckPurchase Check { get; set; } = default!;
    [Inject] private ChangeSignal Changes { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    private WatchedStage Stage => _purchase switch
    {
        { State: PurchaseState.Paid } => WatchedStage.Paid,
        _ when _isUnpaid => WatchedStage.Unpaid,
        _ => WatchedStage.Processing,
    };

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _changes = Changes.Subscribe(() => _ = InvokeAsync(ReadAsync));
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(AskAsync), null, TimeSpan.Zero, AskStripeEvery);
        }
    }

    private async Task AskAsync()
    {
        await ReadAsync();
        if (_purchase is not null && Stage == WatchedStage.Processing && !_gone.IsCancellationRequested)
        {
            _isUnpaid = !await Check.RunAsync(_purchase, _gone.Token);
            StateHasChanged();
        }
    }

    private async Task ReadAsync()
    {
        if (!_gone.IsCancellationRequested && _invoice is null && (await Authentication.GetAuthenticationStateAsync()).User.UserId() is { } user)
        {
            _purchase = await Purchases.OfUserAsync(PurchaseId.From(Id), user, _gone.Token);
            if (Stage == WatchedStage.Paid && _purchase?.InvoiceId is { } invoiceId)
            {
                // The invoice's own event may come after the subscription's.
                _invoice = await Invoices.OfUserAsync(invoiceId, user, _gone.Token);
            }

            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _changes?.Dispose();
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        _gone.Dispose();
    }
}

/// <summary>What the buyer sees after paying.</summary>
internal enum WatchedStage
{
    Processing,
    Paid,
    Unpaid,
}
