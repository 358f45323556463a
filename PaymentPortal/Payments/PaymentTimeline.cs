using PaymentPortal.Shared;
using PaymentPortal.Shared.Components;

namespace PaymentPortal.Payments;

/// <summary>What happened to a payment, from what our tables and Stripe's events say of it.</summary>
internal static class PaymentTimeline
{
    private const string Stripe = "Stripe";

    /// <summary>The events that our tables do not tell already.</summary>
    private static readonly Dictionary<string, (string What, Tone Tone)> Told = new(StringComparer.Ordinal)
    {
        ["payment_intent.requires_action"] = ("The bank asked for confirmation (3D Secure)", Tone.Attention),
        ["payment_intent.processing"] = ("The bank is working on it", Tone.Waiting),
        ["payment_intent.canceled"] = ("The payment was cancelled", Tone.Ended),
        ["charge.refunded"] = ("Money was given back", Tone.Attention),
        ["invoice.marked_uncollectible"] = ("The invoice was given up as uncollectible", Tone.Failed),
        ["invoice.voided"] = ("The invoice was voided", Tone.Ended),
    };

    /// <summary>What happened, in the order in which it comes about within a second.</summary>
    public static IReadOnlyList<TimelineItem> Of(PaymentDetails details)
    {
        var customer = details.Row.Customer ?? "Customer";
        var starter = details.Invoice?.BillingReason == "subscription_cycle" ? Stripe : customer;
        List<TimelineItem> items = [];
        if (details.Invoice is { FinalizedAt: { } finalised })
        {
            items.Add(new(finalised, $"Invoice {details.Invoice.Number} was finalised", Stripe));
        }

        items.Add(new(details.Payment.CreatedAt, $"Payment of {MoneyFormat.Text(details.Payment.Amount)} was begun", starter, Tone.Waiting));
        items.AddRange(details.Charges.Select(charge => Attempt(charge, starter)));
        items.AddRange(details.Entries.Where(e => Told.ContainsKey(e.Type)).Select(e => new TimelineItem(e.SnapshotAt, Told[e.Type].What, Stripe, Told[e.Type].Tone)));
        if (details.Invoice is { PaidAt: { } paid })
        {
            items.Add(new(paid, $"Invoice {details.Invoice.Number} was paid", Stripe, Tone.Good));
        }

        return items;
    }

    private static TimelineItem Attempt(Charge charge, string who)
    {
        var card = MethodText.Of(charge) ?? "The card";
        var amount = MoneyFormat.Text(charge.Amount);
        return charge.Status switch
        {
            "succeeded" => new(charge.CreatedAt, $"{card} paid {amount}", who, Tone.Good),
            "failed" => new(charge.CreatedAt, $"{card} was declined: {DeclineText.Of(charge.FailureCode)}", who, Tone.Failed),
            _ => new(charge.CreatedAt, $"{card} was charged {amount}, not settled yet", who, Tone.Waiting),
        };
    }
}
