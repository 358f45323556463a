using PaymentPortal.Shared;

namespace PaymentPortal.Gateway.Snapshots;

/// <summary>An invoice with what it froze of seller and buyer.</summary>
internal sealed record InvoiceSnapshot(
    string Id,
    string CustomerId,
    string? SubscriptionId,
    Guid? OrganisationId,
    string? Number,
    string Status,
    string? BillingReason,
    Money Subtotal,
    Money Discount,
    Money Tax,
    Money Total,
    Money AmountPaid,
    Money AmountDue,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? FinalizedAt,
    DateTimeOffset? PaidAt,
    DateTimeOffset? VoidedAt,
    BuyerSnapshot Buyer,
    IReadOnlyList<InvoiceLineSnapshot> Lines,
    IReadOnlyList<TaxSnapshot> Taxes,
    bool LinesComplete) : StripeSnapshot(Id);

/// <summary>The buyer as the invoice holds it.</summary>
internal sealed record BuyerSnapshot(string? Name, string? Email, AddressSnapshot? Address, IReadOnlyList<string> TaxIds);

/// <summary>A postal address.</summary>
internal sealed record AddressSnapshot(string? Line1, string? Line2, string? City, string? PostalCode, string? State, string? Country);

/// <summary>A line of an invoice; <c>Amount</c> is before discount and exclusive tax.</summary>
internal sealed record InvoiceLineSnapshot(
    string Description,
    long Quantity,
    decimal? UnitAmountDecimal,
    Money Amount,
    Money Discount,
    DateTimeOffset PeriodStart,
    DateTimeOffset PeriodEnd,
    IReadOnlyList<TaxSnapshot> Taxes);

/// <summary>A tax by its rate.</summary>
internal sealed record TaxSnapshot(string? TaxRateId, Money Amount, Money Taxable, bool Inclusive);
