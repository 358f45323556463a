using System.Text.Json.Nodes;
using PaymentPortal.Sandbox.Protocol;
using PaymentPortal.Sandbox.Storage;

namespace PaymentPortal.Sandbox.Resources;

internal static class Subscriptions
{
    /// <summary>So long may the first payment take.</summary>
    private const long FirstPaymentSeconds = 23 * 3600;

    private const long DraftSeconds = 3600;

    public static void Map(Router router)
    {
        router.Post("/v1/subscriptions", Create);
        router.Get("/v1/subscriptions", List);
        router.Get("/v1/subscriptions/{id}", c => c.Work.Get("subscription", c.Id));
        router.Post("/v1/subscriptions/{id}", Update);
        router.Delete("/v1/subscriptions/{id}", Cancel);
        router.Get("/v1/subscription_items", c => Page.Of(c, c.Work.Get("subscription", c.Sent.Str("subscription")!, "subscription").Objects("items")));
    }

    private static JsonObject List(Call call)
    {
        var status = call.Sent.Str("status");
        return Page.Of(call, "subscription", s => status switch
        {
            "all" => true,
            "ended" => s.Str("status") is "canceled" or "incomplete_expired",
            null => s.Str("status") is not ("canceled" or "incomplete_expired"),
            _ => s.Str("status") == status,
        } && (call.Sent.Str("price") is not { } price || s.Objects("items").Any(i => i.Obj("price")!.Str("id") == price)), ("customer", call.Sent.Str("customer")), ("clock", call.Sent.Str("test_clock") ?? (call.Has("customer") ? null : "")));
    }

    private static JsonObject Create(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var customer = work.Get("customer", sent.Str("customer") ?? throw StripeError.Missing("customer"), "customer");
        var items = sent.Objects("items").ToList();
        if (items.Count == 0)
            throw StripeError.Missing("items");
        var prices = items.Select((item, at) => PriceOf(work, item, at)).ToList();
        var currency = prices[0].Str("currency")!;
        if (prices.Any(p => p.Str("currency") != currency))
            throw StripeError.Invalid("All prices of a subscription must have the same currency.", "items");
        var recurring = prices[0].Obj("recurring")!;
        if (prices.Any(p => p.Obj("recurring")!.Str("interval") != recurring.Str("interval") || p.Obj("recurring")!.Long("interval_count") != recurring.Long("interval_count")))
            throw StripeError.Invalid("All prices of a subscription must have the same billing interval.", "items");
        var now = work.Now(customer);
        var trialEnd = TrialEnd(sent, now);
        var subscription = New(work, customer, sent, currency, now, trialEnd);
        var id = subscription.Str("id")!;
        var periodEnd = trialEnd ?? Periods.End(now, recurring.Str("interval")!, recurring.Long("interval_count")!.Value, now);
        subscription["items"] = Json.List($"/v1/subscription_items?subscription={id}", items.Zip(prices, (item, price) => Item(work, id, item, price, now, periodEnd)));
        var behaviour = sent.Str("payment_behavior") ?? "allow_incomplete";
        var automatic = subscription.Str("collection_method") == "charge_automatically";
        var method = work.Find(subscription.Str("default_payment_method") ?? customer.Obj("invoice_settings")!.Str("default_payment_method"));
        Customers.TakeCurrency(work, customer, currency);
        work.Add(subscription);
        var invoice = Invoices.ForSubscription(work, subscription, "subscription_create", Lines(work, subscription, customer));
        var due = invoice.Long("amount_due")!.Value;
        if (automatic && due > 0 && method is null && behaviour != "default_incomplete")
        {
            throw StripeError.Invalid(
                "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#add-a-default-payment-method.",
                null, "resource_missing");
        }
        subscription["latest_invoice"] = invoice.Str("id");
        subscription["status"] = trialEnd is not null ? "trialing" : automatic && due > 0 ? "incomplete" : "active";
        subscription["_due"] = subscription.Str("status") == "incomplete" ? now + FirstPaymentSeconds : periodEnd;
        work.Emit("customer.subscription.created", subscription);
        work.Emit("invoice.created", invoice);
        Invoices.Finalize(work, invoice);
        if (automatic && due > 0 && behaviour != "default_incomplete")
        {
            var refusal = Invoices.Collect(work, invoice, method!, new(CustomerIsAway: sent.Flag("off_session"), ChallengeInPage: true));
            if (behaviour == "error_if_incomplete" && (refusal is not null || subscription.Str("status") == "incomplete"))
            {
                throw new StripeError(402, "card_error", refusal?.Code ?? "subscription_payment_intent_requires_action", refusal?.Message ?? "Payment for this subscription requires additional user action before it can be completed successfully.")
                {
                    DeclineCode = refusal?.DeclineCode,
                };
            }
        }
        return subscription;
    }

