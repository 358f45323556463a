using PaymentPortal.Shared;

namespace PaymentPortal.Payments;

/// <summary>One attempt to take money, as Stripe last told it. Revenue counts what succeeded, less what was refunded.</summary>
public sealed class Charge
{
    /// <summary>Stripe's id, <c>ch_...</c>.</summary>
    public required string Id { get; init; }

    public string? PaymentId { get; set; }

    public string? CustomerId { get; set; }

    public required Money Amount { get; set; }

    public required Money AmountRefunded { get; set; }

    /// <summary>Stripe's status: <c>succeeded</c>, <c>pending</c>, <c>failed</c>.</summary>
    public required string Status { get; set; }

    public string? FailureCode { get; set; }

    public string? CardBrand { get; set; }

    public string? CardLast4 { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
