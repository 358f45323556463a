using System.Globalization;
using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Shared;
using PaymentPortal.Shared.Components;

namespace PaymentPortal.Customers.Admin;

/// <summary>What happened to a customer, from what our tables say.</summary>
internal static class CustomerTimeline
{
    private const string Stripe = "Stripe";

    /// <summary>What happened, in the order in which it comes about within a second.</summary>
    public static IReadOnlyList<TimelineItem> Of(CustomerDetails details)
    {
        var name = details.Row.Name;
        List<TimelineItem> items = [new(details.Customer.CreatedAt, "Became a customer", name)];
        foreach (var (subscription, plan, _, _) in details.Subscriptions)
        {
            if (subscription.Status is not ("incomplete" or "incomplete_expired"))
            {
                items.Add(new(subscription.StartedAt ?? subscription.CreatedAt, $"{plan} began", name, Tone.Good));
            }

            if (subscription.CanceledAt is { } cancelled)
            {
                var until = subscription is { CancelAtPeriodEnd: true, CurrentPeriodEnd: { } end } ? " for " + end.ToString("d MMM yyyy", CultureInfo.InvariantCulture) : "";
                items.Add(new(cancelled, $"{plan} was cancelled{until}", name, Tone.Attention));
            }

            if (subscription.EndedAt is { } ended)
            {
                items.Add(new(ended, $"{plan} ended", Stripe));
            }
        }

        items.AddRange(
            from checkout in details.Checkouts
            let paid = checkout.Purchase.State == PurchaseState.Paid
            select new TimelineItem(checkout.Purchase.CreatedAt, $"Began a checkout: {checkout.Title}{(paid ? "" : ", not paid")}", checkout.Who, paid ? Tone.Ended : Tone.Waiting, $"/admin/checkouts/{checkout.Purchase.Id}"));
        items.AddRange(
            from tried in details.Attempts
            let attempt = tried.Attempt
            let words = AttemptWords.Of(attempt)
            select new TimelineItem(
                attempt.At,
                attempt.IsOfCard ? words : $"Tried to pay {MoneyFormat.Text(attempt.Amount)}. {words}",
                tried.Who,
                AttemptWords.ToneOf(attempt),
                attempt.PaymentId is { } id ? "/admin/payments/" + Uri.EscapeDataString(id) : attempt.Decision == AttemptDecision.Held ? "/admin/review" : null));
        items.AddRange(
            from payment in details.Payments
            let amount = MoneyFormat.Text(payment.Amount)
            select new TimelineItem(
                payment.CreatedAt,
                payment.State switch
                {
                    "succeeded" => $"Paid {amount}",
                    "failed" => $"A payment of {amount} failed",
                    _ => $"Payment of {amount}: {StateWords.Of(payment.State).Word}",
                },
                name,
                StateWords.Of(payment.State).Tone,
                "/admin/payments/" + Uri.EscapeDataString(payment.Id)));
        return items;
    }
}
