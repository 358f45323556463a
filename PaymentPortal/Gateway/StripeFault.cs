using System.Net;
using PaymentPortal.Shared;
using Polly.CircuitBreaker;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Turns Stripe's failures into sentences, once for the whole portal.</summary>
internal static class StripeFault
{
    /// <summary>Stripe could not be reached, did not answer in time, or is not asked for a while: what was asked may or may not have been done by an earlier try.</summary>
    public const string Unreachable = "stripe_unreachable";

    /// <summary>Stripe answered, and the portal cannot read it: what was asked was done.</summary>
    public const string Unreadable = "stripe_unreadable";

    /// <summary>Stripe is asked too often: nothing was done.</summary>
    public const string Busy = "busy";

    /// <summary>Stripe does not take the portal's key: nothing was done.</summary>
    public const string KeyRefused = "stripe_key_refused";

    /// <summary>Stripe takes the key, which is restricted, and does not let it do this: nothing was done.</summary>
    public const string NotAllowed = "stripe_not_allowed";

    /// <summary>Stripe judges mail addresses by rules of its own: nothing was done.</summary>
    private const string EmailInvalid = "email_invalid";

    /// <summary>The sentence for a Stripe that asks to wait, or is slow.</summary>
    public static readonly Refusal IsBusy = new(Busy, "The payment service is busy. Nothing was charged. Try again in a minute.");

    /// <summary>The sentence for a Stripe that does not answer.</summary>
    public static readonly Refusal IsUnreachable = new(Unreachable, "The payment service cannot be reached right now. Try again in a minute: you will not be charged twice.");

    /// <summary>True for failures that a person can be told about; others are faults of the portal. That the asker has gone away is neither.</summary>
    public static bool IsExpected(Exception error) =>
        error is HttpRequestException or TimeoutException or BrokenCircuitException or TaskCanceledException { InnerException: TimeoutException }
        || error is StripeException { StripeError: null or { Code: EmailInvalid } }
        || error is StripeException stripe && (stripe.HttpStatusCode is HttpStatusCode.PaymentRequired or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict
            or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || (int)stripe.HttpStatusCode >= 500);

    /// <summary>True where the same question may be answered later: who works on his own account waits, and counts no failure.</summary>
    public static bool Passes(Refusal refusal) => refusal.Code is Unreachable or Unreadable or Busy or KeyRefused or NotAllowed;

    /// <summary>A sentence for those who run the portal and asked for something by command, in Stripe's own words where it refused; null for faults of the portal.</summary>
    public static string? Explain(Exception error) => error switch
    {
        StripeException { HttpStatusCode: HttpStatusCode.Unauthorized } => "Stripe does not know the key in Stripe:SecretKey. Take it from the API keys page of your Stripe dashboard.",
        StripeException { StripeError.Message: { } words } => $"Stripe refused: {words.TrimEnd('.')}.",
        _ when IsExpected(error) => $"Stripe does not answer ({error.Message.TrimEnd('.')}). Without keys it is the portal's own sandbox: start the portal first, and name its address in Stripe:ApiBase where it is another than http://localhost:5000.",
        _ => null,
    };

    /// <summary>The sentence for an expected failure.</summary>
    public static Refusal Translate(Exception error) => error switch
    {
        StripeException { HttpStatusCode: HttpStatusCode.PaymentRequired } declined => new Refusal(
            declined.StripeError?.DeclineCode ?? declined.StripeError?.Code ?? "card_declined",
            "The bank declined the payment. Nothing was charged. Try another card or ask the bank."),
        StripeException { StripeError.Code: EmailInvalid } => new Refusal(EmailInvalid, "The payment service does not take this mail address. Check how it is written.", "Email"),
        StripeException { HttpStatusCode: HttpStatusCode.TooManyRequests } => IsBusy,
        StripeException { HttpStatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } refused => new Refusal(
            refused.HttpStatusCode == HttpStatusCode.Forbidden ? NotAllowed : KeyRefused, "The payment service does not accept the portal's access at the moment. Nothing was charged or changed. Please tell the seller."),
        StripeException { StripeError: null, HttpStatusCode: >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices } => IsUnreachable with { Code = Unreadable },
        _ => IsUnreachable,
    };
}
