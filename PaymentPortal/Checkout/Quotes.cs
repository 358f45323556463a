using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using PaymentPortal.Catalog;
using PaymentPortal.Customers;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Settings;
using PaymentPortal.Shared;

namespace PaymentPortal.Checkout;

/// <summary>Has Stripe compute what an order costs: the preview of the very invoice that it will begin with.</summary>
internal sealed class Quotes(
    Catalogue catalogue,
    CatalogQueries catalog,
    TaxPlaces places,
    KnownTaxRates rates,
    CheckoutGateway gateway,
    PromotionGateway promotions,
    Buyers buyers,
    InboxQueries inbox,
    IOptions<SellerOptions> seller,
    IMemoryCache remembered)
{
    /// <summary>A page is drawn by the server and again by its circuit: the second time need not ask.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(20);

    /// <summary>A code's months run from the first day on, and the trial is one of them.</summary>
    private const int ShortestMonth = 28;

    /// <summary>The order as Stripe is asked for it.</summary>
    public async Task<Outcome<(Cart Cart, Order Order)>> OrderAsync(Purchase purchase, BillingDetails billing, CancellationToken cancellationToken)
    {
        if (Cart.Of(purchase, catalogue) is not { } cart)
        {
            return Gone;
        }

        var lines = new Dictionary<string, OrderLine>(StringComparer.Ordinal);
        foreach (var line in purchase.Lines)
        {
            if (await catalog.FindPriceAsync(line.LookupKey, cancellationToken) is not { } price)
            {
                return Gone;
            }

            lines.Add(line.LookupKey, new OrderLine(price.Id, line.Quantity));
        }

        var metered = new List<string>();
        foreach (var use in cart.Metered(catalogue))
        {
            if (await catalog.FindPriceAsync(use.LookupKey, cancellationToken) is not { } price)
            {
                return Gone;
            }

            metered.Add(price.Id);
        }

        var tax = await places.ForAsync(billing, cancellationToken);
        if (!tax.IsDone)
        {
            return tax.Refusal;
        }

        return (cart, new Order(
            purchase.Currency,
            cart.Plan is { } plan ? lines[plan.LookupKey] : null,
            [.. cart.Packs.Select(p => lines[p.Price.LookupKey])],
            tax.Value,
            purchase is { PromotionCodeId: { } code, CouponId: { } coupon } ? new OrderCode(code, coupon) : null,
            cart.TrialDays > 0 ? new OrderTrial(cart.TrialDays, cart.TrialNeedsCard) : null)
        {
            Metered = metered,
        });
    }

    /// <summary>What the order costs this buyer; what was computed a moment ago is not asked for again where the caller only shows it.</summary>
    public async Task<Outcome<Quote>> ForAsync(Purchase purchase, BillingDetails billing, bool mayBeRemembered, CancellationToken cancellationToken)
    {
        var asked = await OrderAsync(purchase, billing, cancellationToken);
        if (!asked.IsDone)
        {
            return asked.Refusal;
        }

        var (cart, order) = asked.Value;
        var taxId = TaxIds.Read(billing.Country, billing.TaxId);
        if (taxId.Refusal is { } refusal)
        {
            return refusal;
        }

        // His credit may be another since Stripe last told of him.
        var customerId = await CustomerIdAsync(purchase, cancellationToken);
        var toldAt = customerId is null ? null : await inbox.LastOfAsync(customerId, cancellationToken);
        var key = ("quote", purchase.Id, (billing with { Name = "" }).Fingerprint(order), toldAt);
        if (mayBeRemembered && remembered.TryGetValue(key, out Quote? known))
        {
            return known!;
        }

        var details = new CustomerDetails(billing.Name, null, billing.Country, billing.Line1, billing.City, billing.PostalCode, billing.State);
        var preview = await gateway.PreviewAsync(order, details, taxId.Id, cancellationToken);
        if (!preview.IsDone)
        {
            return preview.Refusal;
        }

        var charged = await ChargedAsync(preview.Value, cancellationToken);
        if (!charged.IsDone)
        {
            return charged.Refusal;
        }

        var balance = customerId is null ? Money.Zero(purchase.Currency) : await gateway.GetBalanceAsync(customerId, purchase.Currency, purchase.InvoiceId, cancellationToken);
        if (!balance.IsDone)
        {
            return balance.Refusal;
        }

        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in purchase.Lines)
        {
            keys[(await catalog.FindPriceAsync(line.LookupKey, cancellationToken))!.Id] = line.LookupKey;
        }

        var renewal = await RenewalAsync(cart, order, preview.Value.Discount, details, taxId.Id, cancellationToken);
        var after = order is { Trial: not null } ? await gateway.PreviewAsync(order with { Trial = null, Once = [], Code = renewal is null ? null : order.Code }, details, taxId.Id, cancellationToken) : (Outcome<OrderPreview>?)null;
        if (after is { IsDone: false, Refusal: { } unknown })
        {
            return unknown;
        }

        var perPeriod = order is { Plan: not null, Trial: null } ? await PerPeriodAsync(order, renewal, preview.Value, details, taxId.Id, cancellationToken) : null;

        // What is free today is not taxed today: the sentence is about what comes after.
        var (told, taxed) = (preview.Value, charged.Value);
        if (after is { IsDone: true } later && taxed.Count == 0)
        {
            var then = await ChargedAsync(later.Value, cancellationToken);
            if (!then.IsDone)
            {
                return then.Refusal;
            }

            (told, taxed) = (later.Value, then.Value);
        }

        var (due, carriedOver) = Due(preview.Value.Total + balance.Value);
        var quote = new Quote(
            cart,
            order,
            billing,
            preview.Value.Lines.Where(l => l.PriceId is not null && keys.ContainsKey(l.PriceId)).GroupBy(l => keys[l.PriceId!])
                .ToDictionary(g => g.Key, g => g.Aggregate(Money.Zero(purchase.Currency), (sum, line) => sum + line.Amount)),
            preview.Value.Discount,
            charged.Value,
            TaxWords.Of(billing, order.Tax, told.Taxes, taxed, taxId.Id, seller.Value),
            preview.Value.Total,
            due,
            after?.Value!.Total)
        {
            CarriedOver = carriedOver,
            PerPeriod = perPeriod,
            Renewal = renewal,
            TaxComesOnTop = taxed.Any(t => !t.Inclusive),
        };
        remembered.Set(key, quote, Remembered);
        return quote;
    }

    /// <summary>What the code takes off what renews, without what is bought once beside it. Where Stripe does not tell, the page promises nothing.</summary>
    private async Task<RenewalCode?> RenewalAsync(Cart cart, Order order, Money today, CustomerDetails details, CustomerTaxId? taxId, CancellationToken cancellationToken)
    {
        if (order.Code is not { } code || cart.Plan is not { } plan || await promotions.GetLengthAsync(code.CouponId, cancellationToken) is not { IsDone: true, Value: var length })
        {
            return null;
        }

        if (order.Trial is { } trial)
        {
            return length switch
            {
                { Forever: true } => new RenewalCode(null, null),
                // One for a single invoice goes to the first that costs something: what is bought beside the trial, else the trial's end.
                { Months: 0 } => today.IsZero ? new RenewalCode(null, 0) : null,
                _ => trial.Days < ShortestMonth * length.Months ? new RenewalCode(null, length.Months) : null,
            };
        }

        if (!length.Forever && length.Months <= (plan.Interval == BillingInterval.Year ? 12 : 1))
        {
            return null;
        }

        var alone = today;
        if (order.Once.Count > 0)
        {
            var preview = await gateway.PreviewAsync(order with { Once = [] }, details, taxId, cancellationToken);
            if (!preview.IsDone)
            {
                return null;
            }

            alone = preview.Value.Discount;
        }

        return alone.IsZero ? null : new RenewalCode(alone, length.Forever ? null : length.Months);
    }

    /// <summary>What each further period is charged, without what is bought once and without a code that ends with the first. Where Stripe does not tell, the page shows the listed price.</summary>
    private async Task<PeriodPrice?> PerPeriodAsync(Order order, RenewalCode? renewal, OrderPreview today, CustomerDetails details, CustomerTaxId? taxId, CancellationToken cancellationToken)
    {
        var renewed = order with { Once = [], Code = renewal is null ? null : order.Code };
        var preview = order.Once.Count == 0 && renewed.Code == order.Code ? today : await gateway.PreviewAsync(renewed, details, taxId, cancellationToken) is { IsDone: true } asked ? asked.Value : null;
        return preview is null ? null : new PeriodPrice(preview.Total, preview.Taxes.Any(t => !t.Inclusive && !t.Amount.IsZero));
    }

    /// <summary>Who has credit from earlier, or still owes; null where the organisation has never bought.</summary>
    private async Task<string?> CustomerIdAsync(Purchase purchase, CancellationToken cancellationToken) =>
        (await buyers.FindAsync(purchase.UserId, purchase.OrganisationId, cancellationToken)).CustomerId ?? purchase.CustomerId;

    private static (Money Due, Money? CarriedOver) Due(Money left) => left.MinorUnits switch
    {
        <= 0 => (Money.Zero(left.Currency), null),
        var due when due < left.Currency.LeastCharge => (Money.Zero(left.Currency), left),
        _ => (left, null),
    };

    private async Task<Outcome<IReadOnlyList<QuoteTax>>> ChargedAsync(OrderPreview preview, CancellationToken cancellationToken)
    {
        var found = await rates.FindAsync(preview.Taxes.Select(t => t.RateId).OfType<string>().ToHashSet(StringComparer.Ordinal), cancellationToken);
        return found.IsDone
            ? preview.Taxes.Where(t => !t.Amount.IsZero && t.RateId is not null).Select(t => (Tax: t, Rate: found.Value[t.RateId!]))
                .Select(t => new QuoteTax(t.Rate.DisplayName, t.Rate.Percentage, t.Rate.Country, t.Tax.Amount, t.Tax.Inclusive)).ToList()
            : found.Refusal;
    }

    private static Refusal Gone => new("unknown_price", "This is no longer on sale. Go back and choose again.");
}
