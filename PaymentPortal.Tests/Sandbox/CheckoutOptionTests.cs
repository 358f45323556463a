namespace PaymentPortal.Tests.Sandbox;

public sealed class CheckoutOptionTests : CheckoutSessionTests
{
    private async Task<string> LineAsync(string recurring = "", string currency = "usd") =>
        "line_items[0][quantity]=1&line_items[0][price]=" + await IdAsync("/v1/prices", $"currency={currency}&unit_amount=2500&product_data[name]=Pro{recurring}");

    private new async Task<Answer> OpenAsync(string mode, string more) =>
        (await sandbox.PostAsync("/v1/checkout/sessions", $"mode={mode}&success_url=https://example.com/done&{more}")).Ok();

    private async Task<List<string>> ToldAsync() => [.. (await sandbox.GetAsync("/v1/events?limit=100")).Data.Select(e => e!["type"]!.ToString()).Reverse()];

    [Fact]
    public async Task A_card_that_a_session_only_authorises_is_captured_later()
    {
        var session = await OpenAsync("payment", await LineAsync() + "&payment_method_options[card][capture_method]=manual");
        Assert.Equal("manual", session.Text("payment_method_options.card.capture_method"));
        var done = (await CompleteAsync(session.Id)).Ok();
        Assert.Equal(("complete", "unpaid"), (done.Text("status"), done.Text("payment_status")));
        var intent = (await sandbox.GetAsync($"/v1/payment_intents/{done.Text("payment_intent")}")).Ok();
        Assert.Equal(("requires_capture", 2500L, "manual"), (intent.Text("status"), intent.Number("amount_capturable"), intent.Text("payment_method_options.card.capture_method")));
        (await sandbox.PostAsync($"/v1/payment_intents/{intent.Id}/capture")).Ok();
        Assert.Equal("paid", (await sandbox.GetAsync($"/v1/checkout/sessions/{session.Id}")).Text("payment_status"));
        Assert.DoesNotContain("checkout.session.async_payment_succeeded", await ToldAsync());
    }

    [Fact]
    public async Task A_card_that_a_session_keeps_for_later_becomes_its_customers()
    {
        var customer = (await sandbox.PostAsync("/v1/customers", "email=ada@example.com")).Ok().Id;
        var session = await OpenAsync("payment", await LineAsync() + $"&customer={customer}&payment_method_options[card][setup_future_usage]=off_session");
        (await CompleteAsync(session.Id)).Ok();
        Assert.Single((await sandbox.GetAsync($"/v1/customers/{customer}/payment_methods")).Data);
    }

    [Theory]
    [InlineData("payment", "", "payment_intent")]
    [InlineData("subscription", "&recurring[interval]=month", "")]
    [InlineData("setup", null, "setup_intent")]
    public async Task A_session_that_asks_for_3D_Secure_is_not_complete_before_the_challenge(string mode, string? recurring, string intent)
    {
        var what = recurring is null ? "currency=usd" : await LineAsync(recurring);
        const string optional = "pm_card_threeDSecureOptional";
        Assert.Equal("complete", (await CompleteAsync((await OpenAsync(mode, what)).Id, optional)).Ok().Text("status"));
        var asked = await OpenAsync(mode, what + "&payment_method_options[card][request_three_d_secure]=any");
        Assert.Equal("any", asked.Text("payment_method_options.card.request_three_d_secure"));
        var waiting = (await CompleteAsync(asked.Id, optional)).Ok();
        Assert.Equal("open", waiting.Text("status"));
        if (intent.Length > 0)
            Assert.Equal("requires_action", (await sandbox.GetAsync($"/v1/{intent}s/{waiting.Text(intent)}")).Text("status"));
    }

