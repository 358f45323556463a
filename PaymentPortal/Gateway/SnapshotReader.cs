using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Turns Stripe's objects into the portal's own types. The only place that knows their shape.</summary>
internal static class SnapshotReader
{
    /// <summary>The metadata key under which the portal notes the organisation.</summary>
    public const string OrganisationKey = "organisation";

    /// <summary>Reads an object's JSON; null for kinds that the portal does not use.</summary>
    /// <exception cref="System.Text.Json.JsonException">The text is not the object that it says it is.</exception>
    public static StripeSnapshot? Read(string json) => StripeEntity.FromJson(json) is { } entity ? Of(entity) : null;

    /// <summary>The snapshot of an entity; null for kinds that the portal does not use.</summary>
    public static StripeSnapshot? Of(IHasObject entity) => entity switch
    {
        Stripe.Customer customer => Of(customer),
        Stripe.Price price => Of(price),
        Stripe.TaxRate rate => Of(rate),
        Stripe.Subscription subscription => Of(subscription),
        Stripe.Invoice invoice => Of(invoice),
        Stripe.PaymentIntent intent => Of(intent),
        Stripe.Charge charge => Of(charge),
        Stripe.InvoicePayment payment => Of(payment),
        _ => null,
    };

    public static CustomerSnapshot Of(Stripe.Customer customer) => new(
        customer.Id,
        customer.Name,
        customer.Email,
        customer.Address?.Country,
        Organisation(customer.Metadata),
        Utc(customer.Created));

    public static PriceSnapshot Of(Stripe.Price price) => new(
        price.Id,
        price.ProductId,
        price.LookupKey,
        new Money(price.UnitAmount ?? 0, Currency.Parse(price.Currency)),
        price.Recurring?.Interval,
        (int)(price.Recurring?.IntervalCount ?? 0),
        price.Active);

    public static TaxRateSnapshot Of(Stripe.TaxRate rate) => new(
        rate.Id, rate.DisplayName, rate.Country, rate.Percentage, rate.Inclusive, rate.Active, Utc(rate.Created));

    public static SubscriptionSnapshot Of(Stripe.Subscription subscription) => new(
        subscription.Id,
        subscription.CustomerId,
        subscription.Status,
        Utc(subscription.Created),
        Utc(subscription.StartDate),
        Utc(subscription.TrialEnd),
        subscription.CancelAtPeriodEnd,
        Utc(subscription.CanceledAt),
        Utc(subscription.EndedAt),
        subscription.PauseCollection is not null,
        subscription.LatestInvoiceId,
        Organisation(subscription.Metadata),
        [.. subscription.Items.Data.Select(Of)],
        Lasting(subscription.Discounts));

    public static InvoiceSnapshot Of(Stripe.Invoice invoice)
    {
        var currency = Currency.Parse(invoice.Currency);
        return new(
            invoice.Id,
            invoice.CustomerId,
            invoice.Parent?.SubscriptionDetails?.SubscriptionId,
            Organisation(invoice.Parent?.SubscriptionDetails?.Metadata),
            invoice.Number,
            invoice.Status ?? "draft",
            invoice.BillingReason,
            new Money(invoice.Subtotal, currency),
            new Money(invoice.TotalDiscountAmounts?.Sum(d => d.Amount) ?? 0, currency),
            new Money(invoice.TotalTaxes?.Sum(t => t.Amount) ?? 0, currency),
            new Money(invoice.Total, currency),
            new Money(invoice.AmountPaid, currency),
            new Money(invoice.AmountRemaining, currency),
            Utc(invoice.Created),
            Utc(invoice.DueDate),
            Utc(invoice.StatusTransitions?.FinalizedAt),
            Utc(invoice.StatusTransitions?.PaidAt),
            Utc(invoice.StatusTransitions?.VoidedAt),
            new BuyerSnapshot(
                invoice.CustomerName,
                invoice.CustomerEmail,
                invoice.CustomerAddress is { } a ? new AddressSnapshot(a.Line1, a.Line2, a.City, a.PostalCode, a.State, a.Country) : null,
                [.. invoice.CustomerTaxIds?.Select(t => t.Value) ?? []]),
            [.. invoice.Lines?.Data.Select(Of) ?? []],
            [.. invoice.TotalTaxes?.Select(t => new TaxSnapshot(
                t.TaxRateDetails?.TaxRateId, new Money(t.Amount, currency), new Money(t.TaxableAmount ?? 0, currency), t.TaxBehavior == "inclusive")) ?? []],
            invoice.Lines is { HasMore: false });
    }

