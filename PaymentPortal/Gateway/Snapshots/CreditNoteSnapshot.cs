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
    IReadOnlyList<TaxSnapshot> Taxes) : StripeSnapshot(Id)
{
    /// <summary>What it takes off the invoice that is still to be paid.</summary>
    public Money PrePayment { get; init; }

    /// <summary>What it gives back of an invoice that was paid: refunded, put to the customer's credit, or returned outside of Stripe.</summary>
    public Money PostPayment { get; init; }

    /// <summary>What of that goes back to the card or account that paid.</summary>
    public Money Refunded { get; init; }

    /// <summary>What of that was returned outside of Stripe.</summary>
    public Money OutOfBand { get; init; }

    /// <summary>What of that is credit which later invoices are paid with.</summary>
    public Money Credited => PostPayment - Refunded - OutOfBand;
}

/// <summary>A line of a credit note; <c>Amount</c> is before discount and exclusive tax.</summary>
internal sealed record CreditNoteLineSnapshot(string Description, long Quantity, decimal? UnitAmountDecimal, Money Amount, Money Discount, IReadOnlyList<TaxSnapshot> Taxes);
