using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>A credit note as Stripe last told it: what was taken off a final invoice.</summary>
public sealed class CreditNote
{
    /// <summary>Stripe's id, <c>cn_...</c>.</summary>
    public required string Id { get; init; }

    public required string InvoiceId { get; set; }

    public required string Number { get; set; }

    /// <summary>Stripe's status: <c>issued</c> or <c>void</c>.</summary>
    public required string Status { get; set; }

    /// <summary>Stripe's reason: <c>duplicate</c>, <c>fraudulent</c>, <c>order_change</c>, <c>product_unsatisfactory</c>.</summary>
    public string? Reason { get; set; }

    public string? Memo { get; set; }

    public required Money Total { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
