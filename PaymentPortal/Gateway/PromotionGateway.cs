using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Looks promotion codes up, and what they took off.</summary>
internal sealed class PromotionGateway(StripeConnection connection)
{
    /// <summary>What stands behind a code, an active one before one that is not; the list is empty where there is none.</summary>
    public Task<Outcome<IReadOnlyList<PromotionTerms>>> FindAsync(string code, CancellationToken cancellationToken) =>
        StripeGateway.GuardAsync<IReadOnlyList<PromotionTerms>>(async () =>
        {
            var page = await new PromotionCodeService(connection.Client).ListAsync(new PromotionCodeListOptions { Code = code, Limit = 10, Expand = ["data.promotion.coupon.applies_to"] }, null, cancellationToken);
            return page.Data.Where(p => p.Promotion?.Coupon is not null).OrderByDescending(p => p.Active).Select(Read).ToList();
        });

    /// <summary>How long a coupon takes something off what renews.</summary>
    public Task<Outcome<CouponLength>> GetLengthAsync(string couponId, CancellationToken cancellationToken) => StripeGateway.GuardAsync(async () =>
    {
        var coupon = await new CouponService(connection.Client).GetAsync(couponId, null, null, cancellationToken);
        return new CouponLength(coupon.Duration == "forever", (int?)coupon.DurationInMonths ?? 0);
    });

    /// <summary>What took something off an invoice.</summary>
    public Task<Outcome<IReadOnlyList<AppliedDiscount>>> OfInvoiceAsync(string invoiceId, CancellationToken cancellationToken) =>
        StripeGateway.GuardAsync<IReadOnlyList<AppliedDiscount>>(async () =>
        {
            var options = new InvoiceGetOptions { Expand = ["total_discount_amounts.discount.promotion_code", "total_discount_amounts.discount.source.coupon"] };
            var invoice = await new InvoiceService(connection.Client).GetAsync(invoiceId, options, null, cancellationToken);
            return
            [
                .. from applied in invoice.TotalDiscountAmounts ?? []
                   where applied.Amount != 0
                   let coupon = applied.Discount?.Source?.Coupon
                   select new AppliedDiscount(applied.Discount?.PromotionCode?.Code, coupon?.Name, coupon?.PercentOff, new Money(applied.Amount, Currency.Parse(invoice.Currency))),
            ];
        });

    private static PromotionTerms Read(Stripe.PromotionCode promotion)
    {
        var (coupon, limits) = (promotion.Promotion.Coupon, promotion.Restrictions);
        var expires = new[] { promotion.ExpiresAt, coupon.RedeemBy }.Min();
        var minima = new Dictionary<string, long>(StringComparer.Ordinal);
        if (limits?.MinimumAmount is { } least)
        {
            minima[limits.MinimumAmountCurrency] = least;
            foreach (var (currency, options) in limits.CurrencyOptions ?? [])
            {
                minima[currency] = options.MinimumAmount;
            }
        }

        HashSet<string>? currencies = coupon.AmountOff is null ? null : [coupon.Currency, .. coupon.CurrencyOptions?.Keys.AsEnumerable() ?? []];
        return new PromotionTerms(
            promotion.Id,
            promotion.Code,
            coupon.Id,
            promotion.Active && coupon.Valid,
            expires is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null,
            promotion.TimesRedeemed >= promotion.MaxRedemptions || coupon.TimesRedeemed >= coupon.MaxRedemptions,
            promotion.CustomerId,
            limits?.FirstTimeTransaction == true,
            minima,
            currencies,
            coupon.AppliesTo?.Products.ToHashSet(StringComparer.Ordinal));
    }
}

/// <summary>What a promotion code asks for.</summary>
/// <param name="Id">Stripe's id of the code.</param>
/// <param name="Code">The code as it is written.</param>
/// <param name="CouponId">The coupon behind it.</param>
/// <param name="Active">Whether Stripe takes it at all.</param>
/// <param name="ExpiresAt">When it ends, UTC.</param>
/// <param name="UsedUp">Whether it was redeemed as often as it may be.</param>
/// <param name="CustomerId">The only customer who may use it.</param>
/// <param name="FirstPurchaseOnly">Whether it is for those who never paid.</param>
/// <param name="Minima">The least amount of an order by currency; empty for none.</param>
/// <param name="Currencies">The currencies in which it takes off an amount; null where it takes off a percentage.</param>
/// <param name="Products">The products at Stripe that it takes something off; null where it is all.</param>
internal sealed record PromotionTerms(
    string Id, string Code, string CouponId, bool Active, DateTimeOffset? ExpiresAt, bool UsedUp, string? CustomerId, bool FirstPurchaseOnly, IReadOnlyDictionary<string, long> Minima, IReadOnlySet<string>? Currencies, IReadOnlySet<string>? Products);

/// <summary>How long a coupon lasts.</summary>
/// <param name="Forever">As long as what it is on.</param>
/// <param name="Months">So many months from the first day; 0 where it is for one invoice, or forever.</param>
internal sealed record CouponLength(bool Forever, int Months);

/// <summary>A discount that was taken off an invoice.</summary>
/// <param name="Code">The promotion code that was typed; null where none was.</param>
/// <param name="CouponName">The coupon's name as customers see it.</param>
/// <param name="PercentOff">What it takes off in percent; null where it takes off an amount.</param>
/// <param name="Amount">What it took off, positive.</param>
internal sealed record AppliedDiscount(string? Code, string? CouponName, decimal? PercentOff, Money Amount);
