using PaymentPortal.Gateway;
using PaymentPortal.Payments;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>What is paid next, and by what.</summary>
/// <param name="Forecast">The next renewal's invoice; null where none is to come.</param>
/// <param name="Method">The card's or account's name; null where it is not known.</param>
/// <param name="HasMethod">Anything is saved by which it can be paid.</param>
/// <param name="CardEndsAt">The first instant at which the card is no longer good, UTC.</param>
public sealed record NextPayment(Forecast? Forecast, string? Method, bool HasMethod, DateTimeOffset? CardEndsAt)
{
    /// <summary>What is taken off what the plan costs.</summary>
    public IReadOnlyList<RunningDiscount> Discounts { get; init; } = [];

    /// <summary>What is charged at once if the plan goes on now, where a pause has skipped the payment of the period that runs; null where nothing is, or it is not known.</summary>
    public Forecast? Resumed { get; init; }

    /// <summary>The trial ends without a way to pay, and the plan with it.</summary>
    public bool EndsWithTrial { get; init; }

    /// <summary>The trial ends without a way to pay, and the plan rests then.</summary>
    public bool RestsAfterTrial { get; init; }

    /// <summary>When the open invoice is charged again by itself.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
}

internal sealed class NextInvoice(SubscriptionQueries subscriptions, SubscriptionPreviews previews, SubscriptionGateway gateway, Forecasts forecasts, StripePatience patience)
{
    public async Task<Outcome<NextPayment>> RunAsync(Guid userId, string subscriptionId, CancellationToken cancellationToken) =>
        await subscriptions.IsOfUserAsync(subscriptionId, userId, cancellationToken)
            ? await patience.RunAsync(waiting => AskAsync(subscriptionId, waiting), cancellationToken)
            : new Refusal(BillingRights.NotFound, "This subscription does not exist.");

    private async Task<Outcome<NextPayment>> AskAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        var asking = gateway.GetRenewalAsync(subscriptionId, cancellationToken);
        var next = await previews.NextAsync(subscriptionId, cancellationToken);
        var renewal = await asking;
        if (!renewal.IsDone)
        {
            return renewal.Refusal;
        }

        if (!next.IsDone && next.Refusal.Code is not (SubscriptionPreviews.Nothing or SubscriptionGateway.Outdated))
        {
            return next.Refusal;
        }

        var resumed = await subscriptions.IsSkippedAsync(subscriptionId, cancellationToken) ? (await previews.PeriodAsync(subscriptionId, null, cancellationToken)).Value : null;
        var (method, without) = (renewal.Value.Method, renewal.Value.Method is null ? renewal.Value.WithoutMethod : null);
        var ends = method is { ExpiryYear: { } year, ExpiryMonth: { } month } ? new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1) : (DateTimeOffset?)null;
        return new NextPayment(next.IsDone ? await forecasts.OfAsync(next.Value, cancellationToken) : null, NameOf(method), method is not null, ends)
        {
            Discounts = renewal.Value.Discounts,
            Resumed = resumed is null ? null : await forecasts.OfAsync(resumed, cancellationToken),
            EndsWithTrial = without == "cancel",
            RestsAfterTrial = without == "pause",
            NextAttemptAt = renewal.Value.NextAttemptAt,
        };
    }

    /// <summary>"Visa ending in 4242"; null where nothing is known of it.</summary>
    public static string? NameOf(RenewalMethod? method) => method is null ? null : MethodText.Of(method.Type, method.Brand, method.Last4);
}
