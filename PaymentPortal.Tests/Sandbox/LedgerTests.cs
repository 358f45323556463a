using System.Globalization;
using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

public sealed class LedgerTests(ITestOutputHelper output) : TillTests
{
    private static readonly string[] Methods =
    [
        "pm_card_visa", "pm_card_gb", "pm_card_mastercard", "pm_card_chargeDeclined", "pm_card_createDispute", "pm_card_createDisputeInquiry", "pm_card_createDisputeProductNotReceived", "pm_card_refundFail",
        "pm_card_pendingRefund", "pm_card_bypassPending", "pm_usBankAccount_success", "pm_usBankAccount_accountClosed", "pm_usBankAccount_dispute",
    ];

    private static readonly string[] Currencies = ["usd", "usd", "eur", "gbp", "jpy", "kwd", "isk", "uah"];

    [Theory]
    // 2.9 % + 30 c; 1.5 % more for a card of another country; 1 % more for another currency
    [InlineData("pm_card_visa", 1000, "usd", 1000, 59)]
    [InlineData("pm_card_visa", 50, "usd", 50, 31)]
    [InlineData("pm_card_visa", 99_999_999, "usd", 99_999_999, 2_900_030)]
    [InlineData("pm_card_visa", 2900, "usd", 2900, 114)]
    [InlineData("pm_card_visa", 500, "usd", 500, 45)] // 14.5 rounds up
    [InlineData("pm_card_gb", 1000, "usd", 1000, 74)]
    [InlineData("pm_card_visa", 1000, "eur", 1160, 75)] // 45.24
    [InlineData("pm_card_de", 1000, "eur", 1160, 93)] // 62.64
    [InlineData("pm_card_visa", 1003, "eur", 1163, 75)] // 1163.48
    [InlineData("pm_card_visa", 1250, "aud", 818, 62)] // 817.5 rounds up
    [InlineData("pm_card_visa", 5000, "jpy", 3375, 162)] // 131.625
    [InlineData("pm_card_visa", 10_000, "kwd", 3260, 157)] // 127.14
    [InlineData("pm_card_visa", 100_000, "try", 2420, 124)] // 94.38
    [InlineData("pm_card_visa", 10_000, "xof", 1768, 99)] // 68.952
    [InlineData("pm_card_visa", 10_000, "jod", 1410, 85)] // 54.99
    public async Task Fees_are_Stripes_to_the_cent(string card, long amount, string currency, long settled, long fee)
    {
        var paid = (await till.PayAsync(card, amount, currency)).Ok();
        JsonNode Entry(string name) => paid.At("latest_charge.balance_transaction")![name]!;
        Assert.Equal(("usd", settled, fee, settled - fee), (Entry("currency").ToString(), Entry("amount").GetValue<long>(), Entry("fee").GetValue<long>(), Entry("net").GetValue<long>()));
        Assert.Equal(fee, Entry("fee_details")[0]!["amount"]!.GetValue<long>());
        Assert.Equal(currency == "usd", paid.At("latest_charge.balance_transaction.exchange_rate") is null);
        Assert.Equal(amount, paid.Number("latest_charge.amount"));
    }

    [Theory]
    [InlineData("krw", 1, 700, "Amount must convert to at least 50 cents. ₩1 converts to approximately $0.00.")]
    [InlineData("vnd", 12_987, 12_988, "Amount must convert to at least 50 cents. VND 12,987 converts to approximately $0.50.")]
    [InlineData("jod", 350, 360, "Amount must convert to at least 50 cents. JOD 0.350 converts to approximately $0.49.")]
    [InlineData("huf", 17_499, 17_500, "Amount must be at least HUF 175.00 huf")]
    public async Task What_is_worth_less_than_fifty_cents_is_refused_where_no_least_amount_is_published(string currency, long refused, long charged, string message)
    {
        var answer = await till.PayAsync("pm_card_visa", refused, currency);
        Assert.Equal((400, "amount_too_small", message), (answer.Status, answer.Text("error.code"), answer.Text("error.message")));
        Assert.Equal("usd", (await till.PayAsync("pm_card_visa", charged, currency)).Ok().Text("latest_charge.balance_transaction.currency"));
    }

