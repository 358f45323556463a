using System.Net;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>Turns Stripe's failures into sentences, once for the whole portal.</summary>
internal static class StripeFault
{
    /// <summary>Stripe could not be reached or did not answer in time: what was asked may or may not have been done.</summary>
    public const string Unreachable = "stripe_unreachable";

    /// <summary>True for failures that a person can be told about; others are faults of the portal.</summary>
    public static bool IsExpected(Exception error) =>
        error is HttpRequestException or TimeoutException or TaskCanceledException
        || error is StripeException { StripeError: null }
        || error is StripeException stripe && (stripe.HttpStatusCode is HttpStatusCode.PaymentRequired or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict || (int)stripe.HttpStatusCode >= 500);

    /// <summary>The sentence for an expected failure.</summary>
    public static Refusal Translate(Exception error) => error switch
    {
        StripeException { HttpStatusCode: HttpStatusCode.PaymentRequired } declined => new Refusal(
            declined.StripeError?.DeclineCode ?? declined.StripeError?.Code ?? "card_declined",
            "The bank declined the payment. Nothing was charged. Try another card or ask the bank."),
        StripeException { HttpStatusCode: HttpStatusCode.TooManyRequests } => new Refusal(
            "busy", "The payment service is busy. Nothing was charged. Try again in a minute."),
        _ => new Refusal(
            Unreachable, "The payment service cannot be reached right now. Try again in a minute: you will not be charged twice."),
    };
}
