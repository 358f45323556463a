using PaymentPortal.Accounts;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>An invoice as Stripe last told it.</summary>
public sealed class Invoice
{
    /// <summary>Stripe's id, <c>in_...</c>.</summary>
    public required string Id { get; init; }

    public required string CustomerId { get; set; }

    public OrganisationId? OrganisationId { get; set; }

    public string? SubscriptionId { get; set; }

    /// <summary>Given when the invoice is finalised.</summary>
    public string? Number { get; set; }

    /// <summary>Stripe's status: <c>draft</c>, <c>open</c>, <c>paid</c>, <c>void</c>, <c>uncollectible</c>.</summary>
    public required string Status { get; set; }

    public required Money Total { get; set; }

    public required Money Tax { get; set; }

    public required Money AmountPaid { get; set; }

    public required Money AmountDue { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinalizedAt { get; set; }

    public DateTimeOffset? PaidAt { get; set; }

    public DateTimeOffset? VoidedAt { get; set; }

    /// <summary>It is sent to be paid by the customer, instead of being charged by itself.</summary>
    public bool IsSent { get; set; }

    /// <summary>It gave money to the customer's balance; nobody paid.</summary>
    public bool IsCredited => Status == "paid" && Total.MinorUnits < 0;

    /// <summary>Why it was made, as Stripe says: <c>subscription_create</c>, <c>subscription_cycle</c> ...</summary>
    public string? BillingReason { get; set; }
}