    private static JsonObject PriceOf(Work work, JsonObject item, int at)
    {
        var price = work.Get("price", item.Str("price") ?? throw StripeError.Missing($"items[{at}][price]"), $"items[{at}][price]");
        if (!price.Flag("active"))
            throw StripeError.Invalid("The price specified is inactive. This field only accepts active prices.", $"items[{at}][price]");
        if (price.Str("type") != "recurring")
        {
            throw StripeError.Invalid(
                "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", $"items[{at}][price]");
        }
        return price;
    }

    private static long? TrialEnd(JsonObject sent, long now)
    {
        if (sent.Long("trial_period_days") is { } days and > 0)
            return now + days * 86_400;
        if (sent.Long("trial_end") is not { } end)
            return null;
        return end > now ? end : throw StripeError.Invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", "trial_end");
    }

    private static JsonObject New(Work work, JsonObject customer, JsonObject sent, string currency, long now, long? trialEnd)
    {
        if (sent.Str("default_payment_method") is { } method && work.Get("payment_method", method, "default_payment_method").Str("customer") != customer.Str("id"))
            throw StripeError.Invalid($"The customer does not have a payment method with the ID {method}. The payment method must be attached to the customer.", "default_payment_method", "resource_missing");
        var subscription = new JsonObject
        {
            ["id"] = Ids.New("sub"),
            ["object"] = "subscription",
            ["application"] = null,
            ["application_fee_percent"] = null,
            ["automatic_tax"] = Shapes.AutomaticTaxOff(invoice: false),
            ["billing_cycle_anchor"] = trialEnd ?? now,
            ["billing_cycle_anchor_config"] = null,
            ["billing_mode"] = new JsonObject { ["flexible"] = new JsonObject { ["proration_discounts"] = "included" }, ["type"] = "flexible", ["updated_at"] = now },
            ["billing_schedules"] = new JsonArray(),
            ["billing_thresholds"] = null,
            ["cancel_at"] = null,
            ["cancel_at_period_end"] = false,
            ["canceled_at"] = null,
            ["cancellation_details"] = new JsonObject { ["comment"] = null, ["feedback"] = null, ["reason"] = null },
            ["collection_method"] = sent.Str("collection_method") ?? "charge_automatically",
            ["created"] = now,
            ["currency"] = currency,
            ["customer"] = customer.Str("id"),
            ["customer_account"] = null,
            ["days_until_due"] = sent.Long("days_until_due"),
            ["default_payment_method"] = sent.Str("default_payment_method"),
            ["default_source"] = null,
            ["default_tax_rates"] = TaxRates.Resolve(work, sent, "default_tax_rates"),
            ["description"] = sent.Str("description"),
            ["discounts"] = new JsonArray(),
            ["ended_at"] = null,
            ["invoice_settings"] = new JsonObject { ["account_tax_ids"] = null, ["custom_fields"] = null, ["description"] = null, ["footer"] = null, ["issuer"] = new JsonObject { ["type"] = "self" } },
            ["items"] = null,
            ["latest_invoice"] = null,
            ["livemode"] = false,
            ["managed_payments"] = new JsonObject { ["enabled"] = false },
            ["metadata"] = new JsonObject(),
            ["next_pending_invoice_item_invoice"] = null,
            ["on_behalf_of"] = null,
            ["pause_collection"] = null,
            ["payment_settings"] = new JsonObject { ["payment_method_options"] = null, ["payment_method_types"] = null, ["save_default_payment_method"] = "off" },
            ["pending_invoice_item_interval"] = null,
            ["pending_setup_intent"] = null,
            ["pending_update"] = null,
            ["schedule"] = null,
            ["start_date"] = now,
            ["status"] = "incomplete",
            ["test_clock"] = customer.Str("_clock"),
            ["transfer_data"] = null,
            ["trial_end"] = trialEnd,
            ["trial_settings"] = new JsonObject { ["end_behavior"] = new JsonObject { ["missing_payment_method"] = sent.Obj("trial_settings")?.Obj("end_behavior")?.Str("missing_payment_method") ?? "create_invoice" } },
            ["trial_start"] = trialEnd is null ? null : now,
            ["_clock"] = customer.Str("_clock"),
        };
        Apply(subscription, sent);
        return subscription;
    }

    private static void Apply(JsonObject subscription, JsonObject sent)
    {
        if (sent.Obj("payment_settings") is { } settings)
            subscription.Obj("payment_settings")!.Take(settings, "payment_method_options", "payment_method_types", "save_default_payment_method");
        if (sent.Obj("cancellation_details") is { } details)
            subscription.Obj("cancellation_details")!.Take(details, "comment", "feedback");
        subscription.Take(sent, "description", "days_until_due");
        Shapes.Metadata(subscription, sent);
    }

