using PaymentPortal.Shared;

namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A payment intent. <c>ClientSecret</c> is only for the buyer's browser and is never stored.</summary>
internal sealed record PaymentSnapshot(
    string Id,
    string? CustomerId,
    Money Amount,
    Money AmountReceived,
    string Status,
    string? FailureCode,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id);

/// <summary>A charge: one attempt to take money.</summary>
internal sealed record ChargeSnapshot(
    string Id,
    string? PaymentId,
    string? CustomerId,
    Money Amount,
    Money AmountRefunded,
    string Status,
    string? FailureCode,
    string? CardBrand,
    string? CardLast4,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id);

/// <summary>Which payment intent pays which invoice.</summary>
internal sealed record InvoicePaymentSnapshot(
    string Id,
    string InvoiceId,
    string? PaymentId,
    string Status,
    DateTimeOffset CreatedAt) : StripeSnapshot(Id);