    public static InvoiceLineSnapshot Of(Stripe.InvoiceLineItem line)
    {
        var currency = Currency.Parse(line.Currency);
        return new(
            line.Description ?? "",
            line.Quantity ?? 1,
            line.Pricing?.UnitAmountDecimal,
            new Money(line.Amount, currency),
            new Money(line.DiscountAmounts?.Sum(d => d.Amount) ?? 0, currency),
            Utc(line.Period.Start),
            Utc(line.Period.End),
            [.. line.Taxes?.Select(t => new TaxSnapshot(
                t.TaxRateDetails?.TaxRateId, new Money(t.Amount, currency), new Money(t.TaxableAmount ?? 0, currency), t.TaxBehavior == "inclusive")) ?? []]);
    }

    public static PaymentSnapshot Of(Stripe.PaymentIntent intent)
    {
        var currency = Currency.Parse(intent.Currency);
        return new(
            intent.Id,
            intent.CustomerId,
            new Money(intent.Amount, currency),
            new Money(intent.AmountReceived, currency),
            intent.Status,
            intent.LastPaymentError?.DeclineCode ?? intent.LastPaymentError?.Code,
            Utc(intent.Created));
    }

    public static ChargeSnapshot Of(Stripe.Charge charge)
    {
        var currency = Currency.Parse(charge.Currency);
        return new(
            charge.Id,
            charge.PaymentIntentId,
            charge.CustomerId,
            new Money(charge.Amount, currency),
            new Money(charge.AmountRefunded, currency),
            charge.Status,
            charge.Outcome?.Reason ?? charge.FailureCode,
            charge.PaymentMethodDetails?.Card?.Brand,
            charge.PaymentMethodDetails?.Card?.Last4,
            Utc(charge.Created));
    }

    public static InvoicePaymentSnapshot Of(Stripe.InvoicePayment payment) => new(
        payment.Id, payment.InvoiceId, payment.Payment?.PaymentIntentId, payment.Status, Utc(payment.Created));

    private static SubscriptionItemSnapshot Of(Stripe.SubscriptionItem item) => new(
        item.Id,
        item.Price.Id,
        item.Price.LookupKey,
        new Money(item.Price.UnitAmount ?? 0, Currency.Parse(item.Price.Currency)),
        item.Quantity,
        item.Price.Recurring.Interval,
        (int)item.Price.Recurring.IntervalCount,
        item.Price.Recurring.UsageType == "metered",
        Utc(item.CurrentPeriodStart),
        Utc(item.CurrentPeriodEnd),
        Lasting(item.Discounts));

    private static LastingDiscount[] Lasting(List<Stripe.Discount>? discounts) =>
    [
        .. (discounts ?? [])
            .Select(discount => discount?.Source?.Coupon)
            .Where(coupon => coupon?.Duration == "forever")
            .Select(coupon => new LastingDiscount(
                coupon!.PercentOff,
                coupon.AmountOff is { } off ? new Money(off, Currency.Parse(coupon.Currency)) : null)),
    ];

    private static Guid? Organisation(Dictionary<string, string>? metadata) =>
        metadata?.TryGetValue(OrganisationKey, out var text) == true && Guid.TryParse(text, out var id) ? id : null;

    private static DateTimeOffset Utc(DateTime instant) => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc));

    private static DateTimeOffset? Utc(DateTime? instant) => instant is { } value ? Utc(value) : null;
}
