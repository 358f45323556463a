namespace PaymentPortal.Accounts.PersonalData;

/// <summary>What the erasure of a person has to do beyond his account; it stands in the outbox until it is done.</summary>
/// <param name="UserId">Whose account it was.</param>
/// <param name="Values">The person's address and name, wherever they stand.</param>
/// <param name="Customers">The customers at Stripe that were his alone.</param>
/// <param name="Salt">Makes the hashes in place of what is erased; it is gone when the erasure is done.</param>
internal sealed record Erasure(Guid UserId, IReadOnlyList<string> Values, IReadOnlyList<string> Customers, string Salt)
{
    /// <summary>Customers of organisations that go on without him, whose invoices went to his address: where they go from now on.</summary>
    public IReadOnlyDictionary<string, string> Addressed { get; init; } = new Dictionary<string, string>();

    public const string Nobody = "Erased person";
    public const string NoAddress = "@erased.invalid";
    public const string Forget = "erasure.forget";
    public const string Redact = "erasure.redact";
    public const string RedactLate = "erasure.redact-late";

    /// <summary>Stripe tells of the erasure itself in an event, with what was before.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);
}
