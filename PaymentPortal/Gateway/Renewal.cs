using PaymentPortal.Shared;

namespace PaymentPortal.Gateway;

/// <summary>How renewals are paid.</summary>
/// <param name="Method">By what; null where nothing is saved.</param>
internal sealed record Renewal(RenewalMethod? Method)
{
    /// <summary>What is taken off for a time or forever.</summary>
    public IReadOnlyList<RunningDiscount> Discounts { get; init; } = [];

    /// <summary>What a trial does that ends without a way to pay, in Stripe's word: <c>cancel</c>, <c>pause</c>, <c>create_invoice</c>; null without a trial.</summary>
    public string? WithoutMethod { get; init; }

    /// <summary>When the open invoice is charged again by itself.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
}

/// <summary>A card or account.</summary>
/// <param name="Type">Stripe's type.</param>
/// <param name="Brand">The card's brand; null where it is no card.</param>
/// <param name="Last4">The last four digits.</param>
/// <param name="ExpiryMonth">The last month in which the card is good, 1 to 12.</param>
/// <param name="ExpiryYear">The year of that month.</param>
internal sealed record RenewalMethod(string Type, string? Brand, string? Last4, int? ExpiryMonth, int? ExpiryYear);
