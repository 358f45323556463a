using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Why a payment is refused: by the bank, or by Stripe itself where it takes the payment for fraud.</summary>
internal sealed record Refusal(string Code, string? DeclineCode, string Message, string? Advice = null)
{
    /// <summary>Empty where the bank refuses; else the risk for which the payment never reached the bank.</summary>
    public string Blocked { get; init; } = "";

    /// <summary>The field of the card's form that is wrong; null where none is to blame.</summary>
    public string? Param => Code switch
    {
        "expired_card" => "exp_month",
        "incorrect_cvc" => "cvc",
        _ => null,
    };

    /// <summary>The answer of a card's bank to a charge, by its decline code.</summary>
    public static Refusal Of(string declineCode) => declineCode switch
    {
        "insufficient_funds" => new("card_declined", declineCode, "Your card has insufficient funds.", "try_again_later"),
        "lost_card" or "stolen_card" => new("card_declined", declineCode, "Your card was declined.", "do_not_try_again"),
        "card_velocity_exceeded" => new("card_declined", declineCode, "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.", "try_again_later"),
        "expired_card" => new("expired_card", declineCode, "Your card has expired.", "confirm_card_data"),
        "incorrect_cvc" => new("incorrect_cvc", declineCode, "Your card's security code is incorrect.", "confirm_card_data"),
        "processing_error" => new("processing_error", declineCode, "An error occurred while processing your card. Try again in a little bit.", "try_again_later"),
        "authentication_required" => new("authentication_required", declineCode, "Your card was declined. This transaction requires authentication."),
        _ => new("card_declined", declineCode, "Your card was declined.", "try_again_later"),
    };

    /// <summary>Stripe's own refusal of a payment that looks like fraud.</summary>
    public static Refusal Fraud(string reason) => new("card_declined", "fraudulent", "Your card was declined.") { Blocked = reason };

    /// <summary>What comes back from a bank days after a debit was sent.</summary>
    public static Refusal OfDebit(string code) => new(code, null, code switch
    {
        "account_closed" => "The bank account has been closed.",
        "no_account" => "The bank account could not be located.",
        "insufficient_funds" => "The account has insufficient funds to cover this payment.",
        "debit_not_authorized" => "The customer has notified their bank that this payment was unauthorized.",
        "invalid_currency" => "The bank was unable to process this payment because of its currency.",
        _ => "The bank account could not be debited.",
    });

    /// <summary>The error for the caller; the objects that it names are added by who throws it.</summary>
    public StripeError Error(JsonObject objects)
    {
        if (Advice is not null)
            objects["advice_code"] = Advice;
        return new StripeError(402, "card_error", Code, Message, Param) { DeclineCode = DeclineCode, KeepsChanges = true, Objects = objects };
    }

    /// <summary>The refusal of a card that its customer is not there to authenticate, has expired or is declined; null where nothing speaks against it.</summary>
    public static Refusal? OfCard(JsonObject method, long now)
    {
        var behaviour = Behaviour.Of(method);
        if (behaviour.Of("risk") is ("blocked" or "highest") and var risk)
            return Fraud(risk == "blocked" ? "rule" : "highest_risk_level");
        var card = method.Obj("card")!;
        var today = DateTimeOffset.FromUnixTimeSeconds(now);
        if (card.Long("exp_year") * 12 + card.Long("exp_month") < today.Year * 12 + today.Month)
            return Of("expired_card");
        if (behaviour.Is("cvc_fails") && card.Obj("checks")!.Str("cvc_check") is not null)
            return Of("incorrect_cvc");
        return behaviour.Of("decline") is { } code ? Of(code) : null;
    }
}
