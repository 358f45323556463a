using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>Changes what an open purchase holds. What was asked of Stripe for it before stays payable until the next press asks for the changed order, which voids it first.</summary>
internal sealed class EditPurchase(IDbContextFactory<PortalDbContext> contexts, Catalogue catalogue, ChangeSignal changes)
{
    private const int MostRaces = 5;
    private static readonly Refusal NotOpen = new("not_open", "This order cannot be changed any more.");

    private static readonly Refusal OnItsWay = new("payment_on_its_way", "This order is being paid: the money is on its way from your bank. It cannot be changed now.");

    public Task<Outcome> SetSeatsAsync(PurchaseId id, Guid userId, int seats, CancellationToken cancellationToken) =>
        ChangeAsync(id, userId, cart => cart.Plan is { } plan ? Set(cart, plan.LookupKey, seats, plan.Plan.MaxSeats, "seats") : Missing(), cancellationToken);

    /// <summary>So many of a pack of credits; 0 takes it out.</summary>
    public Task<Outcome> SetPackAsync(PurchaseId id, Guid userId, string lookupKey, int quantity, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            userId,
            cart =>
            {
                if (catalogue.FindPack(lookupKey)?.Amount.Currency != cart.Purchase.Currency)
                {
                    return Missing();
                }

                if (quantity == 0 && lookupKey != cart.Purchase.LookupKey)
                {
                    cart.Purchase.Lines.RemoveAll(l => l.LookupKey == lookupKey);
                    return Outcome.Done;
                }

                return Set(cart, lookupKey, quantity, Cart.MostPacks, "packs");
            },
            cancellationToken);

    /// <summary>Takes a code that was found to apply, or lets go of it.</summary>
    public Task<Outcome> SetCodeAsync(PurchaseId id, Guid userId, string? code, string? promotionCodeId, string? couponId, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            userId,
            cart =>
            {
                (cart.Purchase.PromotionCode, cart.Purchase.PromotionCodeId, cart.Purchase.CouponId) = (code, promotionCodeId, couponId);
                return Outcome.Done;
            },
            cancellationToken);

    private static Outcome Missing() => Outcome.Refused("unknown_line", "This is not part of the order.");

    private static Outcome Set(Cart cart, string lookupKey, int quantity, int most, string noun)
    {
        if (quantity < 1 || quantity > most)
        {
            return Outcome.Refused("quantity", $"Choose between 1 and {most} {noun}.");
        }

        if (cart.Purchase.Lines.Find(l => l.LookupKey == lookupKey) is { } line)
        {
            line.Quantity = quantity;
        }
        else
        {
            cart.Purchase.Lines.Add(new PurchaseLine { PurchaseId = cart.Purchase.Id, LookupKey = lookupKey, Quantity = quantity });
        }

        return Outcome.Done;
    }

    private async Task<Outcome> ChangeAsync(PurchaseId id, Guid userId, Func<Cart, Outcome> change, CancellationToken cancellationToken)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var purchase = await PurchaseQueries.OfUser(context, id, userId).FirstOrDefaultAsync(cancellationToken);
            if (purchase is not { State: PurchaseState.Open } || Cart.Of(purchase, catalogue) is not { } cart)
            {
                return NotOpen;
            }

            if (await PurchaseQueries.OnTheirWay(context).AnyAsync(p => p.Id == id, cancellationToken))
            {
                return OnItsWay;
            }

            var outcome = change(cart);
            if (!outcome.IsDone)
            {
                return outcome;
            }

            purchase.Version++;
            try
            {
                await context.SaveChangesAsync(cancellationToken);
                changes.Publish();
                return Outcome.Done;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another window, or a press of Pay, wrote first.
            }
        }

        return NotOpen;
    }
}
