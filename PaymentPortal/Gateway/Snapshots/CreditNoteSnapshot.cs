using PaymentPortal.Shared;

namespace PaymentPortal.Gateway.Snapshots;

/// <summary>A credit note: what is taken off an invoice that is final. <c>Status</c> is <c>issued</c> or <c>void</c>.</summary>
internal sealed record CreditNoteSnapshot(
    string Id,
    string InvoiceId,
    string CustomerId,
    string Number,
    string Status,
    string? Reason,
    string? Memo,
    Money Subtotal,
    Money Discount,
    Money Total,
    DateTimeOffset CreatedAt,
    DateTimeOffset? VoidedAt,
    IReadOnlyList<CreditNoteLineSnapshot> Lines,
    IReadOnlyList<TaxSnapshot> Taxes) : StripeSnapshot(Id);

/// <summary>A line of a credit note; <c>Amount</c> is before discount and exclusive tax.</summary>
internal sealed record CreditNoteLineSnapshot(string Description, long Quantity, decimal? UnitAmountDecimal, Money Amount, Money Discount, IReadOnlyList<TaxSnapshot> Taxes);
