namespace PaymentPortal.Tests.Sandbox;

public sealed class DebitTests : TillTests
{
    [Theory]
    [InlineData("pm_usBankAccount_success", "usd", 4, "succeeded", "", "succeeded")]
    [InlineData("pm_usBankAccount_accountClosed", "usd", 4, "requires_payment_method", "account_closed", "failed")]
    [InlineData("pm_usBankAccount_insufficientFunds", "usd", 4, "requires_payment_method", "insufficient_funds", "failed")]
    [InlineData("pm_usBankAccount_debitNotAuthorized", "usd", 4, "requires_payment_method", "debit_not_authorized", "failed")]
    [InlineData("pm_sepaDebit_success_at", "eur", 5, "succeeded", "", "succeeded")]
    [InlineData("pm_sepaDebit_failed_de", "eur", 5, "requires_payment_method", "generic_could_not_process", "failed")]
    [InlineData("pm_sepaDebit_exceedsWeeklyTransactionLimit_fr", "eur", 5, "requires_payment_method", "charge_exceeds_weekly_limit", "failed")]
    public async Task A_debit_is_known_banking_days_later(string name, string currency, int days, string status, string failure, string chargeStatus)
    {
        var sent = (await till.PayAsync(name, 10_000, currency, Till.Mandate)).Ok();
        Assert.Equal(("processing", "pending", "false"), (sent.Text("status"), sent.Text("latest_charge.status"), sent.Text("latest_charge.paid")));
        Assert.StartsWith("py_", sent.Text("latest_charge.id"), StringComparison.Ordinal);
        Assert.Empty(await sandbox.AllAsync("/v1/balance_transactions"));

        // The clock begins on a Sunday; the debit is sent on it and needs that many banking days.
        await till.AdvanceAsync(days - 1);
        Assert.Equal("processing", (await sandbox.GetAsync($"/v1/payment_intents/{sent.Id}")).Text("status"));
        await till.AdvanceAsync(1);
        var known = (await sandbox.GetAsync($"/v1/payment_intents/{sent.Id}?expand[]=latest_charge")).Ok();
        Assert.Equal((status, chargeStatus, failure), (known.Text("status"), known.Text("latest_charge.status"), known.Text("latest_charge.failure_code")));
        Assert.Equal(status == "succeeded" ? 1 : 0, (await sandbox.AllAsync($"/v1/balance_transactions?source={known.Text("latest_charge.id")}")).Count);
        Assert.Equal(["charge.pending", status == "succeeded" ? "charge.succeeded" : "charge.failed"], await till.ToldAsync(known.Text("latest_charge.id")));
        Assert.Equal(["payment_intent.created", "payment_intent.processing", status == "succeeded" ? "payment_intent.succeeded" : "payment_intent.payment_failed"], await till.ToldAsync(sent.Id));
    }

    [Fact]
    public async Task A_debit_needs_a_mandate_and_keeps_it()
    {
        var refused = await till.PayAsync("pm_usBankAccount_success");
        Assert.Equal((400, "payment_intent_mandate_invalid"), (refused.Status, refused.Text("error.code")));
        var setup = (await sandbox.PostAsync("/v1/setup_intents", $"customer={till.Customer}&payment_method=pm_usBankAccount_success&confirm=true{Till.Mandate}&expand[]=mandate")).Ok();
        Assert.Equal(("succeeded", "active", "multi_use"), (setup.Text("status"), setup.Text("mandate.status"), setup.Text("mandate.type")));
        var later = (await till.PayAsync(setup.Text("payment_method"), more: "&off_session=true")).Ok();
        Assert.Equal("processing", later.Text("status"));
        Assert.Equal(setup.Text("mandate.id"), later.Text("latest_charge.payment_method_details.us_bank_account.mandate"));
    }

    [Fact]
    public async Task A_debit_that_stays_under_way_can_be_called_off()
    {
        var sent = (await till.PayAsync("pm_usBankAccount_processing", more: Till.Mandate)).Ok();
        await till.AdvanceAsync(60);
        Assert.Equal("processing", (await sandbox.GetAsync($"/v1/payment_intents/{sent.Id}")).Text("status"));
        Assert.Equal("canceled", (await sandbox.PostAsync($"/v1/payment_intents/{sent.Id}/cancel")).Ok().Text("status"));
        var charge = (await sandbox.GetAsync($"/v1/charges/{sent.Text("latest_charge.id")}")).Ok();
        Assert.Equal(("failed", "0"), (charge.Text("status"), charge.Text("amount_captured")));
    }

