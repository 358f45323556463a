using PaymentPortal.Shared;

namespace PaymentPortal.Payments;

/// <summary>A payment in a list.</summary>
/// <param name="Id">Stripe's id.</param>
/// <param name="Amount">What was to be paid.</param>
/// <param name="State">The word of its state.</param>
/// <param name="FailureCode">Why the latest attempt failed.</param>
/// <param name="CustomerId">Who pays.</param>
/// <param name="Customer">The customer's name, else mail address, else id.</param>
/// <param name="Card">The card that paid, else the one tried last.</param>
/// <param name="Plan">The plan's name, where it pays for one of ours.</param>
/// <param name="InvoiceNumber">The number of the invoice that it pays.</param>
/// <param name="CreatedAt">When it was begun, UTC.</param>
public sealed record PaymentRow(
    string Id,
    Money Amount,
    string State,
    string? FailureCode,
    string? CustomerId,
    string? Customer,
    string? Card,
    string? Plan,
    string? InvoiceNumber,
    DateTimeOffset CreatedAt)
{
    /// <summary>What was paid for, in a few words.</summary>
    public string Description => (Plan, InvoiceNumber) switch
    {
        ({ } plan, { } number) => $"{plan} plan · {number}",
        ({ } plan, null) => $"{plan} plan",
        (null, { } number) => $"Invoice {number}",
        _ => "Payment",
    };
}
