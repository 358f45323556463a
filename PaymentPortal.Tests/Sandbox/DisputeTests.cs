using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

public sealed class DisputeTests : TillTests
{
    private async Task<(string Charge, JsonObject Dispute)> DisputedAsync(string card, long amount = 4200)
    {
        var charge = (await till.PayAsync(card, amount)).Ok().Text("latest_charge.id");
        await till.AdvanceAsync(7);
        return (charge, Assert.Single(await sandbox.AllAsync($"/v1/disputes?charge={charge}")));
    }

    private Task<List<JsonObject>> EntriesAsync(string source) => sandbox.AllAsync($"/v1/balance_transactions?source={source}");

    [Fact]
    public async Task A_chargeback_takes_the_money_and_a_fee()
    {
        var (charge, dispute) = await DisputedAsync("pm_card_createDispute");
        var id = dispute["id"]!.ToString();
        Assert.Equal(("needs_response", "fraudulent", 4200, "10.4"), (dispute["status"]!.ToString(), dispute["reason"]!.ToString(), dispute["amount"]!.GetValue<int>(), dispute["network_reason_code"]!.ToString()));
        var entry = Assert.Single(await EntriesAsync(id));
        Assert.Equal((-4200, 1500, -5700, "adjustment"), (entry["amount"]!.GetValue<int>(), entry["fee"]!.GetValue<int>(), entry["net"]!.GetValue<int>(), entry["type"]!.ToString()));
        Assert.Equal(["charge.dispute.created", "charge.dispute.funds_withdrawn"], await till.ToldAsync(id));
        Assert.Equal("true", (await sandbox.GetAsync($"/v1/charges/{charge}")).Text("disputed"));
        Assert.Equal("charge_disputed", (await sandbox.PostAsync("/v1/refunds", $"charge={charge}")).Text("error.code"));
    }

    [Theory]
    [InlineData("winning_evidence", "won", 0)]
    [InlineData("losing_evidence", "lost", -5700)]
    [InlineData("Our records show otherwise.", "under_review", -5700)]
    public async Task The_bank_decides_by_the_evidence(string evidence, string status, long cost)
    {
        var (charge, dispute) = await DisputedAsync("pm_card_createDisputeProductNotReceived");
        var id = dispute["id"]!.ToString();
        var draft = (await sandbox.PostAsync($"/v1/disputes/{id}", $"evidence[uncategorized_text]={evidence}&submit=false")).Ok();
        Assert.Equal(("needs_response", "true", 0), (draft.Text("status"), draft.Text("evidence_details.has_evidence"), draft.Number("evidence_details.submission_count")));
        var sent = (await sandbox.PostAsync($"/v1/disputes/{id}", "submit=true")).Ok();
        Assert.Equal(("under_review", 1), (sent.Text("status"), sent.Number("evidence_details.submission_count")));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/disputes/{id}", "evidence[customer_name]=Eve")).Status);
        await till.AdvanceAsync(14);
        Assert.Equal(status, (await sandbox.GetAsync($"/v1/disputes/{id}")).Text("status"));
        Assert.Equal(cost, (await EntriesAsync(id)).Sum(e => e["net"]!.GetValue<long>()));
        Assert.Equal(status == "won" ? 200 : 400, (await sandbox.PostAsync("/v1/refunds", $"charge={charge}")).Status);
        if (status == "won")
            Assert.Equal(["charge.dispute.closed", "charge.dispute.funds_reinstated"], (await till.ToldAsync(id))[^2..]);
    }

    [Fact]
    public async Task A_dispute_that_nobody_answers_is_lost()
    {
        var (_, dispute) = await DisputedAsync("pm_card_createDispute");
        await till.AdvanceAsync(11);
        var lost = (await sandbox.GetAsync($"/v1/disputes/{dispute["id"]}")).Ok();
        Assert.Equal(("lost", "true"), (lost.Text("status"), lost.Text("evidence_details.past_due")));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/disputes/{dispute["id"]}/close")).Status);
    }

