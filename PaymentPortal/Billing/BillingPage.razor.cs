using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Billing;

public sealed partial class BillingPage
{
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _changes;
    private BillingView? _view;
    private bool _failed;

    [Inject] private BillingQueries Queries { get; set; } = default!;
    [Inject] private ChangeSignal Changes { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private IOptions<SellerOptions> Seller { get; set; } = default!;
    [Inject] private ILogger<BillingPage> Logger { get; set; } = default!;

    [SupplyParameterFromQuery] private string? Notice { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _changes = Changes.Subscribe(() => _ = InvokeAsync(ReadAsync));
        }
    }

    private async Task ReadAsync()
    {
        if (_gone.IsCancellationRequested)
        {
            return;
        }

        try
        {
            var user = (await Authentication.GetAuthenticationStateAsync()).User.UserId();
            _view = user is { } userId ? await Queries.OfUserAsync(userId, _gone.Token) : null;
            _failed = false;
            if (_view is null)
            {
                Navigation.NotFound();
                return;
            }

            StateHasChanged();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Logger.LogError(error, "The billing page could not be read");
            _failed = true;
            StateHasChanged();
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _changes?.Dispose();
        _gone.Dispose();
    }
}
