namespace PaymentPortal.Customers;

/// <summary>A customer's tax id, with what the authority that gives them answered Stripe about it.</summary>
public sealed class TaxId
{
    /// <summary>Stripe's id, <c>txi_...</c>.</summary>
    public required string Id { get; init; }

    public required string CustomerId { get; set; }

    /// <summary>Stripe's type: <c>eu_vat</c>, <c>gb_vat</c> ...</summary>
    public required string Type { get; set; }

    public required string Value { get; set; }

    /// <summary>Stripe's word: <c>pending</c>, <c>verified</c>, <c>unverified</c>, or <c>unavailable</c> where nobody can be asked.</summary>
    public required string Status { get; set; }

    /// <summary>Since when the status is what it is, UTC.</summary>
    public required DateTimeOffset StatusSince { get; set; }

    /// <summary>Whose it is, as the authority has it; null where it does not say.</summary>
    public string? VerifiedName { get; set; }

    public string? VerifiedAddress { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
