using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.Sessions;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

public sealed partial class ChangePage
{
    private string _plan = "";
    private BillingInterval _interval;
    private long _seats = 1;
    private string _seatsText = "1";
    private string? _seatsError;
    private bool _chosen;
    private int _question;
    private bool _asking;
    private bool _busy;
    private bool _leaves;
    private ChangePreview? _preview;
    private ChangeResult? _result;
    private ChangeResult? _shown;
    private ElementReference _told;
    private Refusal? _refusal;

    /// <summary>What was confirmed without an answer that it is done: Stripe may have done it all the same.</summary>
    private ChangeOrder? _unanswered;

    [SupplyParameterFromQuery(Name = "plan")] private string? Wished { get; set; }

    [SupplyParameterFromQuery(Name = "interval")] private string? WishedInterval { get; set; }

    [SupplyParameterFromQuery(Name = "seats")] private string? WishedSeats { get; set; }

    [CascadingParameter] private TimeZoneInfo? ReportingZone { get; set; }

    [Inject] private BillingQueries Queries { get; set; } = default!;
    [Inject] private PreviewChange Previews { get; set; } = default!;
    [Inject] private ConfirmChange Change { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;
    [Inject] private IJSRuntime Script { get; set; } = default!;

    private PlanView? Running => Value?.Current;

    private SubscriptionItem? Item => Running?.Subscription.PlanItem;

    private IReadOnlyList<PlanPrice> Offers => Item is { } item ? [.. Catalogue.PlanPrices.Where(p => p.Amount.Currency == item.UnitAmount.Currency)] : [];

    private string LookupKey => Offers.First(o => o.Plan.Code == _plan && o.Interval == _interval).LookupKey;

    /// <summary>Where another way to pay is added, and from where one comes back to this choice.</summary>
    private string AddCard => $"/billing/payment-methods/add?then={Uri.EscapeDataString($"{CardPage.Change}?plan={_plan}&interval={(_interval == BillingInterval.Month ? "month" : "year")}&seats={_seats.ToString(CultureInfo.InvariantCulture)}")}";

    /// <summary>What is chosen for this plan, coming by this link.</summary>
    private string Draft => $"change {Running!.Subscription.Id} {Wished} {WishedInterval} {WishedSeats}";

    private bool IsChanged => Item is { } item && _plan.Length > 0 && (LookupKey != item.LookupKey || _seats != item.Quantity);

    private bool IsPlanned => Running?.Coming is { WaitsForPayment: false, Price: { } price } coming && (price.LookupKey, coming.Quantity) == (LookupKey, _seats);

    private bool AsksBank => Running?.Subscription.LatestInvoiceId is { } invoice && Value!.AskedByBank.Contains(invoice);

    private string ResultText => _result switch
    {
        ChangeResult.Scheduled => $"Done. It changes on {BillingWords.Day(Running?.Coming?.At ?? _preview!.ThenAt, ReportingZone ?? TimeZoneInfo.Utc)}; until then everything stays as it is, and you can withdraw it.",
        ChangeResult.Unpaid when AsksBank => "Your bank asks you to confirm the payment. Until then your plan stays as it was and nothing is charged; the change comes as soon as it is paid.",
        ChangeResult.Unpaid => "The payment did not go through. Your plan stays as it was and nothing was charged; the change comes as soon as it is paid.",
        _ => "Done. What you chose is yours now.",
    };

    protected override void Missing() => LeaveForOrganisation();

    protected override async Task<BillingView?> ReadAsync(CancellationToken cancellationToken) => await Queries.OfUserAsync(await UserAsync(), cancellationToken);

    protected override void OnRead(BillingView? before, BillingView now)
    {
        if (_unanswered is { } order && BecameOf(order, now.Current) is { } became)
        {
            (_result, _refusal, _unanswered) = (became, null, null);
        }

        if (_chosen || now.Current?.Subscription.PlanItem is not { } item || Catalogue.Find(item.LookupKey) is not { } current)
        {
            return;
        }

        _chosen = true;
        var wished = Catalogue.Plans.FirstOrDefault(p => p.Code == Wished)?.Code;
        (_plan, _interval) = (wished ?? current.Plan.Code, WishedInterval switch { "month" => BillingInterval.Month, "year" => BillingInterval.Year, _ => current.Interval });
        _seats = long.TryParse(WishedSeats, NumberStyles.None, CultureInfo.InvariantCulture, out var seats) && seats >= 1 && seats <= MostSeats ? seats : item.Quantity;
        _seatsText = _seats.ToString(CultureInfo.InvariantCulture);
        if ((_plan != current.Plan.Code || _interval != current.Interval || _seats != item.Quantity) && RendererInfo.IsInteractive)
        {
            _ = InvokeAsync(async () =>
            {
                // The answer that is being shown is set after this.
                await Task.Yield();
                await AskAsync();
            });
        }
    }

    /// <summary>What our tables say became of a change; null where they say nothing of it yet.</summary>
    private static ChangeResult? BecameOf(ChangeOrder order, PlanView? plan) => plan switch
    {
        { Subscription: { PlanItem: { } item, Id: var id } } when (id, item.LookupKey, item.Quantity) == (order.SubscriptionId, order.LookupKey, order.Seats) => ChangeResult.Done,
        { Coming: { Price: { } price, Quantity: var quantity } coming } when (price.LookupKey, quantity) == (order.LookupKey, order.Seats) => coming.WaitsForPayment ? ChangeResult.Unpaid : ChangeResult.Scheduled,
        _ => null,
    };

    /// <summary>What the chosen plan is sold with.</summary>
    private int MostSeats => Catalogue.Plans.FirstOrDefault(p => p.Code == _plan)?.MaxSeats ?? 1;

    private bool IsCurrent(PlanPrice offer) => Catalogue.Find(Item?.LookupKey)?.Plan.Code == offer.Plan.Code;

    private async Task<Guid> UserAsync() => (await Authentication.GetAuthenticationStateAsync()).User.UserId()!.Value;

    private Task TypeSeatsAsync(string? typed)
    {
        _seatsText = typed ?? "";
        if (!long.TryParse(_seatsText, NumberStyles.None, CultureInfo.InvariantCulture, out var seats) || seats < 1 || seats > MostSeats)
        {
            _question++;
            (_preview, _refusal, _asking) = (null, new Refusal("seats", "The exact amounts stand here as soon as the number of seats is right.", "seats"), false);
            _seatsError = $"Choose between 1 and {MostSeats} seats.";
            return Task.CompletedTask;
        }

        return ChooseAsync(_plan, _interval, seats);
    }

    private Task ChooseAsync(string plan, BillingInterval interval, long seats)
    {
        if ((plan, interval, seats, _seatsError) == (_plan, _interval, _seats, null))
        {
            return Task.CompletedTask;
        }

        (_plan, _interval, _seats, _seatsError, _result, _unanswered) = (plan, interval, seats, null, null, null);
        _seatsText = seats.ToString(CultureInfo.InvariantCulture);
        return AskAsync();
    }

    /// <summary>Computes the amounts for what is chosen; an answer that was overtaken by another choice is dropped.</summary>
    private async Task AskAsync()
    {
        var question = ++_question;
        (_preview, _refusal) = (null, null);
        if (!IsChanged || IsPlanned || Running is not { } plan)
        {
            _asking = false;
            return;
        }

        _asking = true;
        StateHasChanged();
        var outcome = await Previews.RunAsync(await UserAsync(), plan.Subscription.Id, LookupKey, _seats, Left);
        if (question != _question)
        {
            return;
        }

        (_asking, _preview, _refusal) = (false, outcome.Value, outcome.Refusal);
        StateHasChanged();
    }

    /// <summary>The button that was pressed is gone: whoever uses the keyboard goes on at what became of it.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        var isNew = _result is not null && _shown is null;
        _shown = _result;
        if (isNew)
        {
            await _told.FocusAsync();
        }

        if (_result == ChangeResult.Unpaid && AsksBank && !_leaves)
        {
            // That page pays, and needs a load of its own; it has the bank ask at once for who comes from here.
            _leaves = true;
            await Script.InvokeVoidAsync("sessionStorage.setItem", "bank-asks", Running!.Subscription.LatestInvoiceId);
            Navigation.NavigateTo($"/billing/fix?invoice={Running!.Subscription.LatestInvoiceId}", forceLoad: true);
        }
    }

