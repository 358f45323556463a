using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Catalog;
using PaymentPortal.Customers;
using PaymentPortal.Gateway;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>Puts a promotion code on a purchase, or says why it does not apply. Stripe looks at it once more when it is redeemed.</summary>
internal sealed class ApplyCode(
    IDbContextFactory<PortalDbContext> contexts,
    PurchaseQueries purchases,
    Catalogue catalogue,
    Buyers buyers,
    PromotionGateway gateway,
    StripePatience patience,
    EditPurchase edit,
    ReportingZone zone,
    TimeProvider time)
{
    private const int Longest = 100;
    private const string Field = "promotion_code";

    public async Task<Outcome> RunAsync(PurchaseId id, Guid userId, string typed, CancellationToken cancellationToken)
    {
        var code = TypedText.Line(typed);
        if (code.Length is 0 or > Longest)
        {
            return Refused("Enter the code as it was given to you.");
        }

        if (await purchases.OfUserAsync(id, userId, cancellationToken) is not { State: PurchaseState.Open } purchase || Cart.Of(purchase, catalogue) is not { } cart)
        {
            return Refused("This order cannot be changed any more.");
        }

        var found = await patience.RunAsync(waiting => gateway.FindAsync(code, waiting), cancellationToken);
        if (!found.IsDone)
        {
            return Refused(found.Refusal.Sentence);
        }

        // Several customers may each have one that is written alike.
        string? first = null;
        foreach (var terms in found.Value)
        {
            if (await FaultAsync(terms, purchase, cart, cancellationToken) is not { } fault)
            {
                return await edit.SetCodeAsync(id, userId, terms.Code, terms.Id, terms.CouponId, cancellationToken);
            }

            first ??= fault;
        }

        return Refused(first ?? "There is no such code. Check how it is written.");
    }

    /// <summary>Lets go of the code of an order that was changed so that it does not apply any more; why, or null where it stays.</summary>
    public async Task<string?> RecheckAsync(PurchaseId id, Guid userId, CancellationToken cancellationToken)
    {
        if (await purchases.OfUserAsync(id, userId, cancellationToken) is not { State: PurchaseState.Open, PromotionCode: { } code } purchase || Cart.Of(purchase, catalogue) is not { } cart)
        {
            return null;
        }

        var found = await patience.RunAsync(waiting => gateway.FindAsync(code, waiting), cancellationToken);
        if (!found.IsDone || found.Value.FirstOrDefault(terms => terms.Id == purchase.PromotionCodeId) is not { } terms || await FaultAsync(terms, purchase, cart, cancellationToken) is not { } fault)
        {
            return null;
        }

        return (await RemoveAsync(id, userId, cancellationToken)).IsDone ? $"{code} is taken off. {fault}" : null;
    }

    public Task<Outcome> RemoveAsync(PurchaseId id, Guid userId, CancellationToken cancellationToken) => edit.SetCodeAsync(id, userId, null, null, null, cancellationToken);

    private static Outcome Refused(string sentence) => Outcome.Refused("code", sentence, Field);

    private async Task<string?> FaultAsync(PromotionTerms terms, Purchase purchase, Cart cart, CancellationToken cancellationToken)
    {
        var order = cart.ListPrice;
        if (terms.ExpiresAt is { } end && end <= time.GetUtcNow())
        {
            return $"This code expired on {zone.DayOf(end).ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}.";
        }

        if (terms.UsedUp)
        {
            return "This code has been used as often as it can be.";
        }

        if (!terms.Active)
        {
            return "This code is no longer valid.";
        }

        if (terms.CustomerId is { } only && (await buyers.FindAsync(purchase.UserId, purchase.OrganisationId, cancellationToken)).CustomerId != only)
        {
            return "This code was given to another customer.";
        }

        if (terms.FirstPurchaseOnly && await HasPaidAsync(purchase, cancellationToken))
        {
            return "This code is for a first purchase, and your organisation has bought before.";
        }

        if (terms.Currencies?.Contains(purchase.Currency.Code) == false)
        {
            return $"This code cannot be used in {purchase.Currency}.";
        }

        if (terms.Products is { } products && !await IsForAsync(products, purchase, cancellationToken))
        {
            return "This code is for something else than what is in this order.";
        }

        if (terms.Minima.Count == 0)
        {
            return null;
        }

        if (!terms.Minima.TryGetValue(purchase.Currency.Code, out var least))
        {
            return $"This code cannot be used in {purchase.Currency}.";
        }

        return order.MinorUnits >= least ? null : $"This code is for orders of {MoneyFormat.Text(new Money(least, purchase.Currency))} or more{(catalogue.IncludesTax(purchase.Currency) ? "" : " before tax")}, and this one is {MoneyFormat.Text(order)}.";
    }

    private async Task<bool> IsForAsync(IReadOnlySet<string> products, Purchase purchase, CancellationToken cancellationToken)
    {
        var keys = purchase.Lines.ConvertAll(l => l.LookupKey);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Prices.AnyAsync(p => p.LookupKey != null && keys.Contains(p.LookupKey) && products.Contains(p.ProductId), cancellationToken);
    }

    private async Task<bool> HasPaidAsync(Purchase purchase, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Invoices.AnyAsync(i => i.OrganisationId == purchase.OrganisationId && i.Status == "paid" && i.AmountPaid.MinorUnits > 0, cancellationToken);
    }
}
