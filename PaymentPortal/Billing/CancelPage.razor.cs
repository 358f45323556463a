using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

public sealed partial class CancelPage
{
    private CancelPreview? _preview;
    private Refusal? _refusal;
    private string? _feedback;
    private string? _comment;
    private bool _confirming;
    private bool _failed;
    private bool _busy;
    private bool _now;
    private bool _moveFocus;
    private ElementReference _ask;
    private ElementReference _end;

    [CascadingParameter] private TimeZoneInfo? ReportingZone { get; set; }

    [Inject] private BillingQueries Queries { get; set; } = default!;
    [Inject] private PreviewCancel Previews { get; set; } = default!;
    [Inject] private CancelSubscription Cancel { get; set; } = default!;
    [Inject] private TakeDiscount Discount { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private ILogger<CancelPage> Logger { get; set; } = default!;

    private Subscription Plan => _preview!.Subscription;

    private bool InTrial => Plan.Status == "trialing";

    private string Name => BillingWords.Name(Catalogue, Plan);

    private Money Nothing => Money.Zero(Plan.Items[0].UnitAmount.Currency);

    private Money Credit => _preview?.Final?.Credit ?? Nothing;

    /// <summary>What is paid per interval while the discounts last.</summary>
    private Money Price(SubscriptionItem item) => RunningDiscount.Reduced(item.UnitAmount * item.Quantity, _preview!.Discounts);

    private string Percent => Retention.Value.PercentText;

    /// <summary>The discount is over before a second payment falls into it.</summary>
    private bool IsForOnePayment(SubscriptionItem item) => (item.Interval switch { BillingInterval.Year => 12, BillingInterval.Month => 1, _ => 0 }) * item.IntervalCount >= Retention.Value.DiscountMonths;

    private IReadOnlyList<RetentionOffer> Offers => _feedback is not null && _preview!.Offers.TryGetValue(_feedback, out var offers) ? offers : [];

    protected override Task OnInitializedAsync() => RendererInfo.IsInteractive ? ReadAsync() : Task.CompletedTask;

    private async Task ReadAsync()
    {
        try
        {
            var user = await UserAsync();
            var current = (await Queries.OfUserAsync(user, CancellationToken.None))?.Current;
            if (current is null)
            {
                _refusal = new Refusal("none", "No plan is running. Nothing more is charged.");
                return;
            }

            var outcome = await Previews.RunAsync(user, current.Subscription.Id, CancellationToken.None);
            (_preview, _refusal, _failed) = (outcome.Value, outcome.Refusal, false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Logger.LogError(error, "What a cancellation means could not be read");
            _failed = true;
        }
    }

    private async Task<Guid> UserAsync() => (await Authentication.GetAuthenticationStateAsync()).User.UserId()!.Value;

    private string Day(DateTimeOffset instant) => BillingWords.Day(instant, ReportingZone ?? TimeZoneInfo.Utc);

    private void Ask(bool asks) => (_confirming, _moveFocus) = (asks, true);

    /// <summary>The button that was pressed is gone: whoever uses the keyboard goes on at the one that takes its place.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_moveFocus)
        {
            _moveFocus = false;
            await (_confirming ? _end : _ask).FocusAsync();
        }
    }

    private Task CancelAsync(bool atOnce)
    {
        _now = atOnce;
        return RunAsync((user, id, cancellation) => Cancel.RunAsync(user, id, atOnce, _feedback, _comment, cancellation), "/billing");
    }

    private Task StayAsync() => RunAsync(Discount.RunAsync, "/billing?notice=stays");

    private async Task RunAsync(Func<Guid, string, CancellationToken, Task<Outcome>> command, string then)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var refusal = (await command(await UserAsync(), Plan.Id, CancellationToken.None)).Refusal;
            if (refusal is null)
            {
                Navigation.NavigateTo(then);
                return;
            }

            if (refusal.Code == CancelSubscription.Outdated)
            {
                _confirming = false;
                await ReadAsync();
            }

            _refusal ??= refusal;
        }
        finally
        {
            _busy = false;
        }
    }
}
