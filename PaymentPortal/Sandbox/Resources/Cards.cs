using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Stripe's test cards. Of a number only brand, last four digits, a fingerprint and how the card behaves are kept.</summary>
internal static class Cards
{
    /// <summary>How a card's bank answers a charge; null where it agrees.</summary>
    internal sealed record Refusal(string Code, string? DeclineCode, string Message);

    private sealed record Card(string Token, string Brand, string Funding, string Country, string Behaviour);

    private static readonly Dictionary<string, Card> ByNumber = new()
    {
        ["4242424242424242"] = new("pm_card_visa", "visa", "credit", "US", "ok"),
        ["4000056655665556"] = new("pm_card_visa_debit", "visa", "debit", "US", "ok"),
        ["5555555555554444"] = new("pm_card_mastercard", "mastercard", "credit", "US", "ok"),
        ["5200828282828210"] = new("pm_card_mastercard_debit", "mastercard", "debit", "US", "ok"),
        ["5105105105105100"] = new("pm_card_mastercard_prepaid", "mastercard", "prepaid", "US", "ok"),
        ["2223003122003222"] = new("pm_card_mastercard_2_series", "mastercard", "credit", "US", "ok"),
        ["378282246310005"] = new("pm_card_amex", "amex", "credit", "US", "ok"),
        ["371449635398431"] = new("pm_card_amex_2", "amex", "credit", "US", "ok"),
        ["6011111111111117"] = new("pm_card_discover", "discover", "credit", "US", "ok"),
        ["3056930009020004"] = new("pm_card_diners", "diners", "credit", "US", "ok"),
        ["3566002020360505"] = new("pm_card_jcb", "jcb", "credit", "JP", "ok"),
        ["6200000000000005"] = new("pm_card_unionpay", "unionpay", "credit", "CN", "ok"),
        ["4000008260000000"] = new("pm_card_gb", "visa", "credit", "GB", "ok"),
        ["4000002760000016"] = new("pm_card_de", "visa", "credit", "DE", "ok"),
        ["4000002500000003"] = new("pm_card_fr", "visa", "credit", "FR", "ok"),
        ["4000000000000002"] = new("pm_card_chargeDeclined", "visa", "credit", "US", "generic_decline"),
        ["4000000000009995"] = new("pm_card_chargeDeclinedInsufficientFunds", "visa", "credit", "US", "insufficient_funds"),
        ["4000000000009987"] = new("pm_card_chargeDeclinedLostCard", "visa", "credit", "US", "lost_card"),
        ["4000000000009979"] = new("pm_card_chargeDeclinedStolenCard", "visa", "credit", "US", "stolen_card"),
        ["4000000000000069"] = new("pm_card_chargeDeclinedExpiredCard", "visa", "credit", "US", "expired_card"),
        ["4000000000000127"] = new("pm_card_chargeDeclinedIncorrectCvc", "visa", "credit", "US", "incorrect_cvc"),
        ["4000000000000119"] = new("pm_card_chargeDeclinedProcessingError", "visa", "credit", "US", "processing_error"),
        ["4000000000000341"] = new("pm_card_chargeCustomerFail", "visa", "credit", "US", "attaches_then_declines"),
        ["4000002760003184"] = new("pm_card_authenticationRequired", "visa", "credit", "DE", "authenticate_always"),
        ["4000002500003155"] = new("pm_card_authenticationRequiredOnSetup", "visa", "credit", "FR", "authenticate_unless_set_up"),
    };

    private static readonly Dictionary<string, string> NumberByToken = ByNumber.ToDictionary(p => p.Value.Token, p => p.Key);

    public static bool IsToken(string id) => NumberByToken.ContainsKey(id);

    /// <summary>The card of a test token such as pm_card_visa, good for a year after the given time.</summary>
    public static JsonObject OfToken(string token, string salt, long now) =>
        Shape(NumberByToken[token], 12, DateTimeOffset.FromUnixTimeSeconds(now).Year + 1, true, salt);

