using PaymentPortal.Shared;

namespace PaymentPortal.Outbox;

/// <summary>Says that effects were committed.</summary>
internal sealed class OutboxSignal : WakeSignal;
