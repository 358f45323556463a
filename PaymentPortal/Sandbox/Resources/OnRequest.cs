using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

/// <summary>Properties that an object shows only when `expand[]` names them.</summary>
internal static class OnRequest
{
    private static readonly Dictionary<string, Func<Work, string, JsonNode?>> Known = new()
    {
        ["customer.subscriptions"] = (work, id) => Json.ListInside($"/v1/customers/{id}/subscriptions", work.Where("subscription", "customer", id).Where(Subscriptions.IsListed).Select(s => s.Shown())),
        ["customer.tax_ids"] = (work, id) => Json.ListInside($"/v1/customers/{id}/tax_ids", work.Where("tax_id", "customer", id).Select(t => t.Shown())),
        ["customer.sources"] = (_, id) => Json.ListInside($"/v1/customers/{id}/sources", []),
        ["customer.tax"] = (work, id) => Customers.Tax(work, work.Find(id)!),
        ["customer.cash_balance"] = (_, _) => null,
        ["customer.invoice_credit_balance"] = (work, id) => CustomerBalance.ByCurrency(work.Find(id)!),
        ["invoice.payments"] = (work, id) => Json.ListInside($"/v1/invoice_payments?invoice={id}", work.Where("invoice_payment", "parent", id).Select(p => p.Shown())),
        ["invoice.amount_paid_off_stripe"] = (work, id) =>
            work.Find(id)!.Long("amount_paid") - work.Where("invoice_payment", "parent", id).Where(p => p.Str("status") == "paid").Sum(p => p.Long("amount_paid")),
        ["invoice.confirmation_secret"] = (work, id) => InvoiceCollection.ConfirmationSecret(work, work.Find(id)!),
        ["charge.refunds"] = (work, id) => Json.ListInside($"/v1/charges/{id}/refunds", work.Where("refund", "parent", id).Select(r => r.Shown())),
        ["price.currency_options"] = (work, id) => Prices.CurrencyOptions(work.Find(id)!),
        ["checkout.session.line_items"] = (work, id) => Json.ListInside($"/v1/checkout/sessions/{id}/line_items", work.Find(id)!.Objects("_line_items").Select(i => i.Shown())),
        ["checkout.session.total_details.breakdown"] = (work, id) => work.Find(id)!.Copy("_breakdown"),
        ["item.discounts"] = (work, id) => CheckoutSessions.LineItem(work, id).Copy("_discounts"),
        ["item.taxes"] = (work, id) => CheckoutSessions.LineItem(work, id).Copy("_taxes"),
        ["coupon.applies_to"] = (work, id) => work.Find(id)?.Copy("_applies_to"),
        ["coupon.currency_options"] = (work, id) => Coupons.CurrencyOptions(work.Find(id)!),
        ["price.tiers"] = (work, id) => work.Find(id)?.Copy("_tiers"),
    };

    public static bool Knows(string owner, string field) => Known.ContainsKey($"{owner}.{field}");

    public static JsonNode? Value(Work work, JsonObject owner, string field) =>
        owner.Str("id") is { } id && Known.TryGetValue($"{owner.Str("object")}.{field}", out var make) ? make(work, id) : null;
}
