using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>The card that somebody chose; empty where it is none, or none was chosen.</summary>
/// <param name="Fingerprint">The same for the same card, whoever uses it.</param>
/// <param name="Country">Where it was issued.</param>
internal sealed record ChosenCard(string? Fingerprint, string? Country)
{
    public static readonly ChosenCard None = new(null, null);
}

/// <summary>Whether what the organisation has saved can pay.</summary>
internal sealed class ChosenMethod(BillingGateway gateway, InboxStore inbox, TimeProvider time)
{
    private static readonly Refusal Gone = new("unknown_method", "This payment method is no longer there. Choose another.", "method");
    private static readonly Refusal Expired = new("expired_method", "This card has expired, so nothing was charged. Choose another way to pay.", "method");

    public async Task<Outcome<ChosenCard>> CheckAsync(string? customerId, string methodId, CancellationToken cancellationToken)
    {
        var method = await gateway.GetMethodAsync(methodId, cancellationToken);
        if (!method.IsDone)
        {
            return method.Refusal with { Field = "method" };
        }

        if (customerId is null || method.Value.Snapshot.CustomerId != customerId)
        {
            return Gone;
        }

        await inbox.AddAsync(method.Value, "payment_method", cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var card = method.Value.Snapshot;
        return card is { ExpiryYear: { } year, ExpiryMonth: { } month } && (year, month).CompareTo((today.Year, today.Month)) < 0 ? Expired : new ChosenCard(card.CardFingerprint, card.CardCountry);
    }
}
