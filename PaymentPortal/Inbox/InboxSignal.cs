using PaymentPortal.Shared;

namespace PaymentPortal.Inbox;

/// <summary>Says that entries were stored.</summary>
internal sealed class InboxSignal : WakeSignal;
