using System.Globalization;
using System.Text.Json.Nodes;

namespace PaymentPortal.Operations.Demo;

/// <summary>One customer of the demo does one deed after the other, each as a page or a server of Stripe's would ask for it.</summary>
internal sealed class DemoCustomer(DemoStripe stripe, DemoLife life, string id, Dictionary<string, JsonNode> prices, string? taxRate)
{
    private const string GoodCard = "pm_card_visa";
    private const string DecliningCard = "pm_card_chargeCustomerFail";

    public string Id => id;

    /// <param name="deed">What is done now.</param>
    /// <param name="number">Which of the customer's deeds it is: a part of the keys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task DoAsync(DemoDeed deed, int number, CancellationToken cancellationToken)
    {
        Task<JsonNode> PostAsync(string step, string path, params (string, string)[] fields) => stripe.PostAsync(path, Key(number, step), fields, cancellationToken);
        return deed.Kind switch
        {
            DemoDeedKind.Subscribe or DemoDeedKind.ComeBack => SubscribeAsync(deed, number, [], cancellationToken),
            DemoDeedKind.Try => SubscribeAsync(deed, number, [("trial_period_days", "14")], cancellationToken),
            DemoDeedKind.SubscribeAtSecondTry => PayAsync(deed, number, [DecliningCard, GoodCard], cancellationToken),
            DemoDeedKind.GiveUp => PayAsync(deed, number, [DecliningCard], cancellationToken),
            DemoDeedKind.Change => ChangeAsync(deed, number, cancellationToken),
            DemoDeedKind.CardFails => TakeCardAsync(DecliningCard, number, cancellationToken),
            DemoDeedKind.NewCard => NewCardAsync(number, cancellationToken),
            DemoDeedKind.Leave => OnSubscriptionAsync(s => PostAsync("leave", $"/v1/subscriptions/{s}", ("cancel_at_period_end", "true"), ("cancellation_details[feedback]", "unused")), cancellationToken),
            DemoDeedKind.LeaveNow => OnSubscriptionAsync(s => stripe.DeleteAsync($"/v1/subscriptions/{s}", cancellationToken), cancellationToken),
            DemoDeedKind.Pause => OnSubscriptionAsync(s => PostAsync("pause", $"/v1/subscriptions/{s}", ("pause_collection[behavior]", "void")), cancellationToken),
            DemoDeedKind.Resume => OnSubscriptionAsync(s => PostAsync("resume", $"/v1/subscriptions/{s}", ("pause_collection", "")), cancellationToken),
            DemoDeedKind.BuyOnce => BuyOnceAsync(deed, number, cancellationToken),
            DemoDeedKind.Refund => RefundAsync(number, cancellationToken),
            _ => throw new InvalidOperationException($"The demo does not know {deed.Kind}."),
        };
    }

    private string Key(int number, string step) => DemoYear.Key(life, $"{number}-{step}");

    private async Task SubscribeAsync(DemoDeed deed, int number, (string, string)[] more, CancellationToken cancellationToken)
    {
        await TakeCardAsync(GoodCard, number, cancellationToken);
        await stripe.PostAsync("/v1/subscriptions", Key(number, "subscribe"), [.. Order(deed), .. more], cancellationToken);
    }

    /// <summary>An order that waits for its payment, as checkout places it, and the cards that are tried.</summary>
    private async Task PayAsync(DemoDeed deed, int number, string[] cards, CancellationToken cancellationToken)
    {
        (string, string)[] waiting =
        [
            ("payment_behavior", "default_incomplete"), ("payment_settings[save_default_payment_method]", "on_subscription"), ("expand[]", "latest_invoice.payments"),
        ];
        var ordered = await stripe.PostAsync("/v1/subscriptions", Key(number, "order"), [.. Order(deed), .. waiting], cancellationToken);
        var intent = (string)ordered["latest_invoice"]!["payments"]!["data"]![0]!["payment"]!["payment_intent"]!;
        for (var i = 0; i < cards.Length; i++)
        {
            await stripe.TryAsync($"/v1/payment_intents/{intent}/confirm", Key(number, $"pay-{i}"), [("payment_method", cards[i] == DecliningCard ? "pm_card_chargeDeclined" : cards[i])], cancellationToken);
        }
    }

