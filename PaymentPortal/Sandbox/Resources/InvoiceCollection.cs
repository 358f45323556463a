using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>From draft to money: finalised, collected, paid, failed, void.</summary>
internal static class InvoiceCollection
{
    private const long Day = 86_400;

    private const long DraftSeconds = 3600;

    private const long UsualDaysUntilDue = 30;

    /// <summary>Gives out what a subscription billed: withheld while its collection is paused, a draft while it is unpaid, else on its way to be finalised, within the hour or at once.</summary>
    public static void Issue(Work work, JsonObject subscription, JsonObject invoice, bool atOnce = false)
    {
        if (subscription.Obj("pause_collection")?.Str("behavior") is { } behaviour && !atOnce)
        {
            Withhold(work, invoice, behaviour);
            return;
        }
        if (subscription.Str("status") == "unpaid")
        {
            invoice["auto_advance"] = false;
            work.Emit("invoice.created", invoice);
            return;
        }
        if (atOnce || invoice.Str("billing_reason") == "subscription_update" && invoice.Str("collection_method") == "charge_automatically")
        {
            work.Emit("invoice.created", invoice);
            Finalize(work, invoice);
            AttemptOpen(work, invoice);
            return;
        }
        FinalizeLater(work, invoice);
        work.Emit("invoice.created", invoice);
    }

    /// <summary>A draft is finalised after an hour, so that it can be changed before.</summary>
    public static void FinalizeLater(Work work, JsonObject invoice, long? at = null)
    {
        var then = at ?? work.Now(invoice) + DraftSeconds;
        invoice["auto_advance"] = true;
        invoice["automatically_finalizes_at"] = then;
        invoice["next_payment_attempt"] = invoice.Str("collection_method") == "charge_automatically" ? then : null;
        invoice["_due"] = then;
    }

    private static void Withhold(Work work, JsonObject invoice, string behaviour)
    {
        invoice["auto_advance"] = false;
        work.Emit("invoice.created", invoice);
        if (behaviour == "keep_as_draft")
            return;
        Finalize(work, invoice, withIntent: false);
        if (invoice.Str("status") != "open")
            return;
        if (behaviour == "void")
            Annul(work, invoice);
        else
            WriteOff(work, invoice);
    }

    /// <summary>Fixes the invoice: number, buyer, amounts; one that asks for money gets its payment intent, one that asks for none is paid.</summary>
    public static void Finalize(Work work, JsonObject invoice, bool withIntent = true)
    {
        var customer = work.Find(invoice.Str("customer"))!;
        var now = work.Now(invoice);
        work.Touch(invoice);
        InvoiceShape.Buyer(work, invoice, customer);
        InvoiceTotals.Sum(work, invoice);
        CustomerBalance.Settle(work, invoice, customer);
        Discounts.Used(work, invoice);
        invoice["number"] = invoice.Str("number") ?? InvoiceNumbers.Next(work, customer);
        invoice["status"] = "open";
        invoice["automatically_finalizes_at"] = null;
        invoice["next_payment_attempt"] = null;
        invoice["_due"] = null;
        invoice["effective_at"] = invoice.Long("effective_at") ?? now;
        invoice["hosted_invoice_url"] = $"https://invoice.stripe.com/i/test/{invoice.Str("id")}";
        invoice["invoice_pdf"] = $"https://pay.stripe.com/invoice/test/{invoice.Str("id")}/pdf";
        invoice.Obj("status_transitions")!["finalized_at"] = now;
        var bySending = invoice.Str("collection_method") == "send_invoice";
        if (bySending)
        {
            invoice["due_date"] = invoice.Long("due_date") ?? now + (invoice.Long("_days_until_due") ?? UsualDaysUntilDue) * Day;
            invoice["_due"] = invoice.Long("due_date");
        }
        work.Emit("invoice.finalized", invoice);
        if (invoice.Long("amount_due") <= 0)
        {
            SetPaid(work, invoice, 0);
            return;
        }
        if (withIntent)
            AskFor(work, invoice, customer);
        if (bySending && invoice.Flag("auto_advance"))
            work.Emit("invoice.sent", invoice);
    }

    private static void AskFor(Work work, JsonObject invoice, JsonObject customer)
    {
        var intent = PaymentIntents.New(work, invoice.Long("amount_remaining")!.Value, invoice.Str("currency")!, customer);
        intent["_invoice"] = invoice.Str("id");
        intent["description"] = invoice.Str("billing_reason") switch
        {
            "subscription_create" => "Subscription creation",
            "subscription_cycle" or "subscription_update" => "Subscription update",
            _ => "Payment for Invoice",
        };
        intent["receipt_email"] = null;
        intent["payment_details"] = new JsonObject { ["customer_reference"] = null, ["order_reference"] = invoice.Str("number") };
        if (invoice.Str("billing_reason") == "subscription_create")
            intent["setup_future_usage"] = "off_session";
        if (invoice.Str("collection_method") == "charge_automatically" && MethodFor(work, invoice) is { } method)
        {
            intent["payment_method"] = method.Str("id");
            intent["status"] = "requires_confirmation";
        }
        work.Emit("payment_intent.created", intent);
        invoice["_payment"] = InvoicePayments.Add(work, invoice, intent).Str("id");
        invoice["_intent"] = intent.Str("id");
    }

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
        PaymentIntents.Attempt(work, work.Find(invoice.Str("_intent"))!, method, how);

    /// <summary>The first attempt, or a later one by itself: it counts, and a failed one is followed by the next.</summary>
    public static StripeError? Charge(Work work, JsonObject invoice, JsonObject method, bool away)
    {
        invoice["_automatic"] = true;
        var refusal = Collect(work, invoice, method, new(CustomerIsAway: away, ChallengeInPage: true));
        if (!Processing(work, invoice))
            invoice["_automatic"] = null;
        return refusal;
    }

