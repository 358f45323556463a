using PaymentPortal.Gateway;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;

namespace PaymentPortal.Invoices;

/// <summary>Tells the outbox why a document could not be made: while Stripe does not answer it waits.</summary>
internal static class InvoiceFailure
{
    public static Exception Of(Refusal refusal) => StripeFault.Passes(refusal) ? new EffectWaitsException(refusal.Sentence) : new InvalidOperationException(refusal.Sentence);
}
