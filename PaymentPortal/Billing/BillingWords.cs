using System.Globalization;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;
using PaymentPortal.Shared.Components;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Billing;

/// <summary>How the billing pages speak of plans, seats, days and states.</summary>
internal static class BillingWords
{
    /// <summary>An invoice that Stripe calls uncollectible.</summary>
    public const string GivenUp = "Not collected";

    public static string Seats(long seats) => seats == 1 ? "1 seat" : $"{seats.ToString("N0", CultureInfo.InvariantCulture)} seats";

    public static string Day(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Month(DateTimeOffset instant) => instant.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>"Pro, 3 seats, $447.00 per month".</summary>
    public static string Plan(Catalogue catalogue, Price? price, long quantity) => price is null
        ? Seats(quantity)
        : $"{catalogue.NameOf(price.LookupKey) ?? "another plan"}, {Seats(quantity)}, {MoneyFormat.Text(price.UnitAmount * quantity)} per {Intervals.Text(price.Interval ?? BillingInterval.Month, Math.Max(1, price.IntervalCount))}";

    public static string Name(Catalogue catalogue, Subscription subscription) =>
        subscription.Items.Select(i => catalogue.NameOf(i.LookupKey)).FirstOrDefault(name => name is not null) ?? "Subscription";

    /// <summary>The badge: word and tone of a subscription's state, with what is set for later in front.</summary>
    public static (string State, string? Word, Tone? Tone) Badge(Subscription subscription, TimeZoneInfo zone) => subscription switch
    {
        { Status: "canceled" or "past_due" or "unpaid" or "paused" } => (subscription.Status, null, null),
        { CancelAt: { } end } => (subscription.Status, $"Ends on {Day(end, zone)}", Tone.Attention),
        { CollectionPaused: true } => ("paused", null, Tone.Waiting),
        _ => (subscription.Status, null, null),
    };

    /// <summary>"30% off until 3 Mar 2027".</summary>
    public static string Discount(RunningDiscount discount, TimeZoneInfo zone) =>
        $"{discount.Text} {(discount.Forever ? "as long as the plan runs" : discount.Until is { } end ? $"until {Day(end, zone)}" : "the next payment")}";

    /// <summary>Why a renewal is not paid, and until when the plan can be used all the same.</summary>
    public static string PastDue(DateTimeOffset? accessUntil, bool askedByBank, TimeZoneInfo zone) =>
        $"{(askedByBank ? "Your bank asks you to confirm the payment." : "The last payment failed.")} {(accessUntil is { } last ? $"You can use the plan until {Day(last, zone)}; pay before, and nothing is interrupted." : "Pay, and the plan goes on.")}";

    /// <summary>A pause takes nothing that is paid.</summary>
    private static string Usable(PlanView plan, DateTimeOffset? resumes, TimeZoneInfo zone) => plan is { BeginsAnew: false, IsGivenUp: false, Subscription.CurrentPeriodEnd: { } end }
        ? $" It is paid until {Day(end, zone)} and can be used {(resumes <= end ? "all along" : "until then")}."
        : "";

    /// <summary>What the state means for who pays, in a sentence or two.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="accessUntil">Until when it can be used, where an end is in sight.</param>
    /// <param name="askedByBank">What is open waits for somebody to confirm it to his bank.</param>
    /// <param name="zone">Where days are counted.</param>
    public static string Sentence(PlanView plan, DateTimeOffset? accessUntil, bool askedByBank, TimeZoneInfo zone)
    {
        string On(DateTimeOffset? instant) => instant is { } value ? Day(value, zone) : "a day that is not known yet";
        var subscription = plan.Subscription;
        return subscription switch
        {
            { Status: "canceled", EndReason: "payment_failed" } => $"It ended on {On(subscription.EndedAt)}, because the last invoice was not paid.",
            { Status: "canceled" } => $"It ended on {On(subscription.EndedAt)}.{(accessUntil > subscription.EndedAt ? $" You can use it until {On(accessUntil)}." : "")}",
            { Status: "past_due" } => PastDue(accessUntil, askedByBank, zone),
            { Status: "unpaid" } => "The last invoice was not paid, and no further attempt is made. Pay it, and the plan goes on.",
            { Status: "paused" } => "The trial ended without a way to pay. Nothing is charged, and the plan rests.",
            { Status: "incomplete" } => "The first payment is not complete. Nothing was charged.",
            { CancelAt: { } end } => $"It ends on {On(end)}, and until then you can change your mind. Nothing more is charged{(subscription.IsMetered ? " but what is used beyond the plan" : "")}.{(accessUntil > end ? $" You can use it until {On(accessUntil)}." : "")}",
            { CollectionPaused: true, PauseResumesAt: { } resumes } => $"Paused until {On(resumes)}. Nothing is charged before; then it goes on by itself.{Usable(plan, resumes, zone)}",
            { CollectionPaused: true } => $"Paused. Nothing is charged until it is resumed.{Usable(plan, null, zone)}",
            { Status: "trialing" } => $"Your trial runs until {On(subscription.TrialEnd)}. Nothing is charged before.",
            _ when plan.IsGivenUp => $"The invoice of this period was not paid, and nobody asks for it any more. The next period begins on {On(subscription.CurrentPeriodEnd)} and is charged.",
            _ => $"Paid until {On(subscription.CurrentPeriodEnd)}. It renews by itself.",
        };
    }
}
