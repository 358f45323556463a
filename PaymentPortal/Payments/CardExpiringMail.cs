using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Payments;

/// <summary>A card that ends soon.</summary>
internal sealed record CardExpiringCause(string MethodId);

/// <summary>Tells the customer that the card that pays ends soon.</summary>
internal sealed class CardExpiringMail(IDbContextFactory<PortalDbContext> contexts, MailSender sender, PortalAddress portal, IOptions<SellerOptions> seller) : IEffect
{
    public const string EffectName = "mail.card-expiring";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var id = JsonSerializer.Deserialize<CardExpiringCause>(message.Payload)!.MethodId;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var card = await context.PaymentMethods.AsNoTracking().SingleAsync(m => m.Id == id, cancellationToken);
        if (card.ExpiresOn is not { } last || await context.Customers.Where(c => c.Id == card.CustomerId).Select(c => c.Email).FirstOrDefaultAsync(cancellationToken) is not { } address)
        {
            return;
        }

        var (from, name, month) = (seller.Value.Name, CardText.Of(card.Brand, card.Last4) ?? "Your card", last.ToString("MM / yyyy", CultureInfo.InvariantCulture));
        var mail = new BillingMail(
            from, $"Your card at {from} expires soon", "Your card expires soon", $"{name} ends {month}. Add another, and your plan goes on without a break.",
            $"{name} pays for your plan at {from}, and ends on {BillingMail.Day(last)}. Add another card, and the coming payments go through.",
            [("Card", name), ("Expires", month)], "Add another card", portal.Link("/billing/payment-methods/add"));
        await sender.SendAsync(mail.Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }
}
