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

    [Inject] private BillingQueries Queries { get; set; } = default!;
    [Inject] private PauseSubscription Pause { get; set; } = default!;
    [Inject] private AuthenticationStateProvider Authentication { get; set; } = default!;
    [Inject] private NavigationManager Navigation { get; set; } = default!;

    private DateOnly Today => Zone.DayOf(Time.GetUtcNow());

    private string Name => BillingWords.Name(Catalogue, Value!.Current!.Subscription);

    protected override async Task<BillingView?> ReadAsync(CancellationToken cancellationToken) => await Queries.OfUserAsync(await UserAsync(), cancellationToken);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<Guid> UserAsync() => (await Authentication.GetAuthenticationStateAsync()).User.UserId()!.Value;

    private void Type(ChangeEventArgs typed)
    {
        (_until, _refusal) = DateOnly.TryParseExact(typed.Value?.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (day, day > Today ? null : new Refusal("until", "Choose a day after today.", "until"))
            : ((DateOnly?)null, new Refusal("until", "Choose a day.", "until"));
    }

    /// <summary>Which payments the pause saves.</summary>
    private string Skipped(Subscription plan, DateTimeOffset firstRenewal, DateOnly until)
    {
        var item = plan.PlanItem ?? plan.Items[0];
        var (count, next) = (0, firstRenewal);
        while (Zone.DayOf(next) < until)
        {
            count++;
            next = item.Interval == BillingInterval.Year ? firstRenewal.AddYears(count * item.IntervalCount) : firstRenewal.AddMonths(count * item.IntervalCount);
        }

        var paid = Zone.DayOf(firstRenewal).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        return count == 0
            ? $" No payment falls into this time: it is paid until {paid} and can be used all along."
            : $" It is paid until {paid} and can be used until then; afterwards it rests. You save {(count == 1 ? "one payment" : $"{count} payments")} of {MoneyFormat.Text(item.RecurringAmount)}{(item.TaxInclusive ? "" : " before tax")}.";
    }

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
