using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Shared;
using PaymentPortal.Shared.Components;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

public sealed partial class PlanCard
{
    private Refusal? _refusal;
    private bool _busy;
    private bool _moveFocus;
    private ElementReference _head;

    [Parameter, EditorRequired] public PlanView Plan { get; set; } = default!;

    /// <summary>The reader may change what is paid.</summary>
    [Parameter] public bool MayDecide { get; set; }

    /// <summary>Nothing runs, so that this plan can be had again.</summary>
    [Parameter] public bool CanComeBack { get; set; }

    /// <summary>What is open waits for somebody to confirm it to his bank.</summary>
    [Parameter] public bool AskedByBank { get; set; }

    /// <summary>Until when it can be used though a payment failed; null where none did.</summary>
    [Parameter] public DateTimeOffset? GraceUntil { get; set; }

    /// <summary>What is paid next; null while it is not known.</summary>
    [Parameter] public NextPayment? Next { get; set; }

    [Parameter] public EventCallback OnDone { get; set; }

    [CascadingParameter] private TimeZoneInfo? ReportingZone { get; set; }

    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;
    [Inject] private KeepSubscription Keeping { get; set; } = default!;
    [Inject] private ResumeSubscription Resuming { get; set; } = default!;
    [Inject] private WithdrawChange Withdrawing { get; set; } = default!;

    private Subscription Subscription => Plan.Subscription;

    private TimeZoneInfo Zone => ReportingZone ?? TimeZoneInfo.Utc;

    private string Name => BillingWords.Name(Catalogue, Subscription);

    private (string State, string? Word, Tone? Tone) Badge => BillingWords.Badge(Subscription, Zone);

    /// <summary>What the plan is paid by has failed, and something is open.</summary>
    private bool Owes => Subscription.Status is "past_due" or "unpaid";

    private string? Busy => _busy ? "true" : null;

    private IReadOnlyList<RunningDiscount> Discounts => Next?.Discounts ?? [];

    /// <summary>What going on now costs, as Stripe tells it; what the plan costs, until it has.</summary>
    private string Resumption(SubscriptionItem item) => Next?.Resumed switch
    {
        null => $"{MoneyFormat.Text(WithDiscounts(item))}{(item.TaxInclusive ? "" : " before tax")} is charged at once",
        { Due: { IsZero: false } due } => $"{MoneyFormat.Text(due)} is charged at once",
        { Balance.MinorUnits: < 0 } => "your credit pays it, and nothing is charged",
        _ => "nothing is charged for it",
    };

    /// <summary>Those that last until the next payment.</summary>
    private IReadOnlyList<RunningDiscount> Reaching => [.. Discounts.Where(discount => discount.Reaches(Subscription.CurrentPeriodEnd))];

    /// <summary>What is paid per interval while all discounts last.</summary>
    private Money WithDiscounts(SubscriptionItem item) => RunningDiscount.Reduced(item.UnitAmount * item.Quantity, Discounts);

    private static string Discounted(SubscriptionItem item) =>
        item is { Metered: false } && item.RecurringAmount != item.UnitAmount * item.Quantity ? $"; {MoneyFormat.Text(item.RecurringAmount)} after your discount" : "";

    private async Task RunAsync(Func<Guid, string, CancellationToken, Task<Outcome>> command)
    {
        if (_busy)
        {
            return;
        }

        _busy = true;
        try
        {
            var user = (await Authentication.GetAuthenticationStateAsync()).User.UserId()!.Value;
            _refusal = (await command(user, Subscription.Id, CancellationToken.None)).Refusal;
            _moveFocus = _refusal is null;
            await OnDone.InvokeAsync();
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>The button that was pressed is gone: whoever uses the keyboard goes on at the plan that it changed.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_moveFocus && !_busy)
        {
            _moveFocus = false;
            await _head.FocusAsync();
        }
    }
}
