using System.Text.Json;
using PaymentPortal.Outbox;

namespace PaymentPortal.Invoices;

/// <summary>Makes the invoice's document as soon as its state is known, so that it holds the seller and the branding of that day.</summary>
internal sealed class FreezeDocument(InvoiceDocuments documents) : IEffect
{
    public const string EffectName = "invoice.freeze-document";

    public string Name => EffectName;

    public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var cause = JsonSerializer.Deserialize<InvoiceCause>(message.Payload)!;
        (await documents.EnsureAsync(cause.InvoiceId, cancellationToken)).Answered();
    }
}
