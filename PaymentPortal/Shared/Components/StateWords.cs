using System.Collections.Frozen;

namespace PaymentPortal.Shared.Components;

/// <summary>The word and the tone for a state as Stripe or our tables write it, so that one state looks the same on every page.</summary>
public static class StateWords
{
    private static readonly FrozenDictionary<string, (string Word, Tone Tone)> Known = new Dictionary<string, (string, Tone)>(StringComparer.Ordinal)
    {
        ["paid"] = ("Paid", Tone.Good),
        ["succeeded"] = ("Succeeded", Tone.Good),
        ["active"] = ("Active", Tone.Good),
        ["done"] = ("Done", Tone.Good),
        ["sent"] = ("Sent", Tone.Good),
        ["trialing"] = ("In trial", Tone.Good),
        ["past_due"] = ("Past due", Tone.Attention),
        ["requires_action"] = ("Needs confirmation", Tone.Attention),
        ["requires_payment_method"] = ("Needs a payment method", Tone.Attention),
        ["requires_confirmation"] = ("Not confirmed", Tone.Attention),
        ["requires_capture"] = ("To be captured", Tone.Attention),
        ["partially_refunded"] = ("Partly refunded", Tone.Attention),
        ["disputed"] = ("Disputed", Tone.Attention),
        ["parked"] = ("Parked", Tone.Attention),
        ["failed"] = ("Failed", Tone.Failed),
        ["unpaid"] = ("Unpaid", Tone.Failed),
        ["uncollectible"] = ("Uncollectible", Tone.Failed),
        ["incomplete_expired"] = ("Never paid", Tone.Ended),
        ["canceled"] = ("Cancelled", Tone.Ended),
        ["refunded"] = ("Refunded", Tone.Ended),
        ["void"] = ("Void", Tone.Ended),
        ["draft"] = ("Draft", Tone.Ended),
        ["paused"] = ("Paused", Tone.Ended),
        ["ignored"] = ("Ignored", Tone.Ended),
        ["open"] = ("Open", Tone.Waiting),
        ["processing"] = ("Processing", Tone.Waiting),
        ["pending"] = ("Pending", Tone.Waiting),
        ["incomplete"] = ("Waiting for payment", Tone.Waiting),
        ["received"] = ("Received", Tone.Waiting),
        ["working"] = ("Working", Tone.Waiting),
        ["retrying"] = ("Retrying", Tone.Waiting),
        ["invited"] = ("Invited", Tone.Waiting),
        ["waiting"] = ("Waiting", Tone.Attention),
        ["approved"] = ("Approved", Tone.Good),
        ["refused"] = ("Refused", Tone.Failed),
        ["replaced"] = ("Replaced", Tone.Ended),
        ["expired"] = ("Expired", Tone.Ended),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Word and tone of a state; a state that is not known keeps its own words, in grey.</summary>
    public static (string Word, Tone Tone) Of(string state)
    {
        if (Known.TryGetValue(state, out var known))
        {
            return known;
        }

        var words = state.Replace('_', ' ');
        return (words.Length == 0 ? "Unknown" : char.ToUpperInvariant(words[0]) + words[1..], Tone.Ended);
    }
}
