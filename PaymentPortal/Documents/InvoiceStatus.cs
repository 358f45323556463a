namespace PaymentPortal.Documents;

/// <summary>What an invoice says about its payment, in Stripe's words.</summary>
public enum InvoiceStatus
{
    Draft,
    Open,
    Paid,
    Void,
    Uncollectible,
}
