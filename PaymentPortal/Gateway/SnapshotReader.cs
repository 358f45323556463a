using System.Text.Json;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Turns Stripe's objects into the portal's own types. The only place that knows their shape.</summary>
internal static class SnapshotReader
{
    /// <summary>The metadata key under which the portal notes the organisation.</summary>
    public const string OrganisationKey = "organisation";

    private const string Metered = "metered";

    /// <summary>Reads an object's JSON; null for kinds that the portal does not use.</summary>
    /// <exception cref="JsonException">The text is not the object that it says it is.</exception>
    public static StripeSnapshot? Read(string json)
    {
        try
        {
            return StripeEntity.FromJson(json) is { } entity ? Of(entity) : null;
        }
        catch (Exception error) when (error is not JsonException)
        {
            // By which library the client reads JSON, and so what it throws, is its own affair
            throw new JsonException($"The object cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The snapshot of an entity; null for kinds that the portal does not use.</summary>
    public static StripeSnapshot? Of(IHasObject entity) => entity switch
    {
        Stripe.Customer customer => Of(customer),
        Stripe.Price price => Of(price),
        Stripe.TaxRate rate => Of(rate),
        Stripe.Subscription subscription => Of(subscription),
        Stripe.SubscriptionSchedule schedule => Of(schedule),
        Stripe.Invoice invoice => Of(invoice),
        Stripe.PaymentIntent intent => Of(intent),
        Stripe.Charge charge => Of(charge),
        Stripe.Dispute dispute => Of(dispute),
        Stripe.InvoicePayment payment => Of(payment),
        Stripe.PaymentMethod method => Of(method),
        Stripe.CreditNote note => Of(note),
        Stripe.TaxId taxId => Of(taxId),
        _ => null,
    };

    public static CustomerSnapshot Of(Stripe.Customer customer) => new(
        customer.Id,
        customer.Name,
        customer.Email,
        customer.Address?.Country,
        Organisation(customer.Metadata),
        Utc(customer.Created))
    {
        DefaultPaymentMethodId = customer.InvoiceSettings?.DefaultPaymentMethodId,
    };

    public static TaxIdSnapshot Of(Stripe.TaxId taxId) => new(
        taxId.Id,
        taxId.CustomerId,
        taxId.Type,
        taxId.Value,
        taxId.Verification?.Status ?? "unavailable",
        taxId.Verification?.VerifiedName,
        taxId.Verification?.VerifiedAddress,
        Utc(taxId.Created));

    public static PriceSnapshot Of(Stripe.Price price) => new(
        price.Id,
        price.ProductId,
        price.LookupKey,
        new Money(price.UnitAmount ?? 0, Currency.Parse(price.Currency)),
        price.Recurring?.Interval,
        (int)(price.Recurring?.IntervalCount ?? 0),
        price.Active)
    {
        TaxInclusive = price.TaxBehavior == "inclusive",
        Use = price.Recurring is { UsageType: Metered, Meter: { } meter } ? Use(meter, price) : null,
    };

    private static PriceUse Use(string meter, Stripe.Price price) => price.Tiers is [{ UpTo: { } free, UnitAmountDecimal: 0m }, { UnitAmountDecimal: { } beyond }]
        ? new(meter, free, beyond)
        : new(meter, 0, price.UnitAmountDecimal ?? 0);

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
        Lasting(subscription.Discounts))
    {
        DefaultPaymentMethodId = subscription.DefaultPaymentMethodId,
        CancelAt = Utc(subscription.CancelAt),
        ScheduleId = subscription.ScheduleId,
        PauseResumesAt = Utc(subscription.PauseCollection?.ResumesAt),
        Feedback = subscription.CancellationDetails?.Feedback,
        Comment = subscription.CancellationDetails?.Comment,
        EndReason = subscription.CancellationDetails?.Reason,
        PendingUpdate = subscription.PendingUpdate is { } pending && pending.SubscriptionItems?.Find(i => i.Price.Recurring.UsageType != Metered) is { } item ? new PendingUpdateSnapshot(Utc(pending.ExpiresAt), item.Price.Id, item.Quantity) : null,
    };

    public static ScheduleSnapshot Of(Stripe.SubscriptionSchedule schedule) => new(
        schedule.Id,
        schedule.SubscriptionId,
        schedule.Status,
        Utc(schedule.CurrentPhase?.EndDate),
        [.. schedule.Phases.Select(phase => new SchedulePhaseSnapshot(Utc(phase.StartDate), Utc(phase.EndDate), [.. phase.Items.Select(item => new ScheduleItemSnapshot(item.PriceId, item.Quantity))]))]);

    public static InvoiceSnapshot Of(Stripe.Invoice invoice)
    {
        var currency = Currency.Parse(invoice.Currency);
        return new(
            invoice.Id,
            invoice.CustomerId,
            invoice.Parent?.SubscriptionDetails?.SubscriptionId,
            Organisation(invoice.Parent?.SubscriptionDetails?.Metadata) ?? Organisation(invoice.Metadata),
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
            invoice.Lines is { HasMore: false })
        {
            AttemptCount = (int)invoice.AttemptCount,
            NextAttemptAt = Utc(invoice.NextPaymentAttempt),
            IsSent = invoice.CollectionMethod == "send_invoice",
            AppliedBalance = invoice.EndingBalance is { } ending && ending != invoice.StartingBalance ? new Money(invoice.StartingBalance - ending, currency) : null,
        };
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
                t.TaxRateDetails?.TaxRateId, new Money(t.Amount, currency), new Money(t.TaxableAmount ?? 0, currency), t.TaxBehavior == "inclusive")) ?? []])
        {
            Id = line.Id,
            ProductId = line.Pricing?.PriceDetails?.Product,
            PriceId = line.Pricing?.PriceDetails?.PriceId,
            IsProration = line.Parent?.InvoiceItemDetails?.Proration == true || line.Parent?.SubscriptionItemDetails?.Proration == true,
            CreditedInvoiceId = line.Parent?.InvoiceItemDetails?.ProrationDetails?.CreditedItems?.Invoice ?? line.Parent?.SubscriptionItemDetails?.ProrationDetails?.CreditedItems?.Invoice,
            CreditedLineIds = line.Parent?.InvoiceItemDetails?.ProrationDetails?.CreditedItems?.InvoiceLineItems ?? line.Parent?.SubscriptionItemDetails?.ProrationDetails?.CreditedItems?.InvoiceLineItems ?? [],
        };
    }

    public static PaymentMethodSnapshot Of(Stripe.PaymentMethod method) => new(
        method.Id,
        method.CustomerId,
        method.Type,
        method.Card?.Brand,
        method.Card?.Last4 ?? method.SepaDebit?.Last4 ?? method.UsBankAccount?.Last4,
        method.Card is { } card ? (int)card.ExpMonth : null,
        method.Card is { } dated ? (int)dated.ExpYear : null,
        Utc(method.Created))
    {
        CardFingerprint = method.Card?.Fingerprint,
        CardCountry = method.Card?.Country,
    };

    public static CreditNoteSnapshot Of(Stripe.CreditNote note)
    {
        var currency = Currency.Parse(note.Currency);
        return new(
            note.Id,
            note.InvoiceId,
            note.CustomerId,
            note.Number,
            note.Status,
            note.Reason,
            note.Memo,
            new Money(note.Subtotal, currency),
            new Money(note.DiscountAmount, currency),
            new Money(note.Total, currency),
            Utc(note.Created),
            Utc(note.VoidedAt),
            [.. note.Lines?.Data.Select(line => new CreditNoteLineSnapshot(
                line.Description ?? "", line.Quantity ?? 1, line.UnitAmountDecimal, new Money(line.Amount, currency), new Money(line.DiscountAmount, currency),
                [.. line.Taxes?.Select(t => new TaxSnapshot(t.TaxRateDetails?.TaxRateId, new Money(t.Amount, currency), new Money(t.TaxableAmount ?? 0, currency), t.TaxBehavior == "inclusive")) ?? []])) ?? []],
            [.. note.TotalTaxes?.Select(t => new TaxSnapshot(t.TaxRateDetails?.TaxRateId, new Money(t.Amount, currency), new Money(t.TaxableAmount ?? 0, currency), t.TaxBehavior == "inclusive")) ?? []]);
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
            Utc(intent.Created))
        {
            VerifiedAt = AddressOf(intent.NextAction?.VerifyWithMicrodeposits?.HostedVerificationUrl),
        };
    }

    /// <summary>Stripe's page, where it names one.</summary>
    public static Uri? AddressOf(string? page) => Uri.TryCreate(page, UriKind.Absolute, out var address) ? address : null;

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
            Utc(charge.Created))
        {
            MethodType = charge.PaymentMethodDetails?.Type,
            AccountLast4 = charge.PaymentMethodDetails?.SepaDebit?.Last4 ?? charge.PaymentMethodDetails?.UsBankAccount?.Last4,
            CardFingerprint = charge.PaymentMethodDetails?.Card?.Fingerprint,
            CardCountry = charge.PaymentMethodDetails?.Card?.Country,
            RiskLevel = charge.Outcome?.RiskLevel,
            BillingAddressIsWrong = charge.PaymentMethodDetails?.Card?.Checks is { } checks && (checks.AddressLine1Check == "fail" || checks.AddressPostalCodeCheck == "fail"),
        };
    }

    public static DisputeSnapshot Of(Stripe.Dispute dispute) => new(
        dispute.Id, dispute.PaymentIntentId, new Money(dispute.Amount, Currency.Parse(dispute.Currency)), dispute.Status, Utc(dispute.Created));

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
        item.Price.Recurring.UsageType == Metered,
        Utc(item.CurrentPeriodStart),
        Utc(item.CurrentPeriodEnd),
        Lasting(item.Discounts))
    {
        TaxInclusive = item.Price.TaxBehavior == "inclusive",
    };

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
