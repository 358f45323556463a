using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PaymentPortal.Sandbox.Resources;
using PaymentPortal.Sandbox.Storage;
using PaymentPortal.Sandbox.Webhooks;

namespace PaymentPortal.Sandbox.Protocol;

/// <summary>Stripe's page for the owner of a bank account: he names the code, or the two sums, that were sent to it.</summary>
internal sealed class MicrodepositPage(Store store, Alarms alarms, TimeProvider time, IOptions<SandboxOptions> options)
{
    public const string Path = "/sandbox/microdeposits";

    private const string Title = "Confirm your bank account";
    private const int LargestBody = 8 * 1024;
    private const int CodeLength = 6;

    public async Task HandleAsync(HttpContext http)
    {
        JsonObject? typed = null;
        try
        {
            if (HttpMethods.IsPost(http.Request.Method))
                typed = FormParser.Parse(await FormBody.ReadAsync(http.Request, LargestBody, http.RequestAborted));
        }
        catch (StripeError unreadable)
        {
            await PlainPage.WriteAsync(http, unreadable.Status, Title, "<p>What was sent could not be read. Go back, and send the form again.</p>");
            return;
        }
        var (id, key) = (http.Request.Query["intent"].ToString(), http.Request.Query["deposit"].ToString());
        using var turn = await store.EnterAsync(http.RequestAborted);
        var work = new Work(store, time, options.Value, null, null, "");
        if (Microdeposits.Sent(work, id, key) is not { } intent)
        {
            await PlainPage.WriteAsync(http, 404, Title, "<p>This link has ended. If another account was given since, its own link counts.</p>");
            return;
        }
        string? problem = null;
        var isNew = false;
        if (typed is not null && Microdeposits.Awaits(intent) && (problem = Incomplete(intent, typed)) is null)
        {
            try
            {
                problem = Verify(work, intent, typed);
            }
            catch (StripeError refusal)
            {
                await PlainPage.WriteAsync(http, refusal.Status, Title, $"<p>{Encoded(refusal.Message)}</p>");
                return;
            }
            turn.Commit();
            alarms.Deliveries.Set();
            if (work.LeavesDue)
                alarms.Clocks.Set();
            isNew = true;
        }
        await PlainPage.WriteAsync(http, 200, Title, Account(work, intent) + (Microdeposits.Awaits(intent) ? Form(intent, typed, problem) : Outcome(intent, isNew)));
    }

    /// <summary>Why it was not taken, in words; null where that was the end of it, for good or bad.</summary>
    private static string? Verify(Work work, JsonObject intent, JsonObject typed)
    {
        string? problem = null;
        try
        {
            Microdeposits.Verify(work, intent, Named(intent, typed));
        }
        catch (StripeError refusal) when (refusal.KeepsChanges)
        {
            problem = Microdeposits.AsksForAmounts(intent) ? "These are not the sums that were sent. Look at the statement of this account again." : "This is not the code that was sent. Look at the statement of this account again.";
        }
        work.Flush();
        return problem;
    }

    private static string? Incomplete(JsonObject intent, JsonObject typed) => Microdeposits.AsksForAmounts(intent)
        ? Cents(typed, "first") is null || Cents(typed, "second") is null ? "Enter both sums in whole cents, as 12 for $0.12." : null
        : Code(typed).Length == CodeLength && Code(typed).All(char.IsAsciiLetterOrDigit) ? null : "The code has six letters and digits.";

    private static JsonObject Named(JsonObject intent, JsonObject typed) => Microdeposits.AsksForAmounts(intent)
        ? new JsonObject { ["amounts"] = new JsonArray((decimal)Cents(typed, "first")!, (decimal)Cents(typed, "second")!) }
        : new JsonObject { ["descriptor_code"] = Code(typed) };

    private static string Code(JsonObject typed) => (typed.Str("code") ?? "").Trim().ToUpperInvariant();

    private static int? Cents(JsonObject typed, string field) =>
        int.TryParse(typed.Str(field), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var cents) && cents is > 0 and < 100 ? cents : null;

    private static string Account(Work work, JsonObject intent)
    {
        var method = work.Find(intent.Obj("_deposit")!.Str("method"))!;
        var account = method.Obj("us_bank_account")!;
        return $"<p>{Encoded(account.Str("bank_name"))}, {Encoded(account.Str("account_type"))} account ending in {Encoded(account.Str("last4"))}, of {Encoded(method.Obj("billing_details")?.Str("name"))}</p>";
    }

    private static string Form(JsonObject intent, JsonObject? typed, string? problem)
    {
        var asksForAmounts = Microdeposits.AsksForAmounts(intent);
        var (sent, hint, fields) = asksForAmounts
            ? ("Two deposits of less than a dollar each were sent to this account. On the statement ACCTVERIFY stands beside them.", "32 and 45 are right, 10 and 11 were tried too often, 40 and 41 come too late.",
                Field("first", "First sum, in cents", "numeric", typed, problem) + Field("second", "Second sum, in cents", "numeric", typed, problem))
            : ("A deposit of one cent was sent to this account. On the statement a code of six letters and digits stands beside it, which begins with SM.", "SM11AA is right, SM33CC was tried too often, SM44DD comes too late.",
                Field("code", "Code", "text", typed, problem));
        var alert = problem is null ? "" : $"<p id=\"problem\" role=\"alert\"><strong>{Encoded(problem)}</strong></p>";
        return $"<p>{sent}</p><form method=\"post\">{fields}{alert}<p><button>Confirm the account</button></p></form><p><small>Sandbox: no money moves. {hint}</small></p>";
    }

    private static string Field(string name, string label, string keys, JsonObject? typed, string? problem) =>
        $"<p><label for=\"{name}\">{label}</label><br><input id=\"{name}\" name=\"{name}\" inputmode=\"{keys}\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" value=\"{Encoded(typed?.Str(name))}\""
        + (problem is null ? "></p>" : " aria-invalid=\"true\" aria-describedby=\"problem\"></p>");

    /// <summary>How it ended: just now, or before.</summary>
    private static string Outcome(JsonObject intent, bool isNew)
    {
        var pays = intent.Str("object") == "payment_intent";
        var text = (intent.Obj("_deposit")!.Str("outcome"), isNew) switch
        {
            ("verified", false) => "This account is confirmed already. Nothing has to be entered any more.",
            ("verified", true) when pays => $"This account is confirmed. Its bank is asked for {Encoded(Currencies.Format(intent.Long("amount")!.Value, intent.Str("currency")!))} now, which takes some banking days.",
            ("verified", true) => "This account is confirmed, and can be used from now on.",
            (Microdeposits.AttemptsExceeded, _) => "It was tried too often, so this account cannot be confirmed any more. Use another account, or pay in another way.",
            (Microdeposits.Timeout, _) => "It is too late: a deposit counts for ten days. Give the account again, and it gets a new one.",
            _ => "This account is not asked for any more.",
        };
        return $"<p role=\"status\">{text}</p>" + (Uri.TryCreate(intent.Str("_return"), UriKind.Absolute, out var back) && back.Scheme is "https" or "http"
            ? $"<p><a href=\"{Encoded(back.AbsoluteUri)}\">Go back to where you came from</a></p>" : "<p>You can close this window.</p>");
    }

    private static string? Encoded(string? text) => WebUtility.HtmlEncode(text);
}
