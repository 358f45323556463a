namespace PaymentPortal.Tests.Sandbox;

public sealed class CaptureTests : TillTests
{
    private const string Manual = "&capture_method=manual";

    [Fact]
    public async Task Capturing_a_part_lets_the_rest_go_and_can_be_refunded_to_the_cent()
    {
        var intent = (await till.PayAsync("pm_card_visa", 1000, more: Manual)).Ok();
        Assert.Equal(("requires_capture", 1000, 0), (intent.Text("status"), intent.Number("amount_capturable"), intent.Number("amount_received")));
        Assert.Empty(await sandbox.AllAsync("/v1/balance_transactions"));
        Assert.Equal("charge_not_refundable", (await sandbox.PostAsync("/v1/refunds", $"payment_intent={intent.Id}")).Text("error.code"));

        Assert.Equal("amount_too_large", (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/capture", "amount_to_capture=1001")).Text("error.code"));
        var captured = (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/capture", "amount_to_capture=600&expand[]=latest_charge.balance_transaction")).Ok();
        Assert.Equal(("succeeded", 600, 0), (captured.Text("status"), captured.Number("amount_received"), captured.Number("amount_capturable")));
        Assert.Equal((600, 47, 553), (captured.Number("latest_charge.balance_transaction.amount"), captured.Number("latest_charge.balance_transaction.fee"), captured.Number("latest_charge.balance_transaction.net")));

        Assert.Equal(400, (await sandbox.PostAsync("/v1/refunds", $"payment_intent={intent.Id}&amount=601")).Status);
        (await sandbox.PostAsync("/v1/refunds", $"payment_intent={intent.Id}&amount=250")).Ok();
        (await sandbox.PostAsync("/v1/refunds", $"payment_intent={intent.Id}")).Ok();
        Assert.Equal([600, -250, -350], (await sandbox.AllAsync("/v1/balance_transactions")).Select(t => t["amount"]!.GetValue<int>()));
        Assert.Equal("charge_already_refunded", (await sandbox.PostAsync("/v1/refunds", $"payment_intent={intent.Id}")).Text("error.code"));
    }

    [Theory]
    [InlineData("", "charge.succeeded charge.updated", "")]
    [InlineData("&capture_method=automatic", "charge.succeeded", "txn_")]
    public async Task A_charge_is_told_of_before_its_money_is_booked_unless_that_is_waited_for(string how, string told, string booked)
    {
        await till.PayAsync("pm_card_visa", 1000, more: how);
        var events = (await sandbox.GetAsync("/v1/events?type=charge.*")).Ok().Data.Reverse().ToList();
        Assert.Equal(told.Split(' '), events.Select(e => e!["type"]!.ToString()));
        Assert.StartsWith(booked, events[0]!["data"]!["object"]!["balance_transaction"]?.ToString() ?? "", StringComparison.Ordinal);
        Assert.Equal(booked.Length > 0, events[0]!["data"]!["object"]!["balance_transaction"] is not null);
        Assert.StartsWith("txn_", events[^1]!["data"]!["object"]!["balance_transaction"]!.ToString(), StringComparison.Ordinal);
        if (events.Count == 2)
            Assert.Equal("""{"balance_transaction":null}""", events[1]!["data"]!["previous_attributes"]!.ToJsonString());
    }

    [Theory]
    [InlineData("kwd", 10_001, 10_010)]
    [InlineData("isk", 10_050, 10_100)]
    [InlineData("ugx", 1_000_050, 1_000_100)]
    public async Task An_amount_that_no_coin_makes_up_is_refused(string currency, int refused, int charged)
    {
        var answer = await till.PayAsync("pm_card_visa", refused, currency);
        Assert.Equal((400, "amount"), (answer.Status, answer.Text("error.param")));
        (await till.PayAsync("pm_card_visa", charged, currency)).Ok();
    }

    [Theory]
    [InlineData(50, "currency=huf", "amount_too_small")]
    [InlineData(1001, "currency=kwd", "parameter_invalid_integer")]
    [InlineData(5000, "currency=huf&amount=50", "amount_too_small")]
    public async Task An_amount_is_looked_at_again_in_another_currency(int amount, string change, string code)
    {
        var intent = (await sandbox.PostAsync("/v1/payment_intents", $"amount={amount}&currency=usd")).Ok();
        var refused = await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}", change);
        Assert.Equal((400, "amount", code), (refused.Status, refused.Text("error.param"), refused.Text("error.code")));
        var changed = (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}", "currency=eur")).Ok();
        Assert.Equal(("eur", amount), (changed.Text("currency"), changed.Number("amount")));
    }

    [Fact]
    public async Task A_card_can_be_held_where_other_kinds_are_taken_at_once()
    {
        const string held = "&payment_method_options[card][capture_method]=manual";
        var intent = (await till.PayAsync("pm_card_visa", more: held)).Ok();
        Assert.Equal(("requires_capture", "automatic_async", "manual"), (intent.Text("status"), intent.Text("capture_method"), intent.Text("payment_method_options.card.capture_method")));
        Assert.Empty(await sandbox.AllAsync("/v1/balance_transactions"));
        Assert.Equal("succeeded", (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/capture")).Ok().Text("status"));
        Assert.Single(await sandbox.AllAsync("/v1/balance_transactions"));
        Assert.Equal("processing", (await till.PayAsync("pm_usBankAccount_success", more: held + Till.Mandate)).Ok().Text("status"));

        var taken = (await sandbox.PostAsync("/v1/payment_intents", "amount=1000&currency=usd&payment_method=pm_card_visa" + held)).Ok();
        var options = (await sandbox.PostAsync($"/v1/payment_intents/{taken.Id}", "payment_method_options[card][capture_method]=")).Ok().Body["payment_method_options"]!["card"]!.AsObject();
        Assert.False(options.ContainsKey("capture_method"));
        Assert.Equal("succeeded", (await sandbox.PostAsync($"/v1/payment_intents/{taken.Id}/confirm", "return_url=https://example.com")).Ok().Text("status"));
    }

    [Fact]
    public async Task A_debit_cannot_be_held()
    {
        const string account = "pm_usBankAccount_success";
        Assert.Equal("payment_intent_incompatible_payment_method", (await till.PayAsync(account, more: Manual + Till.Mandate)).Text("error.code"));
        Assert.Equal("capture_method", (await till.PayAsync(account, more: Manual + Till.Mandate + "&payment_method_types[]=us_bank_account")).Text("error.param"));
        var intent = (await sandbox.PostAsync("/v1/payment_intents", $"amount=1000&currency=usd&customer={till.Customer}{Manual}")).Ok();
        Assert.Equal(["card"], intent.Body["payment_method_types"]!.AsArray().Select(t => t!.ToString()));
        intent = (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}", "capture_method=automatic")).Ok();
        Assert.Equal(["card", "us_bank_account"], intent.Body["payment_method_types"]!.AsArray().Select(t => t!.ToString()));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/confirm", $"payment_method={account}{Manual}{Till.Mandate}")).Status);
        Assert.Empty(await sandbox.AllAsync("/v1/charges"));
    }

    [Fact]
    public async Task A_capture_is_the_last_one()
    {
        var intent = (await till.PayAsync("pm_card_visa", more: Manual)).Ok();
        var refused = await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/capture", "amount_to_capture=600&final_capture=false");
        Assert.Equal((400, "final_capture"), (refused.Status, refused.Text("error.param")));
        Assert.Equal("requires_capture", (await sandbox.GetAsync($"/v1/payment_intents/{intent.Id}")).Text("status"));
        Assert.Equal("succeeded", (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/capture", "amount_to_capture=600&final_capture=true")).Ok().Text("status"));
    }

    [Fact]
    public async Task What_is_given_up_cannot_be_captured()
    {
        var intent = (await till.PayAsync("pm_card_visa", more: Manual)).Ok();
        var canceled = (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/cancel", "cancellation_reason=abandoned&expand[]=latest_charge")).Ok();
        Assert.Equal(("canceled", "abandoned", "true", 1000), (canceled.Text("status"), canceled.Text("cancellation_reason"), canceled.Text("latest_charge.refunded"), canceled.Number("latest_charge.amount_refunded")));
        var refused = await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/capture");
        Assert.Equal((400, "payment_intent_unexpected_state"), (refused.Status, refused.Text("error.code")));
        Assert.Empty(await sandbox.AllAsync("/v1/balance_transactions"));
    }

    [Fact]
    public async Task An_authorisation_is_lost_after_seven_days()
    {
        var intent = (await till.PayAsync("pm_card_visa", more: Manual)).Ok();
        await till.AdvanceAsync(6);
        Assert.Equal("requires_capture", (await sandbox.GetAsync($"/v1/payment_intents/{intent.Id}")).Text("status"));
        await till.AdvanceAsync(1);
        var lost = (await sandbox.GetAsync($"/v1/payment_intents/{intent.Id}")).Ok();
        Assert.Equal(("canceled", "automatic"), (lost.Text("status"), lost.Text("cancellation_reason")));
        Assert.Equal(["charge.succeeded", "charge.expired"], await till.ToldAsync(intent.Text("latest_charge.id")));
    }

    [Fact]
    public async Task Capturing_many_times_at_once_takes_the_money_once()
    {
        var intent = (await till.PayAsync("pm_card_visa", more: Manual)).Ok();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/capture", "amount_to_capture=700")));
        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(700, Assert.Single(await sandbox.AllAsync("/v1/balance_transactions"))["amount"]!.GetValue<int>());
    }
}
