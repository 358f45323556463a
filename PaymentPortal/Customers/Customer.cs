using PaymentPortal.Accounts;

namespace PaymentPortal.Customers;

/// <summary>A customer as Stripe holds it. One that bought through the portal belongs to an organisation.</summary>
public sealed class Customer
{
    /// <summary>Stripe's id, <c>cus_...</c>.</summary>
    public required string Id { get; init; }

    public OrganisationId? OrganisationId { get; set; }

    public string? Name { get; set; }

    public string? Email { get; set; }

    public string? Country { get; set; }

    /// <summary>What invoices are paid by where their subscription names nothing else.</summary>
    public string? DefaultPaymentMethodId { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool Deleted { get; set; }
}