    [Fact]
    public async Task A_debit_called_off_never_settles()
    {
        var sent = (await till.PayAsync("pm_usBankAccount_success", more: Till.Mandate)).Ok();
        (await sandbox.PostAsync($"/v1/payment_intents/{sent.Id}/cancel")).Ok();
        await till.AdvanceAsync(10);
        Assert.Equal("canceled", (await sandbox.GetAsync($"/v1/payment_intents/{sent.Id}")).Text("status"));
        Assert.Empty(await sandbox.AllAsync("/v1/balance_transactions"));
    }

    [Theory]
    [InlineData("pm_usBankAccount_dispute", "usd")]
    [InlineData("pm_sepaDebit_disputed_be", "eur")]
    public async Task A_disputed_debit_is_lost_at_once(string name, string currency)
    {
        var sent = (await till.PayAsync(name, 10_000, currency, Till.Mandate)).Ok();
        await till.AdvanceAsync(21);
        var dispute = Assert.Single(await sandbox.AllAsync($"/v1/disputes?charge={sent.Text("latest_charge.id")}"));
        Assert.Equal(("lost", 10_000), (dispute["status"]!.ToString(), dispute["amount"]!.GetValue<int>()));
        Assert.Equal(["charge.dispute.created", "charge.dispute.funds_withdrawn", "charge.dispute.closed"], await till.ToldAsync(dispute["id"]!.ToString()));
    }

