using PaymentPortal.Shared;

namespace PaymentPortal.Payments;

/// <summary>A payment intent as Stripe last told it: one sum to be paid, in as many attempts as it takes.</summary>
public sealed class Payment
{
    /// <summary>Stripe's id, <c>pi_...</c>.</summary>
    public required string Id { get; init; }

    public string? CustomerId { get; set; }

    public required Money Amount { get; set; }

    public required Money AmountReceived { get; set; }

    /// <summary>Stripe's status: <c>requires_payment_method</c>, <c>requires_action</c>, <c>processing</c>, <c>succeeded</c>, <c>canceled</c> ...</summary>
    public required string Status { get; set; }

    /// <summary>Why the last attempt failed: Stripe's decline code or error code.</summary>
    public string? FailureCode { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