    private IEnumerable<(string, string)> Order(DemoDeed deed)
    {
        yield return ("customer", id);
        yield return ("items[0][price]", PriceId(deed));
        if (taxRate is not null)
        {
            yield return ("default_tax_rates[0]", taxRate);
        }
    }

    private Task ChangeAsync(DemoDeed deed, int number, CancellationToken cancellationToken) =>
        OnSubscriptionAsync(
            async subscription =>
            {
                var item = (await stripe.GetAsync($"/v1/subscriptions/{subscription}", cancellationToken))["items"]!["data"]![0]!;
                // Another interval keeps its anchor unless a change says so: who goes from months to years pays the year at once
                var anchor = (string)item["price"]!["recurring"]!["interval"]! == (string)prices[deed.Price!]["recurring"]!["interval"]! ? "unchanged" : "now";
                await stripe.PostAsync($"/v1/subscriptions/{subscription}", Key(number, "change"), [("items[0][id]", (string)item["id"]!), ("items[0][price]", PriceId(deed)), ("billing_cycle_anchor", anchor)], cancellationToken);
            },
            cancellationToken);

    private async Task TakeCardAsync(string card, int number, CancellationToken cancellationToken)
    {
        var method = (string)(await stripe.PostAsync($"/v1/payment_methods/{card}/attach", Key(number, "card"), [("customer", id)], cancellationToken))["id"]!;
        await stripe.PostAsync($"/v1/customers/{id}", Key(number, "default-card"), [("invoice_settings[default_payment_method]", method)], cancellationToken);
        foreach (var subscription in await stripe.ListAsync($"/v1/subscriptions?customer={id}", cancellationToken))
        {
            if (subscription["default_payment_method"] is not null)
            {
                await stripe.PostAsync($"/v1/subscriptions/{(string)subscription["id"]!}", Key(number, $"card-of-{(string)subscription["id"]!}"), [("default_payment_method", method)], cancellationToken);
            }
        }
    }

    private async Task NewCardAsync(int number, CancellationToken cancellationToken)
    {
        await TakeCardAsync(GoodCard, number, cancellationToken);
        foreach (var invoice in await stripe.ListAsync($"/v1/invoices?customer={id}&status=open", cancellationToken))
        {
            await stripe.PostAsync($"/v1/invoices/{(string)invoice["id"]!}/pay", Key(number, $"pay-{(string)invoice["id"]!}"), [], cancellationToken);
        }
    }

    private async Task BuyOnceAsync(DemoDeed deed, int number, CancellationToken cancellationToken)
    {
        var price = prices[deed.Price!];
        var card = (string)(await stripe.GetAsync($"/v1/customers/{id}", cancellationToken))["invoice_settings"]!["default_payment_method"]!;
        await stripe.TryAsync(
            "/v1/payment_intents",
            Key(number, "buy"),
            [
                ("amount", ((long)price["unit_amount"]!).ToString(CultureInfo.InvariantCulture)), ("currency", (string)price["currency"]!), ("customer", id), ("payment_method", card),
                ("off_session", "true"), ("confirm", "true"), ("metadata[price]", deed.Price!),
            ],
            cancellationToken);
    }

    private async Task RefundAsync(int number, CancellationToken cancellationToken)
    {
        var charges = await stripe.ListAsync($"/v1/charges?customer={id}&limit=100", cancellationToken);
        if (charges.Find(charge => (string?)charge["status"] == "succeeded" && !(bool)charge["refunded"]!) is { } last)
        {
            await stripe.PostAsync("/v1/refunds", Key(number, "refund"), [("charge", (string)last["id"]!), ("reason", "requested_by_customer")], cancellationToken);
        }
    }

    /// <summary>On the subscription that goes on; where none does, there is nothing to be done any more.</summary>
    private async Task OnSubscriptionAsync(Func<string, Task> act, CancellationToken cancellationToken)
    {
        if ((await stripe.ListAsync($"/v1/subscriptions?customer={id}", cancellationToken)).FirstOrDefault() is { } subscription)
        {
            await act((string)subscription["id"]!);
        }
    }

    private string PriceId(DemoDeed deed) => (string)prices[deed.Price!]["id"]!;
}
