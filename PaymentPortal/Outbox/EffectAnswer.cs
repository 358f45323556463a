using PaymentPortal.Gateway;
using PaymentPortal.Shared;

namespace PaymentPortal.Outbox;

/// <summary>Tells the outbox why an effect was refused what it asked for: while Stripe does not answer it waits.</summary>
internal static class EffectAnswer
{
    public static T Answered<T>(this Outcome<T> outcome)
        where T : notnull =>
        outcome.IsDone ? outcome.Value : throw (StripeFault.Passes(outcome.Refusal) ? new EffectWaitsException(outcome.Refusal.Sentence) : new InvalidOperationException(outcome.Refusal.Sentence));
}