    private async Task ConfirmAsync()
    {
        if (_busy || _preview is not { } preview)
        {
            return;
        }

        _busy = true;
        _unanswered = preview.Order;
        try
        {
            var user = (await Authentication.GetAuthenticationStateAsync()).User;
            var outcome = await Change.RunAsync(user.UserId()!.Value, user.SessionId(), preview.Order, CancellationToken.None);
            if (outcome.IsDone)
            {
                (_result, _refusal, _unanswered) = (outcome.Value, null, null);
                await ReloadAsync();
            }
            else
            {
                var refusal = outcome.Refusal;
                if (refusal.Code == ChangePlan.AmountChanged)
                {
                    await ReloadAsync();
                    await AskAsync();
                }

                if (_result is null)
                {
                    _refusal = refusal;
                }
            }
        }
        finally
        {
            _busy = false;
        }
    }

    /// <summary>Until when the next price holds, where a discount ends later.</summary>
    private string DiscountEnds(ChangePreview preview)
    {
        var ends = preview.Discounts.Where(d => d.Until > preview.ThenAt).ToList();
        var stays = preview.Discounts.Where(d => d.Forever).ToList();
        return ends.Count == 0 || preview.Listed is not { } listed
            ? stays.Count == 0 ? "" : $" That counts {string.Join(", ", stays.Select(d => BillingWords.Discount(d, ReportingZone ?? TimeZoneInfo.Utc)))}."
            : $" That counts {string.Join(", ", ends.Select(d => BillingWords.Discount(d, ReportingZone ?? TimeZoneInfo.Utc)))}; afterwards it is {MoneyFormat.Text(RunningDiscount.Reduced(listed, preview.Discounts.Where(d => d.Forever)))} per {Intervals.Text(_interval, 1)}{(Running?.Subscription.PlanItem is { TaxInclusive: true } ? "" : " before tax")}.";
    }