    [Fact]
    public async Task An_invoice_paid_by_a_debit_stays_open_until_it_settles()
    {
        var account = (await sandbox.PostAsync("/v1/payment_methods/pm_usBankAccount_success/attach", $"customer={till.Customer}")).Ok().Id;
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=2900&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={till.Customer}&items[0][price]={price}&default_payment_method={account}")).Ok();
        var invoice = subscription.Text("latest_invoice");
        Assert.Equal(("active", "open"), (subscription.Text("status"), (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Text("status")));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/invoices/{invoice}/pay")).Status);
        await till.AdvanceAsync(4);
        Assert.Equal("paid", (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Text("status"));
        Assert.Equal("active", (await sandbox.GetAsync($"/v1/subscriptions/{subscription.Id}")).Text("status"));
        Assert.Single(await sandbox.AllAsync($"/v1/charges?customer={till.Customer}"));
    }

    [Fact]
    public async Task A_renewal_whose_debit_comes_back_is_tried_again()
    {
        async Task DefaultAsync(string name)
        {
            var method = (await sandbox.PostAsync($"/v1/payment_methods/{name}/attach", $"customer={till.Customer}")).Ok().Id;
            (await sandbox.PostAsync($"/v1/customers/{till.Customer}", $"invoice_settings[default_payment_method]={method}")).Ok();
        }
        await DefaultAsync("pm_card_visa");
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=2900&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={till.Customer}&items[0][price]={price}")).Ok().Id;
        await DefaultAsync("pm_usBankAccount_insufficientFunds");
        await till.AdvanceAsync(29);
        var under = (await sandbox.GetAsync($"/v1/subscriptions/{subscription}?expand[]=latest_invoice")).Ok();
        Assert.Equal(("active", "open", 0), (under.Text("status"), under.Text("latest_invoice.status"), under.Number("latest_invoice.attempt_count")));
        await till.AdvanceAsync(6);
        var back = (await sandbox.GetAsync($"/v1/subscriptions/{subscription}?expand[]=latest_invoice")).Ok();
        Assert.Equal(("past_due", "open", 1), (back.Text("status"), back.Text("latest_invoice.status"), back.Number("latest_invoice.attempt_count")));
        Assert.NotEmpty(back.Text("latest_invoice.next_payment_attempt"));
        await DefaultAsync("pm_usBankAccount_success");
        await till.AdvanceAsync(14);
        var healed = (await sandbox.GetAsync($"/v1/subscriptions/{subscription}?expand[]=latest_invoice")).Ok();
        Assert.Equal(("active", "paid", 2), (healed.Text("status"), healed.Text("latest_invoice.status"), healed.Number("latest_invoice.attempt_count")));
    }

    [Theory]
    [InlineData("sepa_debit", "sepa_debit[iban]=DE89370400440532013000", 200, "")]
    [InlineData("sepa_debit", "sepa_debit[iban]=DE89 3704 0044 0532 0130 00", 200, "")]
    [InlineData("sepa_debit", "sepa_debit[iban]=DE89370400440532013001", 400, "account_number_invalid")]
    [InlineData("sepa_debit", "sepa_debit[iban]=GB82WEST12345698765432", 400, "account_number_invalid")]
    [InlineData("sepa_debit", "sepa_debit[iban]=DE18370400440000066666", 400, "bank_account_unusable")]
    [InlineData("us_bank_account", "us_bank_account[account_number]=000123456789&us_bank_account[routing_number]=110000000&us_bank_account[account_holder_type]=individual", 200, "")]
    [InlineData("us_bank_account", "us_bank_account[account_number]=123&us_bank_account[routing_number]=110000000&us_bank_account[account_holder_type]=individual", 400, "account_number_invalid")]
    [InlineData("us_bank_account", "us_bank_account[account_number]=000123456789&us_bank_account[routing_number]=999999999&us_bank_account[account_holder_type]=individual", 400, "routing_number_invalid")]
    public async Task An_account_is_checked_as_it_is_typed(string type, string account, int status, string code)
    {
        var answer = await sandbox.PostAsync("/v1/payment_methods", $"type={type}&{account}&billing_details[name]=Ada&billing_details[email]=ada@example.com");
        Assert.Equal((status, code), (answer.Status, status == 200 ? "" : answer.Text("error.code")));
    }

    [Theory]
    [InlineData("amounts[]=32&amounts[]=45", 200, "")]
    [InlineData("descriptor_code=SM11AA", 200, "")]
    [InlineData("amounts[]=1&amounts[]=2", 400, "payment_method_microdeposit_verification_amounts_mismatch")]
    [InlineData("descriptor_code=SM33CC", 400, "payment_method_microdeposit_verification_attempts_exceeded")]
    [InlineData("amounts[]=40&amounts[]=41", 400, "payment_method_microdeposit_verification_timeout")]
    [InlineData("", 400, "parameter_missing")]
    public async Task An_account_that_was_typed_is_debited_once_its_cents_are_named(string named, int status, string code)
    {
        var account = (await sandbox.PostAsync("/v1/payment_methods",
            "type=us_bank_account&us_bank_account[account_number]=000123456789&us_bank_account[routing_number]=110000000&us_bank_account[account_holder_type]=individual&billing_details[name]=Ada")).Ok().Id;
        var asked = (await till.PayAsync(account, more: Till.Mandate)).Ok();
        Assert.Equal(("requires_action", "verify_with_microdeposits"), (asked.Text("status"), asked.Text("next_action.type")));
        var answer = await sandbox.PostAsync($"/v1/payment_intents/{asked.Id}/verify_microdeposits", named);
        Assert.Equal((status, code), (answer.Status, status == 200 ? "" : answer.Text("error.code")));
        await till.AdvanceAsync(4);
        var state = (await sandbox.GetAsync($"/v1/payment_intents/{asked.Id}")).Text("status");
        Assert.Equal(status == 200 ? "succeeded" : code.EndsWith("exceeded", StringComparison.Ordinal) || code.EndsWith("timeout", StringComparison.Ordinal) ? "requires_payment_method" : "requires_action", state);
    }

    [Fact]
    public async Task Guessing_the_cents_ends_after_ten_tries()
    {
        var setup = (await sandbox.PostAsync("/v1/setup_intents",
            $"customer={till.Customer}&confirm=true&payment_method_data[type]=us_bank_account&payment_method_data[us_bank_account][account_number]=000123456789&payment_method_data[us_bank_account][routing_number]=110000000"
            + $"&payment_method_data[us_bank_account][account_holder_type]=individual&payment_method_data[billing_details][name]=Ada{Till.Mandate}")).Ok();
        for (var guess = 1; guess < 10; guess++)
            Assert.EndsWith("mismatch", (await sandbox.PostAsync($"/v1/setup_intents/{setup.Id}/verify_microdeposits", $"descriptor_code=SM{guess}")).Text("error.code"), StringComparison.Ordinal);
        Assert.EndsWith("attempts_exceeded", (await sandbox.PostAsync($"/v1/setup_intents/{setup.Id}/verify_microdeposits", "descriptor_code=SM10")).Text("error.code"), StringComparison.Ordinal);
        Assert.Equal("requires_payment_method", (await sandbox.GetAsync($"/v1/setup_intents/{setup.Id}")).Text("status"));
    }
}
