using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using Stripe;

namespace PaymentPortal.Gateway;

/// <summary>What checkout asks of Stripe: the preview of an order, and the order itself.</summary>
internal sealed class CheckoutGateway(StripeConnection connection, StripeGateway gateway, TimeProvider time)
{
    /// <summary>Stripe Tax cannot tell the jurisdiction from this address.</summary>
    public const string PlaceUnknown = "place_unknown";

    /// <summary>Stripe does not apply the promotion code to this order.</summary>
    public const string CodeRefused = "code_refused";

    /// <summary>The customer has something at Stripe in another currency, beside which nothing in this one can be.</summary>
    public const string OtherCurrency = "currency_of_another_order";

    private static readonly List<string> SecretAndIntent = ["latest_invoice.confirmation_secret", "latest_invoice.payments"];

    /// <summary>The invoice that the order would begin with, as Stripe computes it, for a buyer who need not be a customer yet.</summary>
    public Task<Outcome<OrderPreview>> PreviewAsync(Order order, CustomerDetails buyer, CustomerTaxId? taxId, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            var options = new InvoiceCreatePreviewOptions
            {
                Currency = order.Currency.Code,
                AutomaticTax = new InvoiceAutomaticTaxOptions { Enabled = order.Tax.Automatic },
                CustomerDetails = new InvoiceCustomerDetailsOptions { Address = AddressOf(buyer) },
            };
            if (taxId is not null)
            {
                options.CustomerDetails.TaxIds = [new InvoiceCustomerDetailsTaxIdOptions { Type = taxId.Type, Value = taxId.Value }];
            }

            if (order.Code is { } code)
            {
                options.Discounts = [new InvoiceDiscountOptions { Coupon = code.CouponId }];
            }

            if (order.Once.Count > 0)
            {
                options.InvoiceItems = [.. order.Once.Select(line => Item(line, order))];
            }

            if (order.Plan is { } plan)
            {
                options.SubscriptionDetails = new InvoiceSubscriptionDetailsOptions
                {
                    Items = [new InvoiceSubscriptionDetailsItemOptions { Price = plan.PriceId, Quantity = plan.Quantity }, .. order.Metered.Select(id => new InvoiceSubscriptionDetailsItemOptions { Price = id })],
                };
                if (order.Tax.RateIds.Count > 0)
                {
                    options.SubscriptionDetails.DefaultTaxRates = [.. order.Tax.RateIds];
                }

                if (order.Trial is { } trial)
                {
                    options.SubscriptionDetails.TrialEnd = time.GetUtcNow().AddDays(trial.Days).UtcDateTime;
                }
            }

            return Preview(await new InvoiceService(connection.Client).CreatePreviewAsync(options, null, cancellationToken));
        });

    /// <summary>Makes an incomplete subscription: its first invoice, with what is charged once beside it, waits for the buyer to pay in the browser.</summary>
    public Task<Outcome<StartedOrder>> StartSubscriptionAsync(Order order, Guid organisationId, string customerId, string idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            var askedAt = time.GetUtcNow();
            var options = new SubscriptionCreateOptions
            {
                Customer = customerId,
                Items = [new SubscriptionItemOptions { Price = order.Plan!.PriceId, Quantity = order.Plan.Quantity }, .. order.Metered.Select(id => new SubscriptionItemOptions { Price = id })],
                PaymentBehavior = "default_incomplete",
                PaymentSettings = new SubscriptionPaymentSettingsOptions { SaveDefaultPaymentMethod = "on_subscription" },
                Metadata = StripeGateway.Organisation(organisationId),
                Expand = SecretAndIntent,
            };
            if (order.Once.Count > 0)
            {
                options.AddInvoiceItems = [.. order.Once.Select(line => new SubscriptionAddInvoiceItemOptions { Price = line.PriceId, Quantity = line.Quantity })];
            }

            if (order.Tax.Automatic)
            {
                options.AutomaticTax = new SubscriptionAutomaticTaxOptions { Enabled = true };
            }
            else if (order.Tax.RateIds.Count > 0)
            {
                // Set to null it would be sent, as a wish to clear it.
                options.DefaultTaxRates = [.. order.Tax.RateIds];
            }

            if (order.Code is { } code)
            {
                options.Discounts = [new SubscriptionDiscountOptions { PromotionCode = code.PromotionCodeId }];
            }

            if (order.Trial is { } trial)
            {
                options.TrialPeriodDays = trial.Days;
                options.TrialSettings = new SubscriptionTrialSettingsOptions { EndBehavior = new SubscriptionTrialSettingsEndBehaviorOptions { MissingPaymentMethod = "cancel" } };
            }

            return Started(await new SubscriptionService(connection.Client).CreateAsync(options, new RequestOptions { IdempotencyKey = idempotencyKey }, cancellationToken), askedAt);
        });

    /// <summary>Makes an invoice of what is charged once, and finalises it. Each step has a key of its own, so that one whose answer was lost is answered again.</summary>
    public Task<Outcome<StartedOrder>> StartInvoiceAsync(Order order, Guid organisationId, string customerId, string idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            RequestOptions Key(string step) => new() { IdempotencyKey = $"{idempotencyKey}-{step}" };
            var service = new InvoiceService(connection.Client);
            var options = new InvoiceCreateOptions
            {
                Customer = customerId,
                Currency = order.Currency.Code,
                CollectionMethod = "charge_automatically",
                AutoAdvance = false,
                PendingInvoiceItemsBehavior = "exclude",
                AutomaticTax = new InvoiceAutomaticTaxOptions { Enabled = order.Tax.Automatic },
                Metadata = StripeGateway.Organisation(organisationId),
            };
            if (order.Tax.RateIds.Count > 0)
            {
                options.DefaultTaxRates = [.. order.Tax.RateIds];
            }

            var draft = await service.CreateAsync(options, Key("invoice"), cancellationToken);
            for (var at = 0; at < order.Once.Count; at++)
            {
                await new InvoiceItemService(connection.Client).CreateAsync(
                    new InvoiceItemCreateOptions
                    {
                        Customer = customerId,
                        Invoice = draft.Id,
                        Pricing = new InvoiceItemPricingOptions { Price = order.Once[at].PriceId },
                        Quantity = order.Once[at].Quantity,
                    },
                    Key($"item-{at}"),
                    cancellationToken);
            }

            if (order.Code is { } code)
            {
                // Once the lines are there: a code may ask for a least amount.
                await service.UpdateAsync(draft.Id, new InvoiceUpdateOptions { Discounts = [new InvoiceDiscountOptions { PromotionCode = code.PromotionCodeId }] }, Key("discount"), cancellationToken);
            }

            return Started(await service.FinalizeInvoiceAsync(draft.Id, new InvoiceFinalizeOptions { AutoAdvance = false, Expand = ["confirmation_secret", "payments"] }, Key("final"), cancellationToken), null);
        });

    /// <summary>The order as it stands now, with the buyer's secret.</summary>
    public Task<Outcome<StartedOrder>> GetStartedAsync(string? subscriptionId, string invoiceId, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            var askedAt = time.GetUtcNow();
            var started = subscriptionId is not null
                ? Started(await new SubscriptionService(connection.Client).GetAsync(subscriptionId, new SubscriptionGetOptions { Expand = SecretAndIntent }, null, cancellationToken), askedAt)
                : Started(await new InvoiceService(connection.Client).GetAsync(invoiceId, new InvoiceGetOptions { Expand = ["confirmation_secret", "payments"] }, null, cancellationToken), null);
            if (started is not { InvoiceStatus: "open", PaymentId: { } paymentId })
            {
                return started;
            }

            var intent = await new PaymentIntentService(connection.Client).GetAsync(paymentId, null, null, cancellationToken);
            return started with { PaymentStatus = intent.Status, Keeps = !string.IsNullOrEmpty(intent.SetupFutureUsage) };
        });

    /// <summary>Says whether what pays is saved for next time. What pays a plan always is: its renewals are paid by it.</summary>
    public Task<Outcome<string>> SetKeepAsync(string paymentId, bool keep, string idempotencyKey, CancellationToken cancellationToken) =>
        AskAsync(async () => (await new PaymentIntentService(connection.Client).UpdateAsync(
            paymentId, new PaymentIntentUpdateOptions { SetupFutureUsage = keep ? "off_session" : "" }, new RequestOptions { IdempotencyKey = idempotencyKey }, cancellationToken)).Id);

    /// <summary>Has the card's bank ask its holder whenever the payment is confirmed (3D Secure); a payment that is under way or over is left as it is.</summary>
    public async Task<Outcome<string>> AskTheBankAsync(string paymentId, CancellationToken cancellationToken)
    {
        var card = new PaymentIntentPaymentMethodOptionsCardOptions { RequestThreeDSecure = "any" };
        var options = new PaymentIntentUpdateOptions { PaymentMethodOptions = new PaymentIntentPaymentMethodOptionsOptions { Card = card } };
        try
        {
            return await AskAsync(async () => (await new PaymentIntentService(connection.Client).UpdateAsync(paymentId, options, null, cancellationToken)).Status);
        }
        catch (StripeException refused) when (refused.StripeError?.Code == "payment_intent_unexpected_state")
        {
            return paymentId;
        }
    }

    /// <summary>Who a customer is, as it will stand on the next invoice.</summary>
    public Task<Outcome<KnownBuyer>> GetBuyerAsync(string customerId, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            var customer = await new CustomerService(connection.Client).GetAsync(customerId, null, null, cancellationToken);
            var ids = await new CustomerTaxIdService(connection.Client).ListAsync(customerId, new CustomerTaxIdListOptions { Limit = 1 }, null, cancellationToken);
            var address = customer.Address;
            return new KnownBuyer(
                new CustomerDetails(customer.Name ?? "", customer.Email ?? "", address?.Country ?? "", address?.Line1, address?.City, address?.PostalCode, address?.State),
                ids.Data.FirstOrDefault() is { } id ? new CustomerTaxId(id.Type, id.Value) : null);
        });

    /// <summary>What the customer's balance does to an order: pays of it (negative) or is added to it. What the order's own invoice has taken from the balance comes back when it is void, so that it counts as still there.</summary>
    public Task<Outcome<Money>> GetBalanceAsync(string customerId, Currency currency, string? invoiceId, CancellationToken cancellationToken) =>
        AskAsync(async () =>
        {
            var invoice = invoiceId is null ? null : await new InvoiceService(connection.Client).GetAsync(invoiceId, null, null, cancellationToken);
            var taken = invoice is { Status: "open", EndingBalance: { } left } ? invoice.StartingBalance - left : 0;
            var customer = await new CustomerService(connection.Client).GetAsync(customerId, null, null, cancellationToken);
            return new Money(customer.Currency == currency.Code ? customer.Balance + taken : 0, currency);
        });

    /// <summary>What a customer's invoices are paid by; empty where that is nothing.</summary>
    public Task<Outcome<string>> GetDefaultMethodAsync(string customerId, CancellationToken cancellationToken) =>
        AskAsync(async () => (await new CustomerService(connection.Client).GetAsync(customerId, null, null, cancellationToken)).InvoiceSettings?.DefaultPaymentMethodId ?? "");

    private static AddressOptions AddressOf(CustomerDetails buyer) => new()
    {
        Country = buyer.Country,
        Line1 = StripeGateway.NullIfEmpty(buyer.Line1),
        City = StripeGateway.NullIfEmpty(buyer.City),
        PostalCode = StripeGateway.NullIfEmpty(buyer.PostalCode),
        State = StripeGateway.NullIfEmpty(buyer.State),
    };

    private static InvoiceUpcomingInvoiceItemOptions Item(OrderLine line, Order order)
    {
        var item = new InvoiceUpcomingInvoiceItemOptions { Price = line.PriceId, Quantity = line.Quantity };
        if (order.Plan is null && order.Tax.RateIds.Count > 0)
        {
            item.TaxRates = [.. order.Tax.RateIds];
        }

        return item;
    }

    private static OrderPreview Preview(Stripe.Invoice invoice)
    {
        var currency = Currency.Parse(invoice.Currency);
        return new OrderPreview(
            [.. invoice.Lines.Data.Select(line => new PreviewLine(line.Pricing?.PriceDetails?.PriceId, line.Quantity ?? 1, new Money(line.Amount, currency)))],
            new Money(invoice.TotalDiscountAmounts?.Sum(d => d.Amount) ?? 0, currency),
            [.. (invoice.TotalTaxes ?? []).Select(t => new PreviewTax(
                t.TaxRateDetails?.TaxRateId, new Money(t.Amount, currency), new Money(t.TaxableAmount ?? 0, currency), t.TaxBehavior == "inclusive", t.TaxabilityReason))],
            new Money(invoice.Total, currency));
    }

    private StartedOrder Started(Stripe.Subscription subscription, DateTimeOffset askedAt)
    {
        var invoice = subscription.LatestInvoice ?? throw new InvalidOperationException("Stripe answered a subscription without its first invoice.");
        return Started(invoice, gateway.Answer(subscription, SubscriptionReader.Of(subscription), askedAt));
    }

    private static StartedOrder Started(Stripe.Invoice invoice, StripeAnswer<SubscriptionSnapshot>? subscription)
    {
        var payment = invoice.Payments?.Data.FirstOrDefault(p => p.IsDefault) ?? invoice.Payments?.Data.FirstOrDefault();
        return new StartedOrder(
            subscription,
            invoice.Id,
            invoice.Status,
            payment?.Payment?.PaymentIntentId,
            invoice.Status == "open" ? invoice.ConfirmationSecret?.ClientSecret : null,
            new Money(invoice.AmountDue, Currency.Parse(invoice.Currency)));
    }

    /// <summary>Beside what fails now and then, what Stripe refuses of a buyer's wish.</summary>
    private static async Task<Outcome<T>> AskAsync<T>(Func<Task<T>> ask)
        where T : notnull
    {
        try
        {
            return await StripeGateway.GuardAsync(ask);
        }
        catch (StripeException refused) when (refused.StripeError?.Code == "customer_tax_location_invalid")
        {
            return new Refusal(PlaceUnknown, "The tax cannot be computed for this address. Check country, state and postal code.", "postal_code");
        }
        catch (StripeException refused) when (refused.StripeError?.Message?.Contains("combine currencies", StringComparison.Ordinal) == true)
        {
            // Stripe has no code for it.
            return new Refusal(OtherCurrency, "Another purchase of your organisation was made in another currency meanwhile, and all that it buys is in one. Nothing was charged. Reload the page to see this order in that currency.");
        }
        catch (StripeException refused) when (refused.StripeError?.Code is "coupon_expired" or "promotion_code_expired" or "tax_id_invalid"
            || refused.StripeError?.Param?.Contains("promotion_code", StringComparison.Ordinal) == true)
        {
            return refused.StripeError!.Code == "tax_id_invalid"
                ? new Refusal("tax_id", "This is not a tax id of the country. Check it, or leave the field empty.", "tax_id")
                : new Refusal(CodeRefused, "This code does not apply to this order any more. Remove it to go on.", "promotion_code");
        }
    }
}