    /// <summary>The card of what was typed, or Stripe's refusal of it.</summary>
    public static JsonObject OfTyped(JsonObject sent, string salt, long now)
    {
        var number = new string([.. (sent.Str("number") ?? throw StripeError.Missing("card[number]")).Where(c => c is not (' ' or '-'))]);
        if (number.Length is < 12 or > 19 || !number.All(char.IsAsciiDigit) || !PassesLuhn(number))
            throw new StripeError(402, "card_error", "incorrect_number", "Your card number is incorrect.", "number");
        var month = sent.Long("exp_month") ?? throw StripeError.Missing("card[exp_month]");
        var year = sent.Long("exp_year") ?? throw StripeError.Missing("card[exp_year]");
        if (year < 100)
            year += 2000;
        var today = DateTimeOffset.FromUnixTimeSeconds(now);
        if (month is < 1 or > 12)
            throw new StripeError(402, "card_error", "invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month");
        if (year < today.Year || year > today.Year + 50)
            throw new StripeError(402, "card_error", "invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year");
        if (year == today.Year && month < today.Month)
            throw new StripeError(402, "card_error", "invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month");
        var cvc = sent.Str("cvc");
        var amex = number[0] == '3' && number[1] is '4' or '7' && number.Length == 15;
        if (cvc is not null && (!cvc.All(char.IsAsciiDigit) || cvc.Length != 3 && !(amex && cvc.Length == 4)))
            throw new StripeError(402, "card_error", "invalid_cvc", "Your card's security code is invalid.", "cvc");
        if (!ByNumber.ContainsKey(number))
        {
            throw new StripeError(402, "card_error", "card_declined", "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.", "number")
            {
                DeclineCode = "test_mode_live_card",
            };
        }
        return Shape(number, month, year, cvc is not null, salt);
    }

    private static JsonObject Shape(string number, long month, long year, bool hasCvc, string salt)
    {
        var card = ByNumber[number];
        var print = HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(number));
        return new JsonObject
        {
            ["brand"] = card.Brand,
            ["checks"] = new JsonObject { ["address_line1_check"] = null, ["address_postal_code_check"] = null, ["cvc_check"] = hasCvc ? "unchecked" : null },
            ["country"] = card.Country,
            ["display_brand"] = card.Brand == "amex" ? "american_express" : card.Brand,
            ["exp_month"] = month,
            ["exp_year"] = year,
            ["fingerprint"] = Convert.ToBase64String(print).Replace("+", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal)[..16],
            ["funding"] = card.Funding,
            ["generated_from"] = null,
            ["last4"] = number[^4..],
            ["networks"] = new JsonObject { ["available"] = new JsonArray(card.Brand), ["preferred"] = null },
            ["regulated_status"] = "unregulated",
            ["three_d_secure_usage"] = new JsonObject { ["supported"] = card.Brand is not "unionpay" },
            ["wallet"] = null,
            ["_behaviour"] = card.Behaviour,
        };
    }

    private static bool PassesLuhn(string number)
    {
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }
        return sum % 10 == 0;
    }

    public static Refusal? RefusalOf(string? behaviour) => behaviour switch
    {
        "generic_decline" or "attaches_then_declines" => new("card_declined", "generic_decline", "Your card was declined."),
        "insufficient_funds" => new("card_declined", "insufficient_funds", "Your card has insufficient funds."),
        "lost_card" => new("card_declined", "lost_card", "Your card was declined."),
        "stolen_card" => new("card_declined", "stolen_card", "Your card was declined."),
        "expired_card" => new("expired_card", "expired_card", "Your card has expired."),
        "incorrect_cvc" => new("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."),
        "processing_error" => new("processing_error", "processing_error", "An error occurred while processing your card. Try again in a little bit."),
        _ => null,
    };

}
