namespace PaymentPortal.Payments;

/// <summary>Which payment pays which invoice: payment intents and charges no longer name their invoice.</summary>
public sealed class InvoicePayment
{
    /// <summary>Stripe's id, <c>inpay_...</c>.</summary>
    public required string Id { get; init; }

    public required string InvoiceId { get; set; }

    public string? PaymentId { get; set; }

    /// <summary>Stripe's status: <c>open</c>, <c>paid</c>, <c>canceled</c>.</summary>
    public required string Status { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
