using System.Text.Json;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Turns Stripe's objects into the portal's own types. With <see cref="InvoiceReader"/> and <see cref="SubscriptionReader"/> the only place that knows their shape.</summary>
internal static class SnapshotReader
{
    /// <summary>The metadata key under which the portal notes the organisation.</summary>
    public const string OrganisationKey = "organisation";

    /// <summary>Of a price that is billed by use.</summary>
    public const string Metered = "metered";

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
        Stripe.Subscription subscription => SubscriptionReader.Of(subscription),
        Stripe.SubscriptionSchedule schedule => SubscriptionReader.Of(schedule),
        Stripe.Invoice invoice => InvoiceReader.Of(invoice),
        Stripe.PaymentIntent intent => Of(intent),
        Stripe.Charge charge => Of(charge),
        Stripe.Dispute dispute => Of(dispute),
        Stripe.InvoicePayment payment => Of(payment),
        Stripe.PaymentMethod method => Of(method),
        Stripe.CreditNote note => InvoiceReader.Of(note),
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

    /// <summary>Whose an object is, as the portal noted it.</summary>
    public static Guid? Organisation(Dictionary<string, string>? metadata) =>
        metadata?.TryGetValue(OrganisationKey, out var text) == true && Guid.TryParse(text, out var id) ? id : null;

    public static DateTimeOffset Utc(DateTime instant) => new(DateTime.SpecifyKind(instant, DateTimeKind.Utc));

    public static DateTimeOffset? Utc(DateTime? instant) => instant is { } value ? Utc(value) : null;
}