    [Theory]
    [InlineData(10_000, 80)]
    [InlineData(100_000, 500)]
    public async Task A_debit_costs_less_and_never_much(long amount, long fee)
    {
        var sent = (await till.PayAsync("pm_usBankAccount_success", amount, more: Till.Mandate)).Ok();
        await till.AdvanceAsync(4);
        var entry = Assert.Single(await sandbox.AllAsync($"/v1/balance_transactions?source={sent.Text("latest_charge.id")}"));
        Assert.Equal(("payment", fee), (entry["type"]!.ToString(), entry["fee"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Money_is_pending_for_two_days_and_then_paid_out()
    {
        (await till.PayAsync("pm_card_visa")).Ok();
        var balance = (await sandbox.GetAsync("/v1/balance")).Ok();
        Assert.Equal((0, 941), (balance.Number("available.0.amount"), balance.Number("pending.0.amount")));
        await till.AdvanceAsync(1);
        Assert.Empty(await sandbox.AllAsync("/v1/payouts"));
        await till.AdvanceAsync(1);
        var payout = Assert.Single(await sandbox.AllAsync("/v1/payouts"));
        Assert.Equal((941, true, "pending"), (payout["amount"]!.GetValue<int>(), payout["automatic"]!.GetValue<bool>(), payout["status"]!.ToString()));
        var entries = await sandbox.AllAsync($"/v1/balance_transactions?payout={payout["id"]}");
        Assert.Equal(["charge", "payout"], entries.Select(e => e["type"]!.ToString()));
        Assert.All(entries, e => Assert.Equal("available", e["status"]!.ToString()));
        Assert.Equal(0, entries.Sum(e => e["net"]!.GetValue<int>()));
        await till.AdvanceAsync(1);
        Assert.Equal(["payout.created", "payout.paid", "payout.reconciliation_completed"], await till.ToldAsync(payout["id"]!.ToString()));
        Assert.Equal(0, (await till.BalanceAsync())["usd"]);
    }

    [Fact]
    public async Task A_payout_by_hand_takes_what_is_there_and_can_be_called_off()
    {
        (await sandbox.PostAsync("/v1/payment_intents", "amount=1000&currency=usd&payment_method=pm_card_bypassPending&confirm=true")).Ok();
        Assert.Equal(941, (await sandbox.GetAsync("/v1/balance")).Number("available.0.amount"));
        Assert.Equal("balance_insufficient", (await sandbox.PostAsync("/v1/payouts", "amount=942&currency=usd")).Text("error.code"));
        Assert.Equal("parameter_invalid_integer", (await sandbox.PostAsync("/v1/payouts", "amount=0&currency=usd")).Text("error.code"));
        var payout = (await sandbox.PostAsync("/v1/payouts", "amount=900&currency=usd&metadata[a]=1")).Ok();
        Assert.Equal(41, (await sandbox.GetAsync("/v1/balance")).Number("available.0.amount"));
        Assert.Equal("canceled", (await sandbox.PostAsync($"/v1/payouts/{payout.Id}/cancel")).Ok().Text("status"));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/payouts/{payout.Id}/cancel")).Status);
        Assert.Equal(941, (await sandbox.GetAsync("/v1/balance")).Number("available.0.amount"));
        Assert.Equal(["payout.created", "payout.canceled"], await till.ToldAsync(payout.Id));
        Assert.Equal("Balance transaction history can only be filtered on automatic transfers, not manual.", (await sandbox.GetAsync($"/v1/balance_transactions?payout={payout.Id}")).Text("error.message"));
        Assert.Equal("No such payout: 'po_none'", (await sandbox.GetAsync("/v1/balance_transactions?payout=po_none")).Text("error.message"));
    }

    [Fact]
    public async Task Payouts_at_once_never_take_more_than_there_is()
    {
        (await sandbox.PostAsync("/v1/payment_intents", "amount=1000&currency=usd&payment_method=pm_card_bypassPending&confirm=true")).Ok();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => sandbox.PostAsync("/v1/payouts", "amount=300&currency=usd")));
        Assert.Equal(3, answers.Count(a => a.Status == 200));
        Assert.Equal(41, (await till.BalanceAsync())["usd"]);
    }

    [Fact]
    public async Task A_bank_that_refuses_a_payout_sends_the_money_back()
    {
        await using var refused = await SandboxHost.StartAsync("none", ("Sandbox:PayoutAccount", "000111111113"));
        var other = await new Till(refused).OpenAsync();
        (await other.PayAsync("pm_card_visa")).Ok();
        await other.AdvanceAsync(3);
        var payout = (await refused.AllAsync("/v1/payouts"))[0];
        Assert.Equal(("failed", "account_closed"), (payout["status"]!.ToString(), payout["failure_code"]!.ToString()));
        Assert.Equal("payout_failure", (await refused.GetAsync($"/v1/balance_transactions/{payout["failure_balance_transaction"]}")).Ok().Text("type"));
        Assert.Equal(["payout.created", "payout.failed"], await other.ToldAsync(payout["id"]!.ToString()));
        Assert.Equal(941, (await other.BalanceAsync())["usd"]);
    }

    [Fact]
    public async Task After_a_random_life_the_ledger_is_the_balance_and_nobody_got_back_more_than_was_taken()
    {
        var seed = Environment.TickCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var random = new Random(seed);
        for (var step = 0; step < 220; step++)
            await StepAsync(random, await sandbox.AllAsync("/v1/payment_intents"), step);
        await till.AdvanceAsync(1);

        var ledger = await sandbox.AllAsync("/v1/balance_transactions");
        Assert.All(ledger, e => Assert.Equal(e["amount"]!.GetValue<long>() - e["fee"]!.GetValue<long>(), e["net"]!.GetValue<long>()));
        Assert.All(ledger, e => Assert.Equal(e["fee"]!.GetValue<long>(), e["fee_details"]!.AsArray().Sum(f => f!["amount"]!.GetValue<long>())));
        var balance = await till.BalanceAsync();
        foreach (var currency in ledger.GroupBy(e => e["currency"]!.ToString()))
            Assert.Equal(currency.Sum(e => e["net"]!.GetValue<long>()), balance[currency.Key]);
        foreach (var payout in (await sandbox.AllAsync("/v1/payouts")).Where(p => p["automatic"]!.GetValue<bool>()))
            Assert.Equal(0, (await sandbox.AllAsync($"/v1/balance_transactions?payout={payout["id"]}")).Sum(e => e["net"]!.GetValue<long>()));
        var bySource = ledger.ToLookup(e => e["source"]!.ToString());
        var refunds = (await sandbox.AllAsync("/v1/refunds")).ToLookup(r => r["charge"]!.ToString());
        var disputes = (await sandbox.AllAsync("/v1/disputes")).ToLookup(d => d["charge"]!.ToString());
        foreach (var charge in await sandbox.AllAsync("/v1/charges"))
            Check(charge, bySource, refunds[charge["id"]!.ToString()].ToList(), disputes[charge["id"]!.ToString()].ToList());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ledger.Count} entries, {refunds.Count} refunded and {disputes.Count} disputed charges"));
    }

    private static void Check(JsonObject charge, ILookup<string, JsonObject> bySource, List<JsonObject> refunds, List<JsonObject> disputes)
    {
        var id = charge["id"]!.ToString();
        var taken = charge["status"]!.ToString() == "succeeded" && charge["captured"]!.GetValue<bool>();
        Assert.Equal(taken ? 1 : 0, bySource[id].Count());
        var captured = charge["amount_captured"]!.GetValue<long>();
        var back = refunds.Where(r => r["status"]!.ToString() != "failed").Sum(r => r["amount"]!.GetValue<long>());
        var lost = disputes.Where(d => d["status"]!.ToString() is not ("won" or "warning_closed" or "warning_needs_response" or "warning_under_review")).Sum(d => d["amount"]!.GetValue<long>());
        Assert.InRange(back + lost, 0, captured);
        if (taken)
            Assert.Equal(back, charge["amount_refunded"]!.GetValue<long>() - (charge["amount"]!.GetValue<long>() - captured));
        Assert.All(refunds, r => Assert.Equal(r["status"]!.ToString() == "failed" ? 2 : 1, bySource[r["id"]!.ToString()].Count()));
        var settled = bySource[id].Sum(e => e["amount"]!.GetValue<long>());
        var gone = refunds.Concat(disputes).SelectMany(o => bySource[o["id"]!.ToString()]).Sum(e => e["amount"]!.GetValue<long>());
        Assert.InRange(-gone, 0, settled);
        if (back + lost == captured)
            Assert.Equal(settled, -gone);
    }

    private async Task StepAsync(Random random, List<JsonObject> intents, int step)
    {
        JsonObject? Any(string status) => intents.Where(i => i["status"]!.ToString() == status).OrderBy(_ => random.Next()).FirstOrDefault();
        switch (random.Next(10))
        {
            case < 4:
                var method = Methods[random.Next(Methods.Length)];
                var currency = method.Contains("usBank") ? "usd" : Currencies[random.Next(Currencies.Length)];
                var exact = random.Next(10_000, 300_000);
                var answer = await till.PayAsync(method, exact - (exact % (currency switch { "isk" => 100, "kwd" => 10, _ => 1 })), currency, (method.Contains("usBank") ? Till.Mandate : random.Next(4) == 0 ? "&capture_method=manual" : "") + (step % 2 == 0 ? "" : $"&metadata[step]={step}"));
                Assert.Contains(answer.Status, new[] { 200, 402 });
                break;
            case 4 when Any("requires_capture") is { } held:
                var part = random.Next(1, held["amount"]!.GetValue<int>() + 1);
                (await (random.Next(3) == 0 ? sandbox.PostAsync($"/v1/payment_intents/{held["id"]}/cancel") : sandbox.PostAsync($"/v1/payment_intents/{held["id"]}/capture", $"amount_to_capture={part}"))).Ok();
                break;
            case 5 or 6 when Any("succeeded") is { } paid:
                var amount = random.Next(3) == 0 ? "" : $"&amount={random.Next(1, paid["amount"]!.GetValue<int>())}";
                Assert.Contains((await sandbox.PostAsync("/v1/refunds", $"payment_intent={paid["id"]}{amount}")).Status, new[] { 200, 400 });
                break;
            case 7:
                foreach (var dispute in (await sandbox.AllAsync("/v1/disputes")).Where(d => d["status"]!.ToString().EndsWith("needs_response", StringComparison.Ordinal)).Take(1))
                    (await sandbox.PostAsync($"/v1/disputes/{dispute["id"]}", $"evidence[uncategorized_text]={new[] { "winning_evidence", "losing_evidence", "escalate_inquiry_evidence" }[random.Next(3)]}")).Ok();
                break;
            case 8:
                await till.AdvanceAsync(random.Next(1, 4));
                break;
            case 9 when random.Next(3) == 0:
                Assert.Contains((await sandbox.PostAsync("/v1/payouts", $"amount={random.Next(1, 5000)}&currency=usd")).Status, new[] { 200, 400 });
                break;
        }
    }
}
