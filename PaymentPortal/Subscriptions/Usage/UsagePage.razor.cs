using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaymentPortal.Accounts;
using PaymentPortal.Billing;
using PaymentPortal.Shared.Components;
using PaymentPortal.Subscriptions.Access;

namespace PaymentPortal.Subscriptions.Usage;

public sealed partial class UsagePage
{
    private const int Near = 80;

    [CascadingParameter] private TimeZoneInfo? ReportingZone { get; set; }

    private string? StandingText => Value?.Access switch
    {
        AccessReason.Grace => BillingWords.PastDue(Value.Until, Value.AskedByBank, ReportingZone ?? TimeZoneInfo.Utc),
        AccessReason.Paused => "The plan is paused, and includes nothing until it is resumed.",
        AccessReason.Unpaid => "The plan is not paid, and includes nothing until the open invoice is.",
        AccessReason.Ended => "The plan has ended, and includes nothing any more.",
        _ => null,
    };

    protected override void Missing() => LeaveForOrganisation();

    protected override async Task<UsageView?> ReadAsync(CancellationToken cancellationToken) =>
        (await Authentication.GetAuthenticationStateAsync()).User.UserId() is { } user ? await Queries.OfUserAsync(user, cancellationToken) : null;

    internal static string SentenceOf(MeterUsage meter) => meter switch
    {
        { Limit: < 0 } => $"{Number(meter.Used)} used, without limit.",
        { Limit: 0 } => meter.Used == 0 ? "None used, and none included." : $"{Number(meter.Used)} used, and none included.",
        { Percent: >= 100 } when meter.Used > meter.Limit => $"{Number(meter.Used)} of {Number(meter.Limit)} used: {Number(meter.Used - meter.Limit)} more than the plan includes.",
        { Percent: >= 100 } => $"All {Number(meter.Limit)} are used.",
        { Percent: >= Near } => $"{Number(meter.Used)} of {Number(meter.Limit)} used ({meter.Percent}%): {Number(meter.Limit - meter.Used)} left in this period.",
        _ => $"{Number(meter.Used)} of {Number(meter.Limit)} used ({meter.Percent}%).",
    };

    private static string WordOf(MeterUsage meter) => meter switch
    {
        { Limit: < 0 } => "No limit",
        { Limit: 0, Terms: not null } => "Paid by use",
        { Limit: 0 } => "Not included",
        { Percent: >= 100, Terms: not null } => meter.Used > meter.Limit ? "Beyond the plan" : "All included is used",
        { Percent: >= 100 } => "Limit reached",
        { Percent: >= Near } => "Nearly used up",
        _ => "Within the limit",
    };

    private static Tone ToneOf(MeterUsage meter) => meter switch
    {
        { Limit: 0 } => Tone.Ended,
        { Percent: >= 100 } => meter.Terms is null ? Tone.Failed : Tone.Attention,
        { Percent: >= Near } => Tone.Attention,
        _ => Tone.Good,
    };

    private static string? ClassOf(MeterUsage meter) => meter.Percent switch { >= 100 => meter.Terms is null ? "failed" : "attention", >= Near => "attention", _ => null };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