    /// <summary>A discount that is in the amount for the rest of the period; null where there is none, or where it stands as a line of its own.</summary>
    private string? RestDiscount(ChangePreview preview, Forecast today)
    {
        var counted = preview.Discounts.Where(d => d.Forever || d.Until is not null).Select(d => BillingWords.Discount(d, ReportingZone ?? TimeZoneInfo.Utc)).ToList();
        return counted.Count > 0 && today.Discount.IsZero && today.Lines.Any(l => l is { IsUse: false, Amount.MinorUnits: > 0 })
            ? $"The rest of the period is charged with the discount: {string.Join(", ", counted)}."
            : null;
    }

    private string Sentence(ChangePreview preview)
    {
        var what = $"{Catalogue.Plans.First(p => p.Code == _plan).Name} with {BillingWords.Seats(_seats)}";
        var day = BillingWords.Day(preview.ThenAt, ReportingZone ?? TimeZoneInfo.Utc);
        return preview switch
        {
            { Order.Moment: ChangeMoment.Trial } => $"{what} is yours at once. Your trial goes on, and nothing is charged before it ends.",
            { Order.Moment: ChangeMoment.PeriodEnd } => $"Until {day} everything stays as it is: you have paid for it. Then it becomes {what}. Nothing is charged today.",
            { Today.Credit.IsZero: false } => $"{what} is yours at once. What you have not used is worth more: nothing is charged today, and the rest stays as credit.",
            { Order.Due.IsZero: true } => $"{what} is yours at once. Your credit pays it, and nothing is charged today.",
            _ => $"{what} is yours at once, as soon as {MoneyFormat.Text(preview.Order.Due)} is paid.",
        };
    }

    private static string Action(ChangePreview preview) => preview.Order switch
    {
        { Moment: ChangeMoment.PeriodEnd } => "Change at the end of the period",
        { Moment: ChangeMoment.Now, Due.IsZero: false } order => $"Change now and pay {MoneyFormat.Text(order.Due)}",
        _ => "Change now",
    };
}
