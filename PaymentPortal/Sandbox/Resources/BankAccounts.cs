using System.Globalization;
using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>The account of a payment method that is debited: us_bank_account and sepa_debit.</summary>
internal static class BankAccounts
{
    private const string Routing = "110000000";

    private const string LinkedPrefix = "fca_test_";

    public static JsonObject OfToken(Work work, TestAccount account) => account.IsSepa ? Sepa(work, account) : Us(work, account, "individual", "checking");

    public static JsonObject OfTyped(Work work, string type, JsonObject sent)
    {
        var details = sent.Obj("billing_details");
        if (details?.Str("name") is null)
            throw StripeError.Missing("billing_details[name]");
        if (type == "us_bank_account")
            return TypedUs(work, sent.Obj(type) ?? throw StripeError.Missing(type));
        if (details.Str("email") is null)
            throw StripeError.Missing("billing_details[email]");
        return TypedSepa(work, sent.Obj(type)?.Str("iban") ?? throw StripeError.Missing("sepa_debit[iban]"));
    }

    private static JsonObject TypedUs(Work work, JsonObject sent)
    {
        if (sent.Str("financial_connections_account") is { } linked)
            return Linked(work, linked, sent);
        var number = sent.Str("account_number") ?? throw StripeError.Missing("us_bank_account[account_number]");
        if ((sent.Str("routing_number") ?? throw StripeError.Missing("us_bank_account[routing_number]")) != Routing)
            throw StripeError.Invalid("Invalid routing number for this account: in test mode it is 110000000.", "us_bank_account[routing_number]", "routing_number_invalid");
        var account = TestAccount.OfNumber(number) is { IsSepa: false } known ? known
            : throw StripeError.Invalid("You must use a test bank account number in test mode. Try 000123456789 or see more options at https://stripe.com/docs/connect/testing#account-numbers.", "us_bank_account[account_number]", "account_number_invalid");
        return Us(work, account, sent.Str("account_holder_type") ?? throw StripeError.Missing("us_bank_account[account_holder_type]"), sent.Str("account_type") ?? "checking");
    }

    /// <summary>An account that its owner picked after signing in to the test bank, whose accounts go by their numbers.</summary>
    private static JsonObject Linked(Work work, string linked, JsonObject sent)
    {
        if (!linked.StartsWith(LinkedPrefix, StringComparison.Ordinal) || TestAccount.OfNumber(linked[LinkedPrefix.Length..]) is not { IsSepa: false } account)
            throw StripeError.Invalid("You must use a test bank account number in test mode. Try 000123456789 or see more options at https://stripe.com/docs/connect/testing#account-numbers.", "us_bank_account[financial_connections_account]", "account_number_invalid");
        var details = Us(work, account, sent.Str("account_holder_type") ?? "individual", sent.Str("account_type") ?? "checking");
        details["financial_connections_account"] = linked;
        return details;
    }

    private static JsonObject TypedSepa(Work work, string sent)
    {
        var iban = sent.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (!IsIban(iban))
            throw StripeError.Invalid("The IBAN you provided is invalid.", "sepa_debit[iban]", "account_number_invalid");
        var account = TestAccount.OfNumber(iban)
            ?? throw StripeError.Invalid("You must use a test bank account number in test mode. Try DE89370400440532013000 or see more options at https://stripe.com/docs/connect/testing#account-numbers.", "sepa_debit[iban]", "account_number_invalid");
        return new Behaviour(account.Behaviour).Of("unusable") is { } reason
            ? throw StripeError.Invalid(reason == "bank_not_supported" ? "The bank of this IBAN does not support SEPA Direct Debit." : "The bank account cannot be debited.", "sepa_debit[iban]", "bank_account_unusable")
            : Sepa(work, account);
    }

    /// <summary>By ISO 13616: letters count 10 to 35, the first four places go to the end, the rest of the division by 97 is 1.</summary>
    private static bool IsIban(string iban) =>
        iban.Length is >= 15 and <= 34 && iban.All(char.IsAsciiLetterOrDigit)
        && (iban[4..] + iban[..4]).Aggregate(0, (rest, c) => char.IsAsciiDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97) == 1;

    private static JsonObject Us(Work work, TestAccount account, string holder, string kind) => new()
    {
        ["account_holder_type"] = holder,
        ["account_type"] = kind,
        ["bank_name"] = "STRIPE TEST BANK",
        ["financial_connections_account"] = null,
        ["fingerprint"] = Cards.Fingerprint(account.Number, work.Store.Salt),
        ["last4"] = account.Number[^4..],
        ["networks"] = new JsonObject { ["preferred"] = "ach", ["supported"] = new JsonArray("ach") },
        ["routing_number"] = Routing,
        ["status_details"] = null,
        ["_behaviour"] = account.Behaviour,
    };

    private static JsonObject Sepa(Work work, TestAccount account) => new()
    {
        ["bank_code"] = account.Number[4..Math.Min(9, account.Number.Length)],
        ["branch_code"] = "",
        ["country"] = account.Number[..2],
        ["fingerprint"] = Cards.Fingerprint(account.Number, work.Store.Salt),
        ["generated_from"] = new JsonObject { ["charge"] = null, ["setup_attempt"] = null },
        ["last4"] = account.Number[^4..],
        ["_behaviour"] = account.Behaviour,
    };

    /// <summary>The account as a charge tells it.</summary>
    public static JsonObject OfCharge(JsonObject method, string mandate, long debitedAt)
    {
        var type = method.Str("type")!;
        var account = method.Obj(type)!;
        var details = type == "us_bank_account"
            ? new JsonObject { ["account_holder_type"] = account.Str("account_holder_type"), ["account_type"] = account.Str("account_type"), ["bank_name"] = account.Str("bank_name"), ["payment_reference"] = null, ["routing_number"] = Routing }
            : new JsonObject { ["bank_code"] = account.Str("bank_code"), ["branch_code"] = account.Str("branch_code"), ["country"] = account.Str("country") };
        details["expected_debit_date"] = DateTimeOffset.FromUnixTimeSeconds(debitedAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        details["fingerprint"] = account.Str("fingerprint");
        details["last4"] = account.Str("last4");
        details["mandate"] = mandate;
        return details;
    }
}
