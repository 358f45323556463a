namespace PaymentPortal.Outbox;

/// <summary>An effect cannot be done now, through no fault of its own: it is tried again later, and no attempt is counted.</summary>
/// <param name="sentence">What it waits for, for admins.</param>
internal sealed class EffectWaitsException(string sentence) : Exception(sentence);
