using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>From an open invoice to money: collected, paid, failed, void.</summary>
internal static class InvoiceCollection
{
    private const long Day = 86_400;

    /// <summary>The method that pays: the invoice's own, its subscription's, or the customer's default.</summary>
    public static JsonObject? MethodFor(Work work, JsonObject invoice)
    {
        if (work.Find(invoice.Str("default_payment_method")) is { } own)
            return own;
        return work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription ? MethodOf(work, subscription) : MethodOf(work, invoice);
    }

    /// <summary>The default method of a subscription, or of its customer.</summary>
    public static JsonObject? MethodOf(Work work, JsonObject owner) =>
        work.Find(owner.Str("default_payment_method")) ?? work.Find(work.Find(owner.Str("customer"))?.Obj("invoice_settings")?.Str("default_payment_method"));

    public static StripeError NoMethod() => StripeError.Invalid(
        "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#add-a-default-payment-method.",
        null, "resource_missing");

    /// <summary>The refusal of a change that must not be left unpaid.</summary>
    public static StripeError Incomplete(StripeError? refusal) =>
        new(402, "card_error", refusal?.Code ?? "subscription_payment_intent_requires_action",
            refusal?.Message ?? "Payment for this subscription requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with `subscription.latest_invoice`.")
        {
            DeclineCode = refusal?.DeclineCode,
        };

    public static JsonObject? ConfirmationSecret(Work work, JsonObject invoice) =>
        invoice.Str("status") is "open" or "paid" && work.Find(invoice.Str("_intent")) is { } intent
            ? new JsonObject { ["client_secret"] = intent.Str("client_secret"), ["type"] = "payment_intent" }
            : null;

    /// <summary>Charges what is open with the customer away, or with the method that the call names.</summary>
    public static StripeError? Collect(Work work, JsonObject invoice, JsonObject method, PaymentIntents.Circumstances how) =>
        PaymentIntents.Attempt(work, work.Find(invoice.Str("_intent"))!, method, how with { InvoiceCollects = true });

    /// <summary>The first attempt, or a later one by itself: it counts, and a failed one is followed by the next.</summary>
    public static StripeError? Charge(Work work, JsonObject invoice, JsonObject method, bool away)
    {
        invoice["_automatic"] = true;
        var refusal = Collect(work, invoice, method, new(CustomerIsAway: away, ChallengeInPage: true));
        invoice["_automatic"] = null;
        return refusal;
    }

    /// <summary>Whether a debit of the invoice is on its way, which succeeds or fails days later.</summary>
    public static bool Processing(Work work, JsonObject invoice) => work.Find(invoice.Str("_intent"))?.Str("status") == "processing";

    /// <summary>Tries to collect what is open, where that is done by itself.</summary>
    public static void AttemptOpen(Work work, JsonObject invoice)
    {
        if (invoice.Str("status") != "open" || Processing(work, invoice) || invoice.Str("collection_method") != "charge_automatically")
            return;
        if (invoice.Flag("_asked"))
        {
            GiveUp(work, invoice);
        }
        else if (MethodFor(work, invoice) is { } method)
        {
            Charge(work, invoice, method, away: true);
        }
        else
        {
            invoice["_automatic"] = true;
            PaymentFailed(work, invoice);
            invoice["_automatic"] = null;
        }
    }

    /// <summary>Money came in by an intent: the whole of what was open, or a part of it.</summary>
    public static void PaidBy(Work work, JsonObject invoice, JsonObject intent, JsonObject method)
    {
        var received = intent.Long("amount_received")!.Value;
        var (paid, due, wasPaid) = (invoice.Long("amount_paid")!.Value + received, invoice.Long("amount_due")!.Value, invoice.Str("status") == "paid");
        if (paid < due)
        {
            work.Change(invoice, "invoice.updated", i =>
            {
                i["amount_paid"] = paid;
                i["amount_remaining"] = due - paid;
            });
            InvoicePayments.Ask(work, invoice, due - paid);
        }
        else if (!wasPaid)
        {
            InvoicePayments.Close(work, invoice);
            SetPaid(work, invoice, paid);
        }
        if (paid > due)
            Overpaid(work, invoice, paid, due);
        if (InvoicePayments.Of(work, invoice, intent) is { } payment)
            InvoicePayments.Paid(work, payment, received);
        if (!wasPaid && invoice.Str("status") == "paid" && work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription && !SubscriptionEnd.Over(subscription))
            SubscriptionLife.InvoicePaid(work, subscription, invoice, method);
    }

    /// <summary>What was paid beyond what was due is the customer's credit.</summary>
    private static void Overpaid(Work work, JsonObject invoice, long paid, long due)
    {
        var more = paid - due - invoice.Long("amount_overpaid")!.Value;
        work.Change(invoice, "invoice.updated", i =>
        {
            i["amount_paid"] = paid;
            i["amount_overpaid"] = paid - due;
        });
        CustomerBalance.Add(work, work.Find(invoice.Str("customer"))!, -more, "invoice_overpaid", invoice.Str("currency")!, invoice);
        work.Emit("invoice.overpaid", invoice);
    }