    [Theory]
    [InlineData("usd", "us_bank_account", "pm_usBankAccount_success", "payment", "")]
    [InlineData("usd", "us_bank_account", "pm_usBankAccount_success", "subscription", "&recurring[interval]=month")]
    [InlineData("usd", "us_bank_account", "pm_usBankAccount_success", "setup", null)]
    [InlineData("eur", "sepa_debit", "pm_sepaDebit_success_de", "payment", "")]
    [InlineData("eur", "sepa_debit", "pm_sepaDebit_success_de", "setup", null)]
    public async Task The_page_asks_for_the_leave_to_debit_an_account_itself(string currency, string type, string account, string mode, string? recurring)
    {
        var what = recurring is null ? $"currency={currency}" : await LineAsync(recurring, currency);
        var session = await OpenAsync(mode, $"{what}&payment_method_types[0]={type}");
        var done = (await CompleteAsync(session.Id, account)).Ok();
        Assert.Equal("complete", done.Text("status"));
        if (mode != "setup")
            return;
        var mandate = (await sandbox.GetAsync($"/v1/mandates/{(await sandbox.GetAsync($"/v1/setup_intents/{done.Text("setup_intent")}")).Text("mandate")}")).Ok();
        Assert.Equal("online", mandate.Text("customer_acceptance.type"));
    }

    [Fact]
    public async Task A_session_that_holds_the_money_takes_what_can_be_held_alone()
    {
        var refused = await sandbox.PostAsync(
            "/v1/checkout/sessions", $"mode=payment&success_url=https://example.com&{await LineAsync()}&payment_method_types[0]=card&payment_method_types[1]=us_bank_account&payment_intent_data[capture_method]=manual");
        Assert.Equal((400, "payment_intent_data[capture_method]"), (refused.Status, refused.Text("error.param")));
    }

    [Fact]
    public async Task A_session_that_sets_up_a_method_makes_a_customer_where_it_is_told_to()
    {
        var session = await OpenAsync("setup", "currency=usd&customer_creation=always");
        Assert.Equal("always", session.Text("customer_creation"));
        var done = (await CompleteAsync(session.Id)).Ok();
        Assert.Single((await sandbox.GetAsync($"/v1/customers/{done.Text("customer")}/payment_methods")).Ok().Data);
        var other = (await CompleteAsync((await OpenAsync("setup", "currency=usd")).Id)).Ok();
        Assert.Equal("", other.Text("customer"));
        var refused = await sandbox.PostAsync("/v1/checkout/sessions", $"mode=subscription&success_url=https://example.com&customer_creation=always&{await LineAsync("&recurring[interval]=month")}");
        Assert.Equal((400, "customer_creation"), (refused.Status, refused.Text("error.param")));
    }

    [Theory]
    [InlineData("", "pm_card_chargeDeclined", "incomplete_expired")]
    [InlineData("&subscription_data[trial_period_days]=7", "pm_card_chargeDeclined", "canceled")]
    [InlineData("", "pm_card_authenticationRequired", "incomplete_expired")]
    [InlineData("&subscription_data[trial_period_days]=7", "pm_card_authenticationRequired", "canceled")]
    public async Task A_subscription_whose_first_payment_never_came_ends_with_its_session(string trial, string card, string status)
    {
        var once = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=900&product_data[name]=Setup")).Ok().Id;
        var session = await OpenAsync("subscription", $"{await LineAsync("&recurring[interval]=month")}&line_items[1][price]={once}&line_items[1][quantity]=1{trial}");
        await CompleteAsync(session.Id, card);
        Assert.Equal("expired", (await sandbox.PostAsync($"/v1/checkout/sessions/{session.Id}/expire")).Ok().Text("status"));
        var left = (await sandbox.GetAsync("/v1/subscriptions?status=all&expand[]=data.latest_invoice")).Ok();
        Assert.Equal((status, "void", 0L), (left.Text("data.0.status"), left.Text("data.0.latest_invoice.status"), left.Number("data.0.latest_invoice.amount_paid")));
        Assert.Equal("canceled", (await sandbox.GetAsync("/v1/payment_intents")).Text("data.0.status"));
    }
}
