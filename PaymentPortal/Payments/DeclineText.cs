namespace PaymentPortal.Payments;

/// <summary>Why a bank or Stripe refused a charge, in words for the portal's own people.</summary>
internal static class DeclineText
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["generic_decline"] = "The bank declined and gave no reason",
        ["card_declined"] = "The bank declined",
        ["do_not_honor"] = "The bank declined and gave no reason",
        ["insufficient_funds"] = "Not enough money on the account",
        ["expired_card"] = "The card has expired",
        ["incorrect_cvc"] = "The security code is wrong",
        ["incorrect_number"] = "The card number is wrong",
        ["lost_card"] = "The card was reported lost",
        ["stolen_card"] = "The card was reported stolen",
        ["fraudulent"] = "Stripe suspects fraud",
        ["processing_error"] = "The bank could not process it",
        ["authentication_required"] = "The bank asks for confirmation by the customer",
        ["payment_intent_authentication_failure"] = "The bank's confirmation was not given",
        ["payment_intent_payment_attempt_failed"] = "The bank refused the debit",
        ["account_closed"] = "The account is closed",
        ["no_account"] = "There is no such account",
        ["debit_not_authorized"] = "The account's owner did not allow the debit",
        ["invalid_currency"] = "The account is of another currency",
        ["charge_exceeds_source_limit"] = "The account's limit is reached",
        ["charge_exceeds_weekly_limit"] = "The account's weekly limit is reached",
        ["generic_could_not_process"] = "The bank could not process it",
        ["payment_method_microdeposit_verification_attempts_exceeded"] = "The account was not confirmed: a wrong code came too often",
        ["payment_method_microdeposit_verification_timeout"] = "The account was not confirmed in time",
        ["card_velocity_exceeded"] = "The card's limit is reached",
    };

    /// <summary>The reason in words; a code that is not known is shown with its own.</summary>
    public static string Of(string? code) => code switch
    {
        null => "No reason was given",
        _ when Words.TryGetValue(code, out var words) => words,
        _ => "Refused: " + code.Replace('_', ' '),
    };
}
