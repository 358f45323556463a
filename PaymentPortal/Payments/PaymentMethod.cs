namespace PaymentPortal.Payments;

/// <summary>A card or an account that a customer has saved, as Stripe last told it.</summary>
public sealed class PaymentMethod
{
    /// <summary>Stripe's id, <c>pm_...</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is; null once it was removed.</summary>
    public string? CustomerId { get; set; }

    /// <summary>Stripe's type: <c>card</c>, <c>sepa_debit</c>, <c>us_bank_account</c> ...</summary>
    public required string Type { get; set; }

    public string? Brand { get; set; }

    public string? Last4 { get; set; }

    public int? ExpiryMonth { get; set; }

    public int? ExpiryYear { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last day on which the card can be charged; null for what does not expire.</summary>
    public DateOnly? ExpiresOn => ExpiryYear is { } year && ExpiryMonth is { } month ? new DateOnly(year, month, DateTime.DaysInMonth(year, month)) : null;
}