    [Fact]
    public async Task Giving_in_closes_a_dispute()
    {
        var (_, dispute) = await DisputedAsync("pm_card_createDispute");
        Assert.Equal("lost", (await sandbox.PostAsync($"/v1/disputes/{dispute["id"]}/close")).Ok().Text("status"));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/disputes/{dispute["id"]}", "evidence[customer_name]=Eve")).Status);
    }

    [Theory]
    [InlineData("winning_evidence", "warning_closed", 0)]
    [InlineData("losing_evidence", "warning_closed", 0)]
    [InlineData("escalate_inquiry_evidence", "needs_response", -5700)]
    public async Task An_inquiry_takes_no_money_unless_it_becomes_a_chargeback(string evidence, string status, long cost)
    {
        var (charge, dispute) = await DisputedAsync("pm_card_createDisputeInquiry");
        var id = dispute["id"]!.ToString();
        Assert.Equal(("warning_needs_response", true), (dispute["status"]!.ToString(), dispute["is_charge_refundable"]!.GetValue<bool>()));
        Assert.Empty(await EntriesAsync(id));
        Assert.Equal("warning_under_review", (await sandbox.PostAsync($"/v1/disputes/{id}", $"evidence[uncategorized_text]={evidence}")).Ok().Text("status"));
        await till.AdvanceAsync(7);
        Assert.Equal(status, (await sandbox.GetAsync($"/v1/disputes/{id}")).Text("status"));
        Assert.Equal(cost, (await EntriesAsync(id)).Sum(e => e["net"]!.GetValue<long>()));
        Assert.Equal(status == "needs_response" ? 400 : 200, (await sandbox.PostAsync("/v1/refunds", $"charge={charge}")).Status);
    }

    [Fact]
    public async Task Only_what_was_not_refunded_is_disputed()
    {
        var charge = (await till.PayAsync("pm_card_createDispute", 1000)).Ok().Text("latest_charge.id");
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=400")).Ok();
        await till.AdvanceAsync(7);
        Assert.Equal(600, Assert.Single(await sandbox.AllAsync($"/v1/disputes?charge={charge}"))["amount"]!.GetValue<int>());
        Assert.Equal(0, (await sandbox.AllAsync("/v1/balance_transactions")).Where(e => e["type"]!.ToString() != "payout").Sum(e => e["amount"]!.GetValue<long>()));
    }

