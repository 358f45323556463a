using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The card of a payment method. Of a number only brand, last four digits, a fingerprint and how the card behaves are kept.</summary>
internal static class Cards
{
    /// <summary>Test cards named by token stay good for as long as a test clock may run ahead.</summary>
    private const int YearsOfTokens = 8;

    /// <summary>The card of a test token such as pm_card_visa.</summary>
    public static JsonObject OfToken(Work work, TestCard card) => Shape(card, 12, DateTimeOffset.FromUnixTimeSeconds(work.RealNow).Year + YearsOfTokens, true, work.Store.Salt);

    /// <summary>The card of what was typed, or Stripe's refusal of it.</summary>
    public static JsonObject OfTyped(Work work, JsonObject sent)
    {
        var number = new string([.. (sent.Str("number") ?? throw StripeError.Missing("card[number]")).Where(c => c is not (' ' or '-'))]);
        if (number.Length is < 12 or > 19 || !number.All(char.IsAsciiDigit) || !TestCard.PassesLuhn(number))
            throw new StripeError(402, "card_error", "incorrect_number", "Your card number is incorrect.", "number");
        var month = sent.Long("exp_month") ?? throw StripeError.Missing("card[exp_month]");
        var year = sent.Long("exp_year") ?? throw StripeError.Missing("card[exp_year]");
        if (year < 100)
            year += 2000;
        CheckExpiry(month, year, work.RealNow);
        var cvc = sent.Str("cvc");
        var amex = number[0] == '3' && number[1] is '4' or '7' && number.Length == 15;
        if (cvc is not null && (!cvc.All(char.IsAsciiDigit) || cvc.Length != 3 && !(amex && cvc.Length == 4)))
            throw new StripeError(402, "card_error", "invalid_cvc", "Your card's security code is invalid.", "cvc");
        var card = TestCard.OfNumber(number) ?? throw new StripeError(402, "card_error", "card_declined",
            "Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.", "number")
        {
            DeclineCode = "test_mode_live_card",
        };
        return Shape(card, month, year, cvc is not null, work.Store.Salt);
    }

    public static void CheckExpiry(long month, long year, long now)
    {
        var today = DateTimeOffset.FromUnixTimeSeconds(now);
        if (month is < 1 or > 12)
            throw new StripeError(402, "card_error", "invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month");
        if (year < today.Year || year > today.Year + 50)
            throw new StripeError(402, "card_error", "invalid_expiry_year", "Your card's expiration year is invalid.", "exp_year");
        if (year == today.Year && month < today.Month)
            throw new StripeError(402, "card_error", "invalid_expiry_month", "Your card's expiration month is invalid.", "exp_month");
    }

    private static JsonObject Shape(TestCard card, long month, long year, bool hasCvc, string salt) => new()
    {
        ["brand"] = card.Brand,
        ["checks"] = new JsonObject { ["address_line1_check"] = null, ["address_postal_code_check"] = null, ["cvc_check"] = hasCvc ? "unchecked" : null },
        ["country"] = card.Country,
        ["display_brand"] = card.Brand == "amex" ? "american_express" : card.Brand,
        ["exp_month"] = month,
        ["exp_year"] = year,
        ["fingerprint"] = Fingerprint(card.Number, salt),
        ["funding"] = card.Funding,
        ["generated_from"] = null,
        ["last4"] = card.Number[^4..],
        ["networks"] = new JsonObject
        {
            ["available"] = card.Names.Any(n => n.EndsWith("cartesBancaires", StringComparison.Ordinal)) ? new JsonArray(card.Brand, "cartes_bancaires") : new JsonArray(card.Brand),
            ["preferred"] = null,
        },
        ["regulated_status"] = "unregulated",
        ["three_d_secure_usage"] = new JsonObject { ["supported"] = card.Brand is not "unionpay" && !new Behaviour(card.Behaviour).Is("3ds=none") },
        ["wallet"] = null,
        ["_behaviour"] = card.Behaviour,
    };

    /// <summary>The same for the same number, and telling nothing of it.</summary>
    public static string Fingerprint(string number, string salt) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(salt), Encoding.UTF8.GetBytes(number))).Replace("+", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal)[..16];

    /// <summary>What the bank says of the security code and the address, once it was asked; what was not given is not checked.</summary>
    public static JsonObject Checked(JsonObject method, bool codeIsWrong)
    {
        var behaviour = Behaviour.Of(method);
        var address = method.Obj("billing_details")?.Obj("address");
        string? Check(string? given, string failing) => given is null ? null : behaviour.Is("address_unavailable") ? "unavailable" : behaviour.Is(failing) ? "fail" : "pass";
        return new JsonObject
        {
            ["address_line1_check"] = Check(address?.Str("line1"), "line1_fails"),
            ["address_postal_code_check"] = Check(address?.Str("postal_code"), "zip_fails"),
            ["cvc_check"] = method.Obj("card")!.Obj("checks")!.Str("cvc_check") is null ? null : codeIsWrong || behaviour.Is("cvc_fails") ? "fail" : "pass",
        };
    }
}