    private static JsonObject Item(Work work, string subscription, JsonObject sent, JsonObject price, long start, long end)
    {
        var item = new JsonObject
        {
            ["id"] = Ids.New("si"),
            ["object"] = "subscription_item",
            ["billing_thresholds"] = null,
            ["created"] = start,
            ["current_period_end"] = end,
            ["current_period_start"] = start,
            ["discounts"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["plan"] = Prices.Plan(price),
            ["price"] = price.Shown(),
            ["quantity"] = sent.Long("quantity") ?? 1,
            ["subscription"] = subscription,
            ["tax_rates"] = TaxRates.Resolve(work, sent, "tax_rates"),
        };
        Shapes.Metadata(item, sent);
        return item;
    }

    /// <summary>One line per item for its current period; none is charged in a trial.</summary>
    private static List<JsonObject> Lines(Work work, JsonObject subscription, JsonObject customer) => [.. subscription.Objects("items").Select(item =>
    {
        var price = item.Obj("price")!;
        var quantity = item.Long("quantity") ?? 1;
        var trial = subscription.Long("trial_end") is { } end && item.Long("current_period_end") == end;
        var amount = trial ? 0 : Prices.Amount(price, quantity);
        var name = work.Find(price.Id("product"))?.Str("name");
        var rates = item.Objects("tax_rates").Any() ? item.Objects("tax_rates") : subscription.Objects("default_tax_rates");
        return new JsonObject
        {
            ["id"] = Ids.New("il"),
            ["object"] = "line_item",
            ["amount"] = amount,
            ["currency"] = price.Str("currency"),
            ["description"] = trial ? $"Trial period for {name}" : $"{quantity} × {name} (at {Currencies.Format(price.Long("unit_amount") ?? 0, price.Str("currency")!)} / {price.Obj("recurring")!.Str("interval")})",
            ["discount_amounts"] = new JsonArray(),
            ["discountable"] = true,
            ["discounts"] = new JsonArray(),
            ["invoice"] = null,
            ["livemode"] = false,
            ["metadata"] = subscription.Copy("metadata"),
            ["parent"] = new JsonObject
            {
                ["invoice_item_details"] = null,
                ["subscription_item_details"] = new JsonObject
                {
                    ["invoice_item"] = null,
                    ["proration"] = false,
                    ["proration_details"] = new JsonObject { ["credited_items"] = null },
                    ["subscription"] = subscription.Str("id"),
                    ["subscription_item"] = item.Str("id"),
                },
                ["type"] = "subscription_item_details",
            },
            ["period"] = new JsonObject { ["end"] = item.Long("current_period_end"), ["start"] = item.Long("current_period_start") },
            ["pretax_credit_amounts"] = new JsonArray(),
            ["pricing"] = new JsonObject
            {
                ["price_details"] = new JsonObject { ["price"] = price.Str("id"), ["product"] = price.Id("product") },
                ["type"] = "price_details",
                ["unit_amount_decimal"] = trial ? "0" : price.Str("unit_amount_decimal"),
            },
            ["quantity"] = quantity,
            ["quantity_decimal"] = quantity.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["subscription"] = subscription.Str("id"),
            ["subtotal"] = amount,
            ["taxes"] = TaxRates.TaxesOf(amount, rates, customer.Str("tax_exempt")),
        };
    })];

    private static JsonObject Update(Call call)
    {
        var (work, sent) = (call.Work, call.Sent);
        var subscription = work.Get("subscription", call.Id);
        if (subscription.Str("status") is "canceled" or "incomplete_expired")
            throw StripeError.NoSuch("subscription", call.Id);
        if (sent.ContainsKey("items"))
            throw StripeError.Invalid("This sandbox cannot change a subscription's items yet.", "items");
        if (sent.Str("default_payment_method") is { } method && work.Get("payment_method", method, "default_payment_method").Str("customer") != subscription.Str("customer"))
            throw StripeError.Invalid($"The customer does not have a payment method with the ID {method}. The payment method must be attached to the customer.", "default_payment_method", "resource_missing");
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            Apply(s, sent);
            s.Take(sent, "default_payment_method");
            if (sent.ContainsKey("default_tax_rates"))
                s["default_tax_rates"] = TaxRates.Resolve(work, sent, "default_tax_rates");
            if (sent.ContainsKey("cancel_at_period_end"))
                CancelLater(s, sent.Flag("cancel_at_period_end") ? s.Objects("items").First().Long("current_period_end") : null, true, work.Now(s));
            else if (sent.ContainsKey("cancel_at"))
                CancelLater(s, sent.Long("cancel_at"), false, work.Now(s));
        });
        return subscription;
    }

    private static void CancelLater(JsonObject subscription, long? at, bool atPeriodEnd, long now)
    {
        subscription["cancel_at"] = at;
        subscription["cancel_at_period_end"] = at is not null && atPeriodEnd;
        subscription["canceled_at"] = at is null ? null : now;
        subscription.Obj("cancellation_details")!["reason"] = at is null ? null : "cancellation_requested";
        if (subscription.Str("status") is not "incomplete")
            subscription["_due"] = Math.Min(at ?? long.MaxValue, subscription.Objects("items").First().Long("current_period_end")!.Value);
    }

    private static JsonObject Cancel(Call call)
    {
        var subscription = call.Work.Get("subscription", call.Id);
        if (subscription.Str("status") is "canceled" or "incomplete_expired")
            throw StripeError.NoSuch("subscription", call.Id);
        if (call.Sent.Obj("cancellation_details") is { } details)
            subscription.Obj("cancellation_details")!.Take(details, "comment", "feedback");
        End(call.Work, subscription, "cancellation_requested");
        return subscription;
    }

    public static void End(Work work, JsonObject subscription, string reason)
    {
        var now = work.Now(subscription);
        work.Touch(subscription);
        var wasIncomplete = subscription.Str("status") == "incomplete";
        subscription["status"] = "canceled";
        subscription["ended_at"] = now;
        subscription["canceled_at"] = subscription.Long("canceled_at") ?? now;
        subscription["_due"] = null;
        subscription.Obj("cancellation_details")!["reason"] ??= reason;
        work.Emit("customer.subscription.deleted", subscription);
        if (wasIncomplete && work.Find(subscription.Str("latest_invoice")) is { } invoice && invoice.Str("status") == "open")
            Invoices.Annul(work, invoice);
    }

    /// <summary>A paid invoice makes its subscription active.</summary>
    public static void InvoicePaid(Work work, JsonObject subscription, JsonObject invoice, JsonObject? method)
    {
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            if (s.Str("status") is "incomplete" or "past_due" or "unpaid" && s.Str("latest_invoice") == invoice.Str("id"))
            {
                s["status"] = "active";
                s["_due"] = Math.Min(s.Long("cancel_at") ?? long.MaxValue, s.Objects("items").First().Long("current_period_end")!.Value);
            }
            if (method?.Str("customer") is not null && s.Obj("payment_settings")!.Str("save_default_payment_method") == "on_subscription")
                s["default_payment_method"] = method.Str("id");
        });
    }

    public static void InvoiceFailed(Work work, JsonObject subscription, JsonObject invoice)
    {
        if (invoice.Str("billing_reason") != "subscription_create")
            work.Change(subscription, "customer.subscription.updated", s => s["status"] = s.Str("status") == "active" ? "past_due" : s.Str("status"));
    }

    /// <summary>What time brings: the first payment's end of patience, a cancellation, a trial's end, a new period.</summary>
    public static void FallDue(Work work, JsonObject subscription)
    {
        var now = work.Now(subscription);
        if (subscription.Str("status") == "incomplete")
        {
            if (work.Find(subscription.Str("latest_invoice")) is { } open && open.Str("status") == "open")
                Invoices.Annul(work, open);
            work.Change(subscription, "customer.subscription.updated", s =>
            {
                s["status"] = "incomplete_expired";
                s["ended_at"] = now;
                s["_due"] = null;
            });
            return;
        }
        if (subscription.Long("cancel_at") is { } end && end <= now)
        {
            End(work, subscription, "cancellation_requested");
            return;
        }
        Renew(work, subscription);
    }

    private static void Renew(Work work, JsonObject subscription)
    {
        var customer = work.Find(subscription.Str("customer"))!;
        JsonObject? invoice = null;
        work.Change(subscription, "customer.subscription.updated", s =>
        {
            var anchor = s.Long("billing_cycle_anchor")!.Value;
            foreach (var item in s.Objects("items"))
            {
                var recurring = item.Obj("price")!.Obj("recurring")!;
                var start = item.Long("current_period_end")!.Value;
                item["current_period_start"] = start;
                item["current_period_end"] = Periods.End(anchor, recurring.Str("interval")!, recurring.Long("interval_count")!.Value, start);
            }
            if (s.Str("status") == "trialing")
                s["status"] = "active";
            var first = s.Objects("items").First();
            s["_due"] = Math.Min(s.Long("cancel_at") ?? long.MaxValue, first.Long("current_period_end")!.Value);
            invoice = Invoices.ForSubscription(work, s, "subscription_cycle", Lines(work, s, customer));
            invoice["period_start"] = work.Find(s.Str("latest_invoice"))?.Long("period_end") ?? invoice.Long("period_start");
            invoice["automatically_finalizes_at"] = work.Now(s) + DraftSeconds;
            invoice["_due"] = work.Now(s) + DraftSeconds;
            s["latest_invoice"] = invoice.Str("id");
        });
        work.Emit("invoice.created", invoice!);
    }
}
