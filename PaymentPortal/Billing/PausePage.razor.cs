using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

public sealed partial class PausePage
{
    private DateOnly? _until;
    private Refusal? _refusal;
    private bool _busy;
    private IReadOnlyList<RunningDiscount> _discounts = [];

    [Inject] private BillingQueries Queries { get; set; } = default!;
    [Inject] private NextInvoice Next { get; set; } = default!;
    [Inject] private PauseSubscription Pause { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private DateOnly Latest => Today.AddDays(Retention.Value.LongestPauseDays);

    private bool CanPause => _refusal?.Field is null && _until > Today;

    private DateOnly Today => Zone.DayOf(Time.GetUtcNow());

    private string Name => BillingWords.Name(Catalogue, Value!.Current!.Subscription);

    protected override void Missing() => LeaveForOrganisation();

    protected override async Task<BillingView?> ReadAsync(CancellationToken cancellationToken)
    {
        var user = await UserAsync();
        var view = await Queries.OfUserAsync(user, cancellationToken);
        if (view?.Current is { } current)
        {
            _discounts = (await Next.RunAsync(user, current.Subscription.Id, cancellationToken)).Value?.Discounts ?? [];
        }

        return view;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<Guid> UserAsync() => (await Authentication.GetAuthenticationStateAsync()).User.UserId()!.Value;

    private void Type(DateOnly? typed)
    {
        _refusal = typed is not { } day ? new Refusal("until", "Choose a day.", "until")
            : day <= Today ? new Refusal("until", "Choose a day after today.", "until")
            : day > Latest ? new Refusal("until", $"A plan can be paused until {Latest.ToString("d MMM yyyy", CultureInfo.InvariantCulture)} at most.", "until")
            : null;
        _until = typed;
    }

    /// <summary>Which payments the pause saves.</summary>
    private string Skipped(Subscription plan, DateTimeOffset firstRenewal, DateOnly until)
    {
        var item = plan.PlanItem ?? plan.Items[0];
        var (count, next, saved) = (0, firstRenewal, Money.Zero(item.UnitAmount.Currency));
        while (Zone.DayOf(next) < until)
        {
            count++;
            saved += Price(item, next);
            next = item.Interval == BillingInterval.Year ? firstRenewal.AddYears(count * item.IntervalCount) : firstRenewal.AddMonths(count * item.IntervalCount);
        }

        var paid = Zone.DayOf(firstRenewal).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        return count == 0
            ? $" No payment falls into this time: it is paid until {paid} and can be used all along."
            : $" It is paid until {paid} and can be used until then; afterwards it rests. You save {(count == 1 ? "one payment of" : $"{count} payments, together")} {MoneyFormat.Text(saved)}{BeforeTax(item)}. When it goes on, a new period begins and is paid: {MoneyFormat.Text(Price(item, Zone.StartOf(until)))}{BeforeTax(item)}.";
    }

    private static string BeforeTax(SubscriptionItem item) => item.TaxInclusive ? "" : " before tax";

    /// <summary>What a payment of that day comes to, with the discounts that last so long.</summary>
    private Money Price(SubscriptionItem item, DateTimeOffset at) => RunningDiscount.Reduced(item.UnitAmount * item.Quantity, _discounts.Where(d => d.Forever || d.Until > at));

    private async Task PauseAsync()
    {
        if (_busy || _until is not { } until)
        {
            return;
        }

        _busy = true;
        try
        {
            _refusal = (await Pause.RunAsync(await UserAsync(), Value!.Current!.Subscription.Id, until, CancellationToken.None)).Refusal;
            if (_refusal is null)
            {
                Navigation.NavigateTo("/billing");
            }
        }
        finally
        {
            _busy = false;
        }
    }
}
