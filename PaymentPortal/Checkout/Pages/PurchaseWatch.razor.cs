using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Pages;

public sealed partial class PurchaseWatch
{
    private static readonly TimeSpan AskStripeAfter = TimeSpan.FromSeconds(4);
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _changes;
    private ITimer? _timer;
    private Purchase? _purchase;
    private PurchaseProgress? _progress;

    [Parameter, EditorRequired] public Guid Id { get; set; }

    [Parameter, EditorRequired] public string Plan { get; set; } = "";

    [Inject] private PurchaseQueries Purchases { get; set; } = default!;
    [Inject] private CheckPurchase Check { get; set; } = default!;
    [Inject] private ChangeSignal Changes { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication.GetAuthenticationStateAsync()).User.UserId();
        _purchase = user is { } userId ? await Purchases.OfUserAsync(PurchaseId.From(Id), userId, _gone.Token) : null;
        await ReadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _changes = Changes.Subscribe(() => _ = InvokeAsync(ReadAsync));
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(AskAsync), null, AskStripeAfter, AskStripeAfter);
            _ = InvokeAsync(ReadAsync);
        }
    }

    private async Task AskAsync()
    {
        if (_purchase is not null && _progress?.Stage == PurchaseStage.Processing && !_gone.IsCancellationRequested)
        {
            await Check.RunAsync(_purchase, _gone.Token);
        }
    }

    private async Task ReadAsync()
    {
        if (_purchase is null || _progress?.Stage == PurchaseStage.Paid || _gone.IsCancellationRequested)
        {
            return;
        }

        _progress = await Purchases.ProgressAsync(_purchase, _gone.Token);
        StateHasChanged();
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
