using PaymentPortal.Payments;
using PaymentPortal.Shared.Components;

namespace PaymentPortal.Checkout.Risk;

/// <summary>What came of an attempt to pay, for the portal's own people.</summary>
internal static class AttemptWords
{
    public static string Of(PaymentAttempt attempt) => attempt switch
    {
        { Decision: AttemptDecision.Held } => "Held for review",
        { Decision: AttemptDecision.Stopped } => "Stopped after too many declines",
        { IsOfCard: true } => "Began to save a card",
        { Outcome: "failed" } => $"Declined: {DeclineText.Of(attempt.DeclineCode)}",
        { Outcome: "succeeded" } => "Paid",
        { Outcome: not null } => "On its way",
        { PaymentId: null, IsOfChange: false } => "Not handed to Stripe: the order had changed, or cannot be bought",
        { Decision: AttemptDecision.ThreeDSecure } => "Sent to the bank to confirm (3D Secure), not finished",
        _ => "Not finished",
    };

    public static Tone ToneOf(PaymentAttempt attempt) => attempt switch
    {
        { Decision: AttemptDecision.Held } => Tone.Attention,
        { Decision: AttemptDecision.Stopped } or { Outcome: "failed" } => Tone.Failed,
        { Outcome: "succeeded" } => Tone.Good,
        { Outcome: not null } => Tone.Waiting,
        _ => Tone.Ended,
    };
}
