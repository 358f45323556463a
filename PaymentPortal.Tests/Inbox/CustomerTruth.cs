using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>What there is to say of one customer, a line for each object: once as the sandbox answers it, once as the portal's tables have it.</summary>
internal static class CustomerTruth
{
    /// <summary>As the sandbox answers.</summary>
    public static async Task<IReadOnlyList<string>> AnsweredAsync(SandboxApi stripe, string customer)
    {
        var lines = new List<string> { Line(await stripe.GetAsync($"customers/{customer}"), "id", "name", "email", "address.country", "invoice_settings.default_payment_method", "created") };
        foreach (var subscription in await stripe.ListAsync("subscriptions", ("customer", customer), ("status", "all")))
        {
            // Asked one by one: a list is not what the portal would ask for
            lines.Add(Line(
                await stripe.GetAsync($"subscriptions/{subscription["id"]}"),
                "id", "customer", "status", "created", "start_date", "trial_end", "cancel_at_period_end", "cancel_at", "canceled_at", "ended_at", "default_payment_method", "latest_invoice", "cancellation_details.feedback",
                "cancellation_details.reason", "pause_collection.behavior", "items.data.0.id", "items.data.0.price.id", "items.data.0.price.unit_amount", "items.data.0.quantity", "items.data.0.current_period_start",
                "items.data.0.current_period_end"));
        }
        foreach (var invoice in await stripe.ListAsync("invoices", ("customer", customer)))
        {
            var id = (string)invoice["id"]!;
            lines.Add(Line(
                await stripe.GetAsync($"invoices/{id}"),
                "id", "customer", "parent.subscription_details.subscription", "number", "status", "billing_reason", "total", "amount_paid", "amount_remaining", "created", "status_transitions.finalized_at", "status_transitions.paid_at",
                "status_transitions.voided_at"));
            lines.AddRange((await stripe.ListAsync("invoice_payments", ("invoice", id))).Where(Told).Select(payment => Line(payment, "id", "invoice", "payment.payment_intent", "status")));
        }
        lines.AddRange((await stripe.ListAsync("payment_intents", ("customer", customer))).Select(payment => Line(payment, "id", "customer", "status", "amount", "amount_received", "created")));
        lines.AddRange((await stripe.ListAsync("charges", ("customer", customer))).Select(charge => Line(charge, "id", "customer", "payment_intent", "status", "amount", "amount_refunded", "created")));
        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>As the tables say; they hold nobody else.</summary>
    public static async Task<IReadOnlyList<string>> WrittenAsync(PortalDbContext context)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var items = await context.SubscriptionItems.AsNoTracking().ToDictionaryAsync(item => item.SubscriptionId, cancellation);
        return
        [
            .. new[]
            {
                (await context.Customers.AsNoTracking().ToListAsync(cancellation)).Select(c => Line(c.Id, c.Name, c.Email, c.Country, c.DefaultPaymentMethodId, Seconds(c.CreatedAt))),
                (await context.Subscriptions.AsNoTracking().ToListAsync(cancellation)).Select(s => Line(
                    s.Id, s.CustomerId, s.Status, Seconds(s.CreatedAt), Seconds(s.StartedAt), Seconds(s.TrialEnd), s.CancelAtPeriodEnd ? "true" : "false", Seconds(s.CancelAt), Seconds(s.CanceledAt), Seconds(s.EndedAt),
                    s.DefaultPaymentMethodId, s.LatestInvoiceId, s.Feedback, s.EndReason, s.CollectionPaused ? "void" : null, items[s.Id].Id, items[s.Id].PriceId, items[s.Id].UnitAmount.MinorUnits, items[s.Id].Quantity,
                    Seconds(s.CurrentPeriodStart), Seconds(s.CurrentPeriodEnd))),
                (await context.Invoices.AsNoTracking().ToListAsync(cancellation)).Select(i => Line(
                    i.Id, i.CustomerId, i.SubscriptionId, i.Number, i.Status, i.BillingReason, i.Total.MinorUnits, i.AmountPaid.MinorUnits, i.AmountDue.MinorUnits, Seconds(i.CreatedAt), Seconds(i.FinalizedAt), Seconds(i.PaidAt),
                    Seconds(i.VoidedAt))),
                (await context.InvoicePayments.AsNoTracking().ToListAsync(cancellation)).Select(p => Line(p.Id, p.InvoiceId, p.PaymentId, p.Status)),
                (await context.Payments.AsNoTracking().ToListAsync(cancellation)).Select(p => Line(p.Id, p.CustomerId, p.Status, p.Amount.MinorUnits, p.AmountReceived.MinorUnits, Seconds(p.CreatedAt))),
                (await context.Charges.AsNoTracking().ToListAsync(cancellation)).Select(c => Line(c.Id, c.CustomerId, c.PaymentId, c.Status, c.Amount.MinorUnits, c.AmountRefunded.MinorUnits, Seconds(c.CreatedAt))),
            }.SelectMany(lines => lines).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Stripe tells of the payment of an invoice once it is paid.</summary>
    private static bool Told(JsonObject payment) => (string?)payment["status"] == "paid";

    private static string Line(JsonObject answered, params IEnumerable<string> paths) =>
        Line([.. paths.Select(path => path.Split('.').Aggregate((JsonNode?)answered, (node, step) => node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node?[step])?.ToString())]);

    private static string Line(params object?[] values) => string.Join(' ', values.Select(value => value is null or "" ? "-" : $"{value}"));

    private static long? Seconds(DateTimeOffset? instant) => instant?.ToUnixTimeSeconds();
}
