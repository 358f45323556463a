using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Subscriptions;

/// <summary>What is paid next, and by what.</summary>
/// <param name="Forecast">The next renewal's invoice; null where none is to come.</param>
/// <param name="Card">The card's name; null where it is none.</param>
/// <param name="HasMethod">Anything is saved by which it can be paid.</param>
/// <param name="CardEndsAt">The first instant at which the card is no longer good, UTC.</param>
public sealed record NextPayment(Forecast? Forecast, string? Card, bool HasMethod, DateTimeOffset? CardEndsAt);

internal sealed class NextInvoice(SubscriptionQueries subscriptions, SubscriptionPreviews previews, SubscriptionGateway gateway, Forecasts forecasts, StripePatience patience)
{
    public async Task<Outcome<NextPayment>> RunAsync(Guid userId, string subscriptionId, CancellationToken cancellationToken) =>
        await subscriptions.IsOfUserAsync(subscriptionId, userId, cancellationToken)
            ? await patience.RunAsync(waiting => AskAsync(subscriptionId, waiting), cancellationToken)
            : new Refusal(BillingRights.NotFound, "This subscription does not exist.");

    private async Task<Outcome<NextPayment>> AskAsync(string subscriptionId, CancellationToken cancellationToken)
    {
        var asking = gateway.GetCardAsync(subscriptionId, cancellationToken);
        var next = await previews.NextAsync(subscriptionId, cancellationToken);
        var card = await asking;
        if (!card.IsDone)
        {
            return card.Refusal;
        }

        if (!next.IsDone && next.Refusal.Code is not (SubscriptionPreviews.Nothing or SubscriptionGateway.Outdated))
        {
            return next.Refusal;
        }

        var ends = card.Value is { ExpiryYear: { } year, ExpiryMonth: { } month } ? new DateTimeOffset(year, month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1) : (DateTimeOffset?)null;
        return new NextPayment(next.IsDone ? await forecasts.OfAsync(next.Value, cancellationToken) : null, CardText.Of(card.Value.Brand, card.Value.Last4), card.Value.IsThere, ends);
    }
}