    [Fact]
    public async Task A_bank_may_warn_of_fraud()
    {
        var charge = (await till.PayAsync("pm_card_createIssuerFraudRecord")).Ok().Text("latest_charge.id");
        await till.AdvanceAsync(7);
        var warning = Assert.Single(await sandbox.AllAsync($"/v1/radar/early_fraud_warnings?charge={charge}"));
        Assert.True(warning["actionable"]!.GetValue<bool>());
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=400")).Ok();
        Assert.Equal("true", (await sandbox.GetAsync($"/v1/radar/early_fraud_warnings/{warning["id"]}")).Text("actionable"));
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}")).Ok();
        Assert.Equal("false", (await sandbox.GetAsync($"/v1/radar/early_fraud_warnings/{warning["id"]}")).Text("actionable"));
        Assert.Equal(["radar.early_fraud_warning.created", "radar.early_fraud_warning.updated"], await till.ToldAsync(warning["id"]!.ToString()));
        Assert.Empty(await sandbox.AllAsync("/v1/disputes"));
    }

    [Theory]
    [InlineData("usd", 4201, 2100, 2101)]
    [InlineData("eur", 4201, 2436, 2437)]
    [InlineData("jpy", 4201, 1418, 1418)]
    public async Task One_charge_can_be_disputed_twice_and_each_takes_and_gives_back_its_part(string currency, long amount, long first, long second)
    {
        var charge = (await till.PayAsync("pm_card_createMultipleDisputes", amount, currency)).Ok().Text("latest_charge.id");
        await till.AdvanceAsync(7);
        var disputes = (await sandbox.AllAsync($"/v1/disputes?charge={charge}")).OrderBy(d => d["amount"]!.GetValue<long>()).ToList();
        Assert.Equal([2100L, 2101], disputes.Select(d => d["amount"]!.GetValue<long>()));
        foreach (var (dispute, part) in disputes.Zip([first, second]))
        {
            Assert.Equal(-part, Assert.Single(await EntriesAsync(dispute["id"]!.ToString()))["amount"]!.GetValue<long>());
            (await sandbox.PostAsync($"/v1/disputes/{dispute["id"]}", "evidence[uncategorized_text]=winning_evidence")).Ok();
        }
        await till.AdvanceAsync(14);
        foreach (var (dispute, part) in disputes.Zip([first, second]))
            Assert.Equal([-part, part], (await EntriesAsync(dispute["id"]!.ToString())).Select(e => e["amount"]!.GetValue<long>()).Order());
    }

    [Fact]
    public async Task Evidence_may_be_long_where_it_is_told_in_words()
    {
        var (_, dispute) = await DisputedAsync("pm_card_createDispute");
        var path = $"/v1/disputes/{dispute["id"]}";
        foreach (var name in new[] { "access_activity_log", "cancellation_policy_disclosure", "cancellation_rebuttal", "duplicate_charge_explanation", "product_description", "refund_policy_disclosure", "refund_refusal_explanation" })
        {
            (await sandbox.PostAsync(path, $"evidence[{name}]={new string('a', 20_000)}&submit=false")).Ok();
            Assert.Equal(400, (await sandbox.PostAsync(path, $"evidence[{name}]={new string('a', 20_001)}&submit=false")).Status);
        }
        Assert.Equal(400, (await sandbox.PostAsync(path, $"evidence[customer_name]={new string('a', 5_001)}&submit=false")).Status);
        Assert.Equal("evidence", (await sandbox.PostAsync(path, $"evidence[uncategorized_text]={new string('a', 20_000)}&submit=false")).Text("error.param"));
        (await sandbox.PostAsync(path, $"evidence[uncategorized_text]={new string('a', 9_000)}&submit=false")).Ok();
    }

    [Theory]
    [InlineData("pm_card_createComplianceDispute", "visa_compliance")]
    [InlineData("pm_card_createMastercardComplianceDispute", "mastercard_compliance")]
    public async Task A_compliance_dispute_is_contested_once_its_fee_is_acknowledged(string card, string kind)
    {
        var (_, dispute) = await DisputedAsync(card);
        var id = dispute["id"]!.ToString();
        Assert.Equal(("noncompliant", kind, "compliance"), (dispute["reason"]!.ToString(), dispute["enhanced_eligibility_types"]![0]!.ToString(), dispute["payment_method_details"]!["card"]!["case_type"]!.ToString()));
        Assert.Equal("evidence[enhanced_evidence]", (await sandbox.PostAsync($"/v1/disputes/{id}", "evidence[uncategorized_text]=winning_evidence&submit=true")).Text("error.param"));
        var sent = (await sandbox.PostAsync($"/v1/disputes/{id}", $"evidence[enhanced_evidence][{kind}][fee_acknowledged]=true&submit=true")).Ok();
        Assert.Equal(("under_review", "fee_acknowledged"), (sent.Text("status"), sent.Text($"evidence_details.enhanced_eligibility.{kind}.status")));
    }

    [Fact]
    public async Task A_dispute_that_earlier_payments_could_answer_says_what_is_missing()
    {
        var (_, dispute) = await DisputedAsync("pm_card_createCe3EligibleDispute");
        Assert.Equal(("fraudulent", "requires_action"), (dispute["reason"]!.ToString(), dispute["evidence_details"]!["enhanced_eligibility"]!["visa_compelling_evidence_3"]!["status"]!.ToString()));
    }
}
