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

    /// <summary>Stripe's type of what was charged: <c>card</c>, <c>sepa_debit</c>, <c>us_bank_account</c> ...</summary>
    public string? MethodType { get; set; }

    /// <summary>The last four of a bank account.</summary>
    public string? AccountLast4 { get; set; }

    public string? CardBrand { get; set; }

    public string? CardLast4 { get; set; }

    /// <summary>The same for the same card, whoever uses it.</summary>
    public string? CardFingerprint { get; set; }

    public string? CardCountry { get; set; }

    /// <summary>Stripe's word for its risk.</summary>
    public string? RiskLevel { get; set; }

    /// <summary>The bank knows the card's holder by another street or postal code.</summary>
    public bool BillingAddressIsWrong { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
