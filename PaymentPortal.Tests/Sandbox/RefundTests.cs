namespace PaymentPortal.Tests.Sandbox;

public sealed class RefundTests : TillTests
{
    private async Task<string> ChargeAsync(string card, long amount = 1000, string currency = "usd") => (await till.PayAsync(card, amount, currency)).Ok().Text("latest_charge.id");

    [Fact]
    public async Task Refunding_more_than_was_captured_is_refused_however_many_try_at_once()
    {
        var charge = await ChargeAsync("pm_card_visa");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=300")));
        Assert.Equal(3, answers.Count(a => a.Status == 200));
        var after = (await sandbox.GetAsync($"/v1/charges/{charge}")).Ok();
        Assert.Equal((900, "false"), (after.Number("amount_refunded"), after.Text("refunded")));
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&reason=fraudulent")).Ok();
        after = (await sandbox.GetAsync($"/v1/charges/{charge}")).Ok();
        Assert.Equal((1000, "true", "fraudulent"), (after.Number("amount_refunded"), after.Text("refunded"), after.Text("fraud_details.user_report")));
    }

    [Theory]
    [InlineData("pm_card_visa", "succeeded", "succeeded", "refund.created")]
    [InlineData("pm_card_pendingRefund", "pending", "succeeded", "refund.created refund.updated charge.refund.updated")]
    [InlineData("pm_card_refundFail", "succeeded", "failed", "refund.created refund.updated refund.failed charge.refund.updated")]
    public async Task A_refund_takes_the_course_of_its_card(string card, string first, string later, string told)
    {
        var charge = await ChargeAsync(card);
        var refund = (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=400")).Ok();
        Assert.Equal(first, refund.Text("status"));
        await till.AdvanceAsync(10);
        var known = (await sandbox.GetAsync($"/v1/refunds/{refund.Id}?expand[]=charge&expand[]=balance_transaction&expand[]=failure_balance_transaction")).Ok();
        Assert.Equal((later, "REFUND FOR CHARGE"), (known.Text("status"), known.Text("balance_transaction.description")));
        Assert.Equal(told.Split(' '), await till.ToldAsync(refund.Id));
        Assert.Equal(later == "failed" ? 0 : 400, known.Number("charge.amount_refunded"));
        if (later == "failed")
        {
            Assert.Equal((400, "refund_failure", "expired_or_canceled_card", "REFUND FAILURE"),
                (known.Number("failure_balance_transaction.amount"), known.Text("failure_balance_transaction.type"), known.Text("failure_reason"), known.Text("failure_balance_transaction.description")));
        }
    }

    [Fact]
    public async Task A_refund_is_made_at_once_without_a_clock_and_fails_a_moment_later()
    {
        var charge = (await sandbox.PostAsync("/v1/payment_intents", "amount=1000&currency=usd&payment_method=pm_card_refundFail&confirm=true")).Ok().Text("latest_charge");
        var refund = (await sandbox.PostAsync("/v1/refunds", $"charge={charge}")).Ok();
        Assert.Equal("succeeded", refund.Text("status"));
        var since = System.Diagnostics.Stopwatch.StartNew();
        while ((await sandbox.GetAsync($"/v1/refunds/{refund.Id}")).Text("status") != "failed")
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), "The refund does not fail.");
    }

    [Fact]
    public async Task Parts_of_a_converted_charge_make_the_whole()
    {
        var charge = await ChargeAsync("pm_card_gb", 1000, "eur");
        foreach (var part in new[] { 333, 333, 1, 333 })
            (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount={part}")).Ok();
        var entries = await sandbox.AllAsync("/v1/balance_transactions");
        Assert.Equal(["usd"], entries.Select(e => e["currency"]!.ToString()).Distinct());
        Assert.Equal(0, entries.Sum(e => e["amount"]!.GetValue<long>()));
        Assert.Equal(-entries.Sum(e => e["fee"]!.GetValue<long>()), entries.Sum(e => e["net"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_refund_that_failed_can_be_made_again_for_the_same_money()
    {
        var charge = await ChargeAsync("pm_card_refundFail", 1000, "eur");
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=333")).Ok();
        await till.AdvanceAsync(5);
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=501")).Ok();
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=499")).Ok();
        Assert.Equal(0, (await sandbox.AllAsync("/v1/balance_transactions?type=charge")).Concat(await sandbox.AllAsync("/v1/balance_transactions?type=refund")).Concat(await sandbox.AllAsync("/v1/balance_transactions?type=refund_failure")).Sum(e => e["amount"]!.GetValue<long>()));
    }

    [Theory]
    [InlineData("amount=0", "amount", "parameter_invalid_integer")]
    [InlineData("amount=-1", "amount", "parameter_invalid_integer")]
    [InlineData("amount=1001", "amount", "")]
    [InlineData("amount=1000000000000", "amount", "")]
    [InlineData("reason=because", "reason", "")]
    public async Task A_bad_refund_is_refused(string more, string param, string code)
    {
        var charge = await ChargeAsync("pm_card_visa");
        var refused = await sandbox.PostAsync("/v1/refunds", $"charge={charge}&{more}");
        Assert.Equal((400, param, code), (refused.Status, refused.Text("error.param"), refused.Text("error.code")));
        Assert.Empty(await sandbox.AllAsync("/v1/refunds"));
    }

    [Fact]
    public async Task Only_what_waits_for_the_customer_can_be_canceled()
    {
        var refund = (await sandbox.PostAsync("/v1/refunds", $"charge={await ChargeAsync("pm_card_pendingRefund")}")).Ok();
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/refunds/{refund.Id}/cancel")).Status);
        Assert.Equal("7", (await sandbox.PostAsync($"/v1/refunds/{refund.Id}", "metadata[order]=7")).Ok().Text("metadata.order"));
    }

    [Theory]
    [InlineData("refunds")]
    [InlineData("disputes")]
    public async Task A_list_of_an_unknown_payment_is_refused(string path)
    {
        var payment = (await till.PayAsync("pm_card_visa")).Ok();
        Assert.Empty((await sandbox.GetAsync($"/v1/{path}?charge={payment.Text("latest_charge.id")}&payment_intent={payment.Id}")).Ok().Data);
        foreach (var (name, id) in new[] { ("charge", "ch_none"), ("payment_intent", "pi_none"), ("charge", payment.Id) })
        {
            var refused = await sandbox.GetAsync($"/v1/{path}?{name}={id}");
            Assert.Equal((400, "resource_missing", name), (refused.Status, refused.Text("error.code"), refused.Text("error.param")));
        }
    }
}
