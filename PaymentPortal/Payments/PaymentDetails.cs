using PaymentPortal.Customers;
using PaymentPortal.Inbox;
using PaymentPortal.Invoices;

namespace PaymentPortal.Payments;

/// <summary>A payment with all that belongs to it.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="Row">What a list shows of it.</param>
/// <param name="Customer">Who pays, where we know.</param>
/// <param name="Charges">The attempts, the oldest first.</param>
/// <param name="Invoice">The invoice that it pays.</param>
/// <param name="Entries">What Stripe told of these, the oldest first.</param>
/// <param name="Raw">The latest that Stripe told of the payment, as it came.</param>
public sealed record PaymentDetails(
    Payment Payment, PaymentRow Row, Customer? Customer, IReadOnlyList<Charge> Charges, Invoice? Invoice, IReadOnlyList<InboxRow> Entries, string? Raw);
