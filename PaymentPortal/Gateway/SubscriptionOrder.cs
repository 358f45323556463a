using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;

namespace PaymentPortal.Gateway;

/// <summary>What a new subscription is made of.</summary>
internal sealed record SubscriptionOrder(Guid OrganisationId, string CustomerId, string PriceId, IReadOnlyList<string> TaxRateIds);

/// <summary>A subscription with what the buyer needs to pay its first invoice.</summary>
/// <param name="Answer">The subscription.</param>
/// <param name="InvoiceId">Its first invoice.</param>
/// <param name="InvoiceStatus">The invoice's status.</param>
/// <param name="PaymentId">The invoice's payment intent; null where nothing is to be paid.</param>
/// <param name="ClientSecret">For the buyer's browser only; never stored or logged.</param>
/// <param name="Total">What will be charged.</param>
internal sealed record StartedSubscription(
    StripeAnswer<SubscriptionSnapshot> Answer,
    string InvoiceId,
    string InvoiceStatus,
    string? PaymentId,
    string? ClientSecret,
    Money Total);

/// <summary>Who pays, as it will stand on the invoice.</summary>
internal sealed record CustomerDetails(
    string Name,
    string Email,
    string Country,
    string? Line1,
    string? City,
    string? PostalCode,
    string? State);

/// <summary>A card as people know it: its brand (Stripe's word) and its last four digits.</summary>
internal sealed record PaidCard(string? Brand, string? Last4);
