using Stripe;

namespace PaymentPortal.Tests.StripeNet;

public sealed class FormEncodingTests
{
    private static readonly DateTime Noon = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, BaseOptions, string[]> Cases() => new()
    {
        { "nothing", new CustomerCreateOptions(), [] },
        { "text and number", new CustomerCreateOptions { Name = "Zoë & Co = 100%", Balance = -500 }, ["balance=-500", "name=Zoë & Co = 100%"] },
        { "an object inside", new CustomerCreateOptions { Address = new() { Line1 = "1 Main St", PostalCode = "8001" } }, ["address[line1]=1 Main St", "address[postal_code]=8001"] },
        {
            "a list of objects",
            new SubscriptionCreateOptions { Items = [new() { Price = "price_1", Quantity = 3 }, new() { Price = "price_2", TaxRates = ["txr_1", "txr_2"] }] },
            ["items[0][price]=price_1", "items[0][quantity]=3", "items[1][price]=price_2", "items[1][tax_rates][0]=txr_1", "items[1][tax_rates][1]=txr_2"]
        },
        {
            "a list of words",
            new SubscriptionCreateOptions { PaymentSettings = new() { PaymentMethodTypes = ["card", "us_bank_account"] } },
            ["payment_settings[payment_method_types][0]=card", "payment_settings[payment_method_types][1]=us_bank_account"]
        },
        { "metadata, a key with brackets among it", new CustomerCreateOptions { Metadata = new() { ["order"] = "7", ["a[b]"] = "c" } }, ["metadata[order]=7", "metadata[a][b]=c"] },
        { "a metadata key emptied", new CustomerUpdateOptions { Metadata = new() { ["order"] = null! } }, ["metadata[order]="] },
        { "an emptied list", new SubscriptionUpdateOptions { DefaultTaxRates = [] }, ["default_tax_rates="] },
        { "null where null empties", new SubscriptionUpdateOptions { PauseCollection = null }, ["pause_collection="] },
        { "null where null says nothing", new CustomerUpdateOptions { Name = null, Email = null }, [] },
        { "an empty text", new CustomerUpdateOptions { Name = "" }, ["name="] },
        { "a date", new SubscriptionCreateOptions { BackdateStartDate = Noon }, ["backdate_start_date=1795176000"] },
        { "either: the date", new SubscriptionUpdateOptions { TrialEnd = Noon }, ["trial_end=1795176000"] },
        { "either: the word", new SubscriptionUpdateOptions { TrialEnd = SubscriptionTrialEnd.Now }, ["trial_end=now"] },
        {
            "phases of a schedule",
            new SubscriptionScheduleUpdateOptions
            {
                EndBehavior = "release",
                Phases = [new() { StartDate = SubscriptionSchedulePhaseStartDate.Now, EndDate = Noon, Items = [new() { Price = "price_1", Quantity = 2 }], Discounts = [] }],
                ProrationBehavior = "none",
            },
            [
                "end_behavior=release", "phases[0][discounts]=", "phases[0][end_date]=1795176000", "phases[0][items][0][price]=price_1",
                "phases[0][items][0][quantity]=2", "phases[0][start_date]=now", "proration_behavior=none",
            ]
        },
        {
            "what a meter counts",
            new Stripe.Billing.MeterEventCreateOptions { EventName = "calls", Payload = new() { ["stripe_customer_id"] = "cus_1", ["value"] = "25" }, Timestamp = Noon },
            ["event_name=calls", "payload[stripe_customer_id]=cus_1", "payload[value]=25", "timestamp=1795176000"]
        },
        { "a word of few", new SubscriptionUpdateOptions { BillingCycleAnchor = SubscriptionBillingCycleAnchor.Unchanged }, ["billing_cycle_anchor=unchanged"] },
        { "a decimal", new PriceCreateOptions { UnitAmountDecimal = 0.05m }, ["unit_amount_decimal=0.05"] },
        { "digits in a name", new PaymentIntentConfirmOptions { PaymentMethodOptions = new() { Card = new() { RequestThreeDSecure = "any" } } }, ["payment_method_options[card][request_three_d_secure]=any"] },
        { "a name that Stripe spells its own way", new InvoiceCreatePreviewOptions { InvoiceItems = [new() { InvoiceItem = "ii_1" }] }, ["invoice_items[0][invoiceitem]=ii_1"] },
        { "currency options by code", new PriceCreateOptions { CurrencyOptions = new() { ["eur"] = new() { UnitAmount = 900 } } }, ["currency_options[eur][unit_amount]=900"] },
        { "what to expand", Expanding("latest_invoice.payments", "pending_setup_intent"), ["expand[0]=latest_invoice.payments", "expand[1]=pending_setup_intent"] },
        { "a parameter without a property", Extra("trial[settings]", "x"), ["trial[settings]=x"] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Parameters_reach_Stripe_in_its_form(string what, BaseOptions options, string[] expected)
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Json("{}"));
        await wire.Client().RequestAsync<Customer>(HttpMethod.Post, "/v1/anything", options, null, TestContext.Current.CancellationToken);

        var received = Assert.Single(wire.Received);
        Assert.True(expected.Order().SequenceEqual(received.Form.Order()), $"{what}: {received.Body}");
        Assert.StartsWith("application/x-www-form-urlencoded", received.Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_asked_for_in_the_query()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Json("""{"object":"list","data":[],"has_more":false,"url":"/v1/invoices"}"""));
        var options = new InvoiceListOptions { Customer = "cus_1", Limit = 3, Created = new DateRangeOptions { GreaterThanOrEqual = Noon } };
        await new InvoiceService(wire.Client()).ListAsync(options, cancellationToken: TestContext.Current.CancellationToken);

        var received = Assert.Single(wire.Received);
        var parameters = received.Target.Split('?')[1].Split('&').Select(Uri.UnescapeDataString).Order();
        Assert.Equal(["created[gte]=1795176000", "customer=cus_1", "limit=3"], parameters);
        Assert.Equal("", received.Body);
    }

    [Fact]
    public async Task An_id_cannot_lead_a_call_astray()
    {
        await using var wire = await StripeWire.StartAsync(StripeWire.Json("""{"id":"cus_1"}"""));
        await new CustomerService(wire.Client()).GetAsync("../events?x=1", cancellationToken: TestContext.Current.CancellationToken);

        Assert.StartsWith("/v1/customers/..%2Fevents%3F", Assert.Single(wire.Received).Target, StringComparison.OrdinalIgnoreCase);
    }

    private static CustomerGetOptions Expanding(params string[] paths)
    {
        var options = new CustomerGetOptions();
        foreach (var path in paths)
        {
            options.AddExpand(path);
        }

        return options;
    }

    private static CustomerCreateOptions Extra(string name, string value)
    {
        var options = new CustomerCreateOptions();
        options.AddExtraParam(name, value);
        return options;
    }
}