    /// <summary>Whether a debit of the invoice is on its way, which succeeds or fails days later.</summary>
    public static bool Processing(Work work, JsonObject invoice) => work.Find(invoice.Str("_intent"))?.Str("status") == "processing";

    private static void AttemptOpen(Work work, JsonObject invoice)
    {
        if (invoice.Str("status") != "open" || Processing(work, invoice) || invoice.Str("collection_method") != "charge_automatically" || !invoice.Flag("auto_advance"))
            return;
        if (MethodFor(work, invoice) is { } method)
        {
            Charge(work, invoice, method, away: true);
        }
        else
        {
            invoice["_automatic"] = true;
            PaymentFailed(work, invoice);
        }
    }

    /// <summary>Money came in by an intent: the whole of what was open, or a part of it.</summary>
    public static void PaidBy(Work work, JsonObject invoice, JsonObject intent, JsonObject method)
    {
        var received = intent.Long("amount_received")!.Value;
        var paid = invoice.Long("amount_paid")!.Value + received;
        if (paid < invoice.Long("amount_due"))
        {
            work.Change(invoice, "invoice.updated", i =>
            {
                i["amount_paid"] = paid;
                i["amount_remaining"] = i.Long("amount_due") - paid;
            });
        }
        else
        {
            SetPaid(work, invoice, paid);
        }
        if (InvoicePayments.Of(work, invoice, intent) is { } payment)
            InvoicePayments.Paid(work, payment, received);
        if (invoice.Str("status") == "paid" && work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription && !SubscriptionEnd.Over(subscription))
            SubscriptionLife.InvoicePaid(work, subscription, invoice, method);
    }

    public static void SetPaid(Work work, JsonObject invoice, long amount)
    {
        work.Change(invoice, "invoice.updated", i =>
        {
            i["amount_paid"] = amount;
            i["amount_remaining"] = 0;
            i["attempted"] = true;
            i["attempt_count"] = amount == 0 ? 0 : Attempts(i);
            i["_automatic"] = null;
            i["next_payment_attempt"] = null;
            i["status"] = "paid";
            i.Obj("status_transitions")!["paid_at"] = work.Now(i);
            i["_due"] = null;
        });
        work.Emit("invoice.paid", invoice);
        work.Emit("invoice.payment_succeeded", invoice);
        SetDelinquent(work, invoice, false);
    }

    private static long Attempts(JsonObject invoice) => invoice.Flag("_automatic") ? invoice.Long("attempt_count")!.Value + 1 : Math.Max(1, invoice.Long("attempt_count")!.Value);

    private static void SetDelinquent(Work work, JsonObject invoice, bool delinquent)
    {
        var customer = work.Find(invoice.Str("customer"))!;
        if (customer.Flag("delinquent") != delinquent)
            work.Change(customer, "customer.updated", c => c["delinquent"] = delinquent);
    }

    /// <summary>An attempt failed. Those that come by themselves follow the schedule of retries; after the last one the subscription is given up.</summary>
    public static void PaymentFailed(Work work, JsonObject invoice)
    {
        var subscription = work.Find(InvoiceShape.SubscriptionOf(invoice));
        var retried = invoice.Flag("_automatic") && invoice.Flag("auto_advance") && !invoice.Flag("_for_update") && subscription?.Str("status") is not ("incomplete" or "paused" or "canceled");
        var next = retried ? NextAttempt(work, Attempts(invoice), work.Now(invoice)) : null;
        work.Change(invoice, "invoice.updated", i =>
        {
            i["attempted"] = true;
            i["attempt_count"] = Attempts(i);
            i["_automatic"] = null;
            if (retried)
            {
                i["next_payment_attempt"] = next;
                i["_due"] = next;
            }
        });
        work.Emit("invoice.payment_failed", invoice);
        if (retried)
            SetDelinquent(work, invoice, true);
        if (subscription is null || SubscriptionEnd.Over(subscription))
            return;
        SubscriptionLife.InvoiceFailed(work, subscription, invoice);
        if (retried && next is null)
            SubscriptionLife.GaveUp(work, subscription);
    }

    private static long? NextAttempt(Work work, long attempts, long now) =>
        work.Options.DaysBetweenAttempts is var days && attempts <= days.Count ? now + days[(int)attempts - 1] * Day : null;

    public static void Annul(Work work, JsonObject invoice)
    {
        if (work.Find(invoice.Str("_intent")) is { } intent && intent.Str("status") is not ("succeeded" or "canceled"))
            PaymentIntents.End(work, intent, "void_invoice");
        if (InvoicePayments.Default(work, invoice) is { } payment)
            InvoicePayments.Canceled(work, payment);
        CustomerBalance.GiveBack(work, invoice);
        work.Change(invoice, "invoice.updated", i =>
        {
            i["status"] = "void";
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

    /// <summary>A draft's hour is over, an attempt is due, or the day by which it should have been paid has come.</summary>
    public static void FallDue(Work work, JsonObject invoice)
    {
        invoice["_due"] = null;
        work.Touch(invoice);
        if (invoice.Str("status") == "draft")
            Finalize(work, invoice);
        else if (invoice.Str("status") == "open" && invoice.Str("collection_method") == "send_invoice")
            Overdue(work, invoice);
        AttemptOpen(work, invoice);
    }

    private static void Overdue(Work work, JsonObject invoice)
    {
        work.Emit("invoice.overdue", invoice);
        SetDelinquent(work, invoice, true);
        if (work.Find(InvoiceShape.SubscriptionOf(invoice)) is { } subscription)
            SubscriptionLife.InvoiceFailed(work, subscription, invoice);
    }
}
