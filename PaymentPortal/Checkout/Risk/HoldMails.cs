using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Catalog;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout.Risk;

/// <summary>A held purchase that was decided.</summary>
internal sealed record HoldCause(Guid HoldId);

/// <summary>Tells the buyer what was decided of his purchase, while that still stands.</summary>
internal abstract class HoldMail(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue, MailSender sender, PortalAddress portal, IOptions<SellerOptions> seller) : IEffect
{
    public abstract string Name { get; }

    protected abstract HoldState Tells { get; }

    protected SellerOptions Seller => seller.Value;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var id = JsonSerializer.Deserialize<HoldCause>(message.Payload)!.HoldId;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var held = await context.HeldPurchases.AsNoTracking().SingleAsync(h => h.Id == id, cancellationToken);

        // Who has left the organisation, or was erased, has nothing to pay for it.
        var address = await context.Users.Where(u => u.Id == held.UserId && context.Memberships.Any(m => m.UserId == u.Id && m.OrganisationId == held.OrganisationId))
            .Select(u => u.Email).FirstOrDefaultAsync(cancellationToken);
        if (held.State != Tells || address is null)
        {
            return;
        }

        var purchase = await context.Purchases.AsNoTracking().Include(p => p.Lines).SingleAsync(p => p.Id == held.PurchaseId, cancellationToken);
        var mail = Write(held, Cart.Of(purchase, catalogue)?.Title ?? purchase.LookupKey, portal);
        await sender.SendAsync(mail.Write(message.Cause + ":" + message.Effect, address), cancellationToken);
    }

    protected abstract BillingMail Write(HeldPurchase held, string title, PortalAddress portal);
}

/// <summary>It can be paid now.</summary>
internal sealed class ApprovedMail(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue, MailSender sender, PortalAddress portal, IOptions<SellerOptions> seller)
    : HoldMail(contexts, catalogue, sender, portal, seller)
{
    public const string EffectName = "mail.purchase-approved";

    public override string Name => EffectName;

    protected override HoldState Tells => HoldState.Approved;

    protected override BillingMail Write(HeldPurchase held, string title, PortalAddress portal)
    {
        var amount = MoneyFormat.Text(held.Amount);
        return new BillingMail(
            Seller.Name,
            $"You can pay your order at {Seller.Name} now",
            "Your order can be paid",
            $"{title}, {amount}. Nothing was charged yet.",
            $"We have looked at your order of {title}, and thank you for waiting. Nothing was charged yet: open the order and pay it as it stands. If you change it, we may have to look again.",
            [("Order", title), ("To pay", amount)],
            $"Pay {amount}",
            portal.Link($"/checkout/{held.PurchaseId}"));
    }
}

/// <summary>It is not accepted.</summary>
internal sealed class RefusedMail(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue, MailSender sender, PortalAddress portal, IOptions<SellerOptions> seller)
    : HoldMail(contexts, catalogue, sender, portal, seller)
{
    public const string EffectName = "mail.purchase-refused";

    public override string Name => EffectName;

    protected override HoldState Tells => HoldState.Refused;

    protected override BillingMail Write(HeldPurchase held, string title, PortalAddress portal)
    {
        var amount = MoneyFormat.Text(held.Amount);
        var contact = Seller.Email is { Length: > 0 } email ? $" If you think that this is wrong, write to {email}." : "";
        return new BillingMail(
            Seller.Name,
            $"Your order at {Seller.Name} was not accepted",
            "Your order was not accepted",
            $"{title}, {amount}. Nothing was charged.",
            $"We have looked at your order of {title} and do not accept it. Nothing was charged.{contact}",
            [("Order", title), ("Amount", amount), ("Reason", held.Refusal ?? "None was given")],
            "Open billing",
            portal.Link("/billing"));
    }
}
