using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Payments;

/// <summary>Once a day asks for a mail to those whose plan is paid by a card that ends this month or the next: once for each card and month.</summary>
internal sealed class CardsExpiring(IDbContextFactory<PortalDbContext> contexts, OutboxWriter outbox, OutboxSignal signal, TimeProvider time) : IInboxJob
{
    public string Name => "cards-expiring";

    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task<string?> RunAsync(InboxJob job, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var month = (today.Year * 12) + today.Month;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var cards = await (
            from subscription in context.Subscriptions
            where SubscriptionQueries.Running.Contains(subscription.Status) && !subscription.CancelAtPeriodEnd && subscription.OrganisationId != null
            join customer in context.Customers on subscription.CustomerId equals customer.Id
            join card in context.PaymentMethods on subscription.DefaultPaymentMethodId ?? customer.DefaultPaymentMethodId equals card.Id
            where card.CustomerId == customer.Id && card.ExpiryYear != null && ((card.ExpiryYear * 12) + card.ExpiryMonth == month || (card.ExpiryYear * 12) + card.ExpiryMonth == month + 1)
            select card.Id).Distinct().ToListAsync(cancellationToken);
        foreach (var id in cards)
        {
            await outbox.AddAsync(context, $"{id}:{today.ToString("yyyy-MM", CultureInfo.InvariantCulture)}", CardExpiringMail.EffectName, new CardExpiringCause(id), cancellationToken);
        }

        await context.SaveChangesAsync(cancellationToken);
        signal.Wake();
        return $"{cards.Count} cards that pay for a plan end this month or the next";
    }
}