    /// <param name="work">What is done.</param>
    /// <param name="invoice">The invoice that is paid.</param>
    /// <param name="amount">What was paid of it.</param>
    /// <param name="byAttempt">False where nobody tried to collect: it was paid outside of Stripe, or a credit note left nothing to pay.</param>
    public static void SetPaid(Work work, JsonObject invoice, long amount, bool byAttempt = true)
    {
        work.Change(invoice, "invoice.updated", i =>
        {
            i["amount_paid"] = amount;
            i["amount_remaining"] = 0;
            if (byAttempt)
            {
                i["attempted"] = true;
                i["attempt_count"] = amount == 0 ? 0 : Attempts(i);
            }
            i["next_payment_attempt"] = null;
            i["status"] = "paid";
            i["auto_advance"] = false;
            i.Obj("status_transitions")!["paid_at"] = work.Now(i);
            i["_due"] = null;
        });
        work.Emit("invoice.paid", invoice);
        if (byAttempt)
            work.Emit("invoice.payment_succeeded", invoice);
        SetDelinquent(work, invoice, false);
    }

    private static long Attempts(JsonObject invoice) => invoice.Flag("_automatic") ? invoice.Long("attempt_count")!.Value + 1 : Math.Max(1, invoice.Long("attempt_count")!.Value);

    public static void SetDelinquent(Work work, JsonObject invoice, bool delinquent)
    {
        var customer = work.Find(invoice.Str("customer"))!;
        if (customer.Flag("delinquent") != delinquent)
            work.Change(customer, "customer.updated", c => c["delinquent"] = delinquent);
    }

    /// <summary>
    /// The bank wants to hear from the customer. Stripe says so, and says that its own attempt failed; it does not try again by itself. Where nobody answers for as long as it would have tried, the subscription is
    /// given up.
    /// </summary>
    public static void ActionRequired(Work work, JsonObject invoice)
    {
        work.Emit("invoice.payment_action_required", invoice);
        if (!invoice.Flag("_automatic"))
            return;
        var retried = IsRetried(work, invoice);
        Attempted(work, invoice, i =>
        {
            if (!retried)
                return;
            i["_asked"] = true;
            i["next_payment_attempt"] = null;
            i["_due"] = work.Now(i) + work.Options.DaysBetweenAttempts.Sum() * Day;
        });
        Failed(work, invoice, retried);
    }

    /// <summary>An attempt failed. Those that come by themselves follow the schedule of retries, and so does one that the customer did not confirm; after the last one the subscription is given up.</summary>
    public static void PaymentFailed(Work work, JsonObject invoice)
    {
        var retried = IsRetried(work, invoice);
        var next = retried ? NextAttempt(work, Attempts(invoice), work.Now(invoice)) : null;
        Attempted(work, invoice, i =>
        {
            if (!retried)
                return;
            i["_asked"] = null;
            i["next_payment_attempt"] = next;
            i["_due"] = next;
        });
        Failed(work, invoice, retried);
        if (retried && next is null)
            GiveUp(work, invoice);
    }

    private static void GiveUp(Work work, JsonObject invoice)
    {
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
            SubscriptionLife.GaveUp(work, subscription);
    }

    private static bool IsRetried(Work work, JsonObject invoice) =>
        (invoice.Flag("_automatic") || invoice.Flag("_asked")) && invoice.Flag("auto_advance") && !invoice.Flag("_for_update")
        && work.Find(InvoiceShape.SubscriptionOf(invoice))?.Str("status") is not ("incomplete" or "paused" or "canceled");

    private static void Attempted(Work work, JsonObject invoice, Action<JsonObject> next) => work.Change(invoice, "invoice.updated", i =>
    {
        i["attempted"] = true;
        i["attempt_count"] = Attempts(i);
        next(i);
    });

    private static void Failed(Work work, JsonObject invoice, bool retried)
    {
        work.Emit("invoice.payment_failed", invoice);
        if (retried)
            SetDelinquent(work, invoice, true);
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription && !SubscriptionEnd.Over(subscription))
            SubscriptionLife.InvoiceFailed(work, subscription, invoice);
    }

    private static long? NextAttempt(Work work, long attempts, long now) =>
        work.Options.DaysBetweenAttempts is var days && attempts <= days.Count ? now + days[(int)attempts - 1] * Day : null;

    public static void Annul(Work work, JsonObject invoice)
    {
        InvoicePayments.Close(work, invoice);
        CustomerBalance.GiveBack(work, invoice);
        work.Change(invoice, "invoice.updated", i =>
        {
            i["status"] = "void";
            i["auto_advance"] = false;
            i["next_payment_attempt"] = null;
            i["_due"] = null;
            i.Obj("status_transitions")!["voided_at"] = work.Now(i);
        });
        work.Emit("invoice.voided", invoice);
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
            SubscriptionLife.InvoiceGone(work, subscription, invoice);
    }

    /// <summary>Nobody expects the money any more; it can still come.</summary>
    public static void WriteOff(Work work, JsonObject invoice)
    {
        work.Change(invoice, "invoice.updated", i =>
        {
            i["status"] = "uncollectible";
            i["auto_advance"] = false;
            i["next_payment_attempt"] = null;
            i["_due"] = null;
            i.Obj("status_transitions")!["marked_uncollectible_at"] = work.Now(i);
        });
        work.Emit("invoice.marked_uncollectible", invoice);
        SetDelinquent(work, invoice, false);
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
            SubscriptionLife.InvoiceGone(work, subscription, invoice);
    }

    public static void StopCollecting(Work work, JsonObject invoice) => work.Change(invoice, "invoice.updated", i =>
    {
        i["auto_advance"] = false;
        i["automatically_finalizes_at"] = null;
        i["next_payment_attempt"] = null;
        i["_due"] = null;
    });
}
