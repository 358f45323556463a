using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Documents;
using PaymentPortal.Invoices;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Pages;

public sealed partial class PurchaseWatch
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _gone = new();
    private IDisposable? _changes;
    private ITimer? _timer;
    private TimeSpan _wait = FirstWait;
    private Purchase? _purchase;
    private Invoice? _invoice;
    private InvoiceDocument? _document;
    private MoneyOnItsWay? _onItsWay;
    private ReturnedDebit? _returned;
    private Uri? _verifiedAt;
    private bool _asksBuyer;
    private bool _isUnpaid;

    [Parameter, EditorRequired] public Guid Id { get; set; }

    [Parameter, EditorRequired] public string Bought { get; set; } = "";

    /// <summary>Somebody wanted to buy it once more.</summary>
    [Parameter] public bool Again { get; set; }

    /// <summary>How long the trial is that is charged when it is over, in days; 0 without one.</summary>
    [Parameter] public int ChargedAfterDays { get; set; }

    [Inject] private MoneyOnItsWayQueries Money { get; set; } = default!;
    [Inject] private ReportingZone Zone { get; set; } = default!;
    [Inject] private PurchaseQueries Purchases { get; set; } = default!;
    [Inject] private InvoiceQueries Invoices { get; set; } = default!;
    [Inject] private InvoiceDocuments Documents { get; set; } = default!;
    [Inject] private CheckPurchase Check { get; set; } = default!;
    [Inject] private ChangeSignal Changes { get; set; } = default!;
    [Inject] private TimeProvider Time { get; set; } = default!;
    [Inject] private Catalogue Catalogue { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;

    private WatchedStage Stage => _purchase switch
    {
        { State: PurchaseState.Paid } => WatchedStage.Paid,
        _ when _onItsWay is not null => WatchedStage.OnItsWay,
        _ when _verifiedAt is not null => WatchedStage.ToVerify,
        _ when _asksBuyer => WatchedStage.ToConfirm,
        _ when _isUnpaid => WatchedStage.Unpaid,
        _ => WatchedStage.Processing,
    };

    /// <summary>Beside the plan stands something else.</summary>
    private bool HasMore => _purchase is { SubscriptionId: not null, Lines.Count: > 1 };

    /// <summary>What became of a total for which nobody was charged.</summary>
    private string WithoutCharge => _document switch
    {
        { CarriedOver: { } rest, AppliedBalance: var applied } =>
            $"{(applied is { MinorUnits: < 0 } credit ? $"Your credit paid {MoneyFormat.Text(-credit)}. " : "")}{MoneyFormat.Text(rest)} is too little to be charged now and goes on your next invoice. Nothing was charged.",
        { AppliedBalance.MinorUnits: < 0 } => "Your credit paid it, and nothing was charged.",
        _ => "Nothing was charged.",
    };

    private DateOnly? FirstCharge => ChargedAfterDays > 0 && _purchase?.PaidAt is { } begun ? Zone.DayOf(begun.AddDays(ChargedAfterDays)) : null;

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _changes = Changes.Subscribe(() => _ = InvokeAsync(ReadAsync));
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(AskAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private void Withdrawn() => Navigation.NavigateTo(Cart.Of(_purchase!, Catalogue)?.Plan is not null ? "/pricing?notice=withdrawn" : "/billing?notice=withdrawn", forceLoad: true);

    /// <summary>Asks Stripe where its event lets wait for itself, after 4, 8, 16 ... seconds and then every minute: what takes longer is not made faster by asking.</summary>
    private async Task AskAsync()
    {
        try
        {
            await ReadAsync();
            if (_purchase is not null && Stage is WatchedStage.Processing or WatchedStage.ToVerify or WatchedStage.ToConfirm && !_gone.IsCancellationRequested)
            {
                var standing = await Check.RunAsync(_purchase, _gone.Token);
                (_isUnpaid, _verifiedAt, _asksBuyer) = (!standing.IsUnderWay, standing.VerifiedAt, standing.AsksBuyer);
                StateHasChanged();
            }
        }
        finally
        {
            if (!_gone.IsCancellationRequested)
            {
                _timer?.Change(_wait, Timeout.InfiniteTimeSpan);
                _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
            }
        }
    }

    private async Task ReadAsync()
    {
        if (!_gone.IsCancellationRequested && _invoice is null && (await Authentication.GetAuthenticationStateAsync()).User.UserId() is { } user)
        {
            _purchase = await Purchases.OfUserAsync(PurchaseId.From(Id), user, _gone.Token);
            _onItsWay = _purchase?.PaymentId is { } paymentId ? await Money.OfPaymentAsync(paymentId, _gone.Token) : null;
            _returned = _purchase?.PaymentId is { } tried ? await Money.ReturnedAsync(tried, _gone.Token) : null;
            if (Stage == WatchedStage.Paid && _purchase?.InvoiceId is { } invoiceId)
            {
                // The invoice's own event may come after the subscription's.
                var invoice = await Invoices.OfUserAsync(invoiceId, user, _gone.Token);
                if (invoice is not null && _purchase.AmountMinorUnits == 0 && await Documents.EnsureAsync(invoiceId, _gone.Token) is { IsDone: true } file)
                {
                    _document = InvoiceDocument.FromJson(file.Value.Content);
                }

                _invoice = invoice;
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
    OnItsWay,
    ToVerify,
    ToConfirm,
    Paid,
    Unpaid,
}
