namespace PaymentPortal.Tests.Sandbox;

public sealed class CheckoutSessionTests : SandboxTests
{
    private async Task<string> PriceAsync(string recurring = "") =>
        (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount=2500&product_data[name]=Pro{recurring}")).Ok().Id;

    private async Task<Answer> OpenAsync(string mode, string more) =>
        (await sandbox.PostAsync("/v1/checkout/sessions", $"mode={mode}&success_url=https://example.com/done&{more}")).Ok();

    private Task<Answer> CompleteAsync(string session, string form = "email=ada@example.com&name=Ada") => sandbox.PostAsync($"/sandbox/checkout/sessions/{session}/complete", form);

    private async Task<List<string>> EventsAsync() => [.. (await sandbox.GetAsync("/v1/events?limit=100")).Data.Select(e => e!["type"]!.ToString()).Reverse()];

    [Fact]
    public async Task A_payment_is_made_once_and_the_session_is_complete()
    {
        var price = await PriceAsync();
        var session = await OpenAsync("payment", $"line_items[0][price]={price}&line_items[0][quantity]=3&client_reference_id=order-7&payment_intent_data[metadata][order]=7");
        Assert.Equal(("open", "unpaid", 7500L, "order-7"), (session.Text("status"), session.Text("payment_status"), session.Number("amount_total"), session.Text("client_reference_id")));
        Assert.Null(session.Body["payment_intent"]);
        Assert.StartsWith("cs_test_", session.Id);

        var done = (await CompleteAsync(session.Id)).Ok();
        Assert.Equal(("complete", "paid", "ada@example.com", ""), (done.Text("status"), done.Text("payment_status"), done.Text("customer_details.email"), done.Text("url")));
        var intent = (await sandbox.GetAsync($"/v1/payment_intents/{done.Text("payment_intent")}")).Ok();
        Assert.Equal(("succeeded", 7500L, "7"), (intent.Text("status"), intent.Number("amount_received"), intent.Text("metadata.order")));
        Assert.Equal("checkout.session.completed", (await EventsAsync())[^1]);
        Assert.Equal(400, (await CompleteAsync(session.Id)).Status);
        Assert.Single((await sandbox.GetAsync("/v1/charges")).Data);
        Assert.Equal(session.Id, (await sandbox.GetAsync($"/v1/checkout/sessions?payment_intent={done.Text("payment_intent")}")).Text("data.0.id"));
    }

    [Fact]
    public async Task A_subscription_begins_with_the_session_and_pays_its_first_invoice()
    {
        var price = await PriceAsync("&recurring[interval]=month");
        var session = await OpenAsync("subscription", $"line_items[0][price]={price}&line_items[0][quantity]=2&subscription_data[metadata][plan]=pro&customer_email=bob@example.com");
        var done = (await CompleteAsync(session.Id, "name=Bob")).Ok();
        var subscription = (await sandbox.GetAsync($"/v1/subscriptions/{done.Text("subscription")}?expand[]=customer&expand[]=latest_invoice")).Ok();
        Assert.Equal(("active", "pro", "bob@example.com", "paid"), (subscription.Text("status"), subscription.Text("metadata.plan"), subscription.Text("customer.email"), subscription.Text("latest_invoice.status")));
        Assert.Equal((5000L, subscription.Text("latest_invoice.id"), subscription.Text("customer.id")), (done.Number("amount_total"), done.Text("invoice"), done.Text("customer")));
        Assert.NotEmpty(subscription.Text("default_payment_method"));
    }

    [Fact]
    public async Task A_trial_begins_without_a_payment_and_with_a_card()
    {
        var price = await PriceAsync("&recurring[interval]=month");
        var session = await OpenAsync("subscription", $"line_items[0][price]={price}&line_items[0][quantity]=1&subscription_data[trial_period_days]=14");
        var done = (await CompleteAsync(session.Id)).Ok();
        Assert.Equal(("complete", "no_payment_required"), (done.Text("status"), done.Text("payment_status")));
        var subscription = (await sandbox.GetAsync($"/v1/subscriptions/{done.Text("subscription")}")).Ok();
        Assert.Equal("trialing", subscription.Text("status"));
        Assert.NotEmpty(subscription.Text("default_payment_method"));
        Assert.Empty((await sandbox.GetAsync("/v1/charges")).Data);
    }

    [Fact]
    public async Task What_is_bought_once_beside_a_trial_is_paid_at_once()
    {
        var (monthly, once) = (await PriceAsync("&recurring[interval]=month"), await PriceAsync());
        var session = await OpenAsync("subscription", $"line_items[0][price]={monthly}&line_items[0][quantity]=1&line_items[1][price]={once}&line_items[1][quantity]=1&subscription_data[trial_period_days]=7");
        Assert.Equal(402, (await CompleteAsync(session.Id, "email=ada@example.com&payment_method=pm_card_chargeDeclined")).Status);
        var done = (await CompleteAsync(session.Id)).Ok();
        Assert.Equal(("complete", "paid", 2500L), (done.Text("status"), done.Text("payment_status"), done.Number("amount_total")));
        var subscription = (await sandbox.GetAsync($"/v1/subscriptions/{done.Text("subscription")}?expand[]=latest_invoice")).Ok();
        Assert.Equal(("trialing", "paid", 2500L), (subscription.Text("status"), subscription.Text("latest_invoice.status"), subscription.Number("latest_invoice.amount_paid")));
        Assert.NotEmpty(subscription.Text("default_payment_method"));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(2500, "&discounts[0][coupon]=FREE")]
    public async Task What_costs_nothing_is_bought_without_a_payment(long amount, string more)
    {
        (await sandbox.PostAsync("/v1/coupons", "id=FREE&percent_off=100")).Ok();
        var price = (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount={amount}&product_data[name]=Sticker")).Ok().Id;
        var session = await OpenAsync("payment", $"line_items[0][price]={price}&line_items[0][quantity]=1{more}");
        var done = (await CompleteAsync(session.Id)).Ok();
        Assert.Equal(("complete", "no_payment_required", ""), (done.Text("status"), done.Text("payment_status"), done.Text("payment_intent")));
        Assert.Equal("ada@example.com", (await sandbox.GetAsync($"/v1/customers/{done.Text("customer")}")).Ok().Text("email"));
        Assert.Equal(more.Length > 0 ? 1 : 0, (await sandbox.GetAsync("/v1/coupons/FREE")).Number("times_redeemed"));
        Assert.Empty((await sandbox.GetAsync("/v1/payment_intents")).Data);
        Assert.Equal("checkout.session.completed", (await EventsAsync())[^1]);
    }

    [Fact]
    public async Task A_payment_that_is_captured_by_hand_pays_the_session_later()
    {
        var session = await OpenAsync("payment", $"line_items[0][price]={await PriceAsync()}&line_items[0][quantity]=1&payment_intent_data[capture_method]=manual");
        var done = (await CompleteAsync(session.Id)).Ok();
        Assert.Equal(("complete", "unpaid"), (done.Text("status"), done.Text("payment_status")));
        (await sandbox.PostAsync($"/v1/payment_intents/{done.Text("payment_intent")}/capture")).Ok();
        Assert.Equal("paid", (await sandbox.GetAsync($"/v1/checkout/sessions/{session.Id}")).Text("payment_status"));
        Assert.Equal(["checkout.session.completed"], (await EventsAsync()).Where(e => e.StartsWith("checkout.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("payment", "", 100)]
    [InlineData("subscription", "[recurring][interval]=month", 20)]
    public async Task A_session_has_so_many_line_items_at_most(string mode, string recurring, int most)
    {
        var product = (await sandbox.PostAsync("/v1/products", "name=Pro")).Ok().Id;
        string Item(string item) => $"&{item}[quantity]=1&{item}[price_data][currency]=usd&{item}[price_data][unit_amount]=2500&{item}[price_data][product]={product}" + (recurring.Length > 0 ? $"&{item}[price_data]{recurring}" : "");
        string Items(int count) => string.Concat(Enumerable.Range(0, count).Select(at => Item($"line_items[{at}]")));
        Assert.Equal(2500 * most, (await OpenAsync(mode, Items(most))).Number("amount_total"));
        var refused = await sandbox.PostAsync("/v1/checkout/sessions", $"mode={mode}&success_url=https://example.com{Items(most + 1)}");
        Assert.Equal((400, "line_items"), (refused.Status, refused.Text("error.param")));
    }

    [Fact]
    public async Task A_card_is_saved_without_a_payment()
    {
        var customer = (await sandbox.PostAsync("/v1/customers", "email=ada@example.com")).Ok().Id;
        var session = await OpenAsync("setup", $"currency=usd&customer={customer}");
        Assert.Equal("no_payment_required", session.Text("payment_status"));
        var done = (await CompleteAsync(session.Id, "")).Ok();
        Assert.Equal("succeeded", (await sandbox.GetAsync($"/v1/setup_intents/{done.Text("setup_intent")}")).Text("status"));
        Assert.Single((await sandbox.GetAsync($"/v1/payment_methods?customer={customer}")).Data);
    }

    [Theory]
    [InlineData("payment", "")]
    [InlineData("subscription", "&recurring[interval]=month")]
    public async Task A_declined_card_leaves_the_session_open_for_another(string mode, string recurring)
    {
        var session = await OpenAsync(mode, $"line_items[0][price]={await PriceAsync(recurring)}&line_items[0][quantity]=1");
        var declined = await CompleteAsync(session.Id, "email=ada@example.com&payment_method=pm_card_chargeDeclined");
        Assert.Equal((402, "card_declined"), (declined.Status, declined.Text("error.code")));
        Assert.Equal("open", (await sandbox.GetAsync($"/v1/checkout/sessions/{session.Id}")).Text("status"));
        Assert.Equal("paid", (await CompleteAsync(session.Id)).Ok().Text("payment_status"));
        Assert.Single((await sandbox.GetAsync("/v1/payment_intents")).Data);
        Assert.Equal(["succeeded", "failed"], (await sandbox.GetAsync("/v1/charges")).Data.Select(c => c!["status"]!.ToString()));
    }

    [Fact]
    public async Task A_challenge_keeps_the_session_open_until_it_is_passed()
    {
        var session = await OpenAsync("payment", $"line_items[0][price]={await PriceAsync()}&line_items[0][quantity]=1");
        var waiting = (await CompleteAsync(session.Id, "email=ada@example.com&payment_method=pm_card_authenticationRequired")).Ok();
        Assert.Equal("open", waiting.Text("status"));
        var intent = (await sandbox.GetAsync($"/v1/payment_intents/{waiting.Text("payment_intent")}")).Ok();
        Assert.Equal("requires_action", intent.Text("status"));
        (await sandbox.PostAsync("/v1/3ds2/authenticate", $"source={intent.Text("next_action.use_stripe_sdk.three_d_secure_2_source")}&outcome=succeeded", Buyer.Page)).Ok();
        Assert.Equal("paid", (await sandbox.GetAsync($"/v1/checkout/sessions/{session.Id}")).Ok().Text("payment_status"));
    }

    [Fact]
    public async Task It_expires_when_told_or_after_a_day()
    {
        var price = await PriceAsync();
        var told = await OpenAsync("payment", $"line_items[0][price]={price}&line_items[0][quantity]=1");
        Assert.Equal("expired", (await sandbox.PostAsync($"/v1/checkout/sessions/{told.Id}/expire")).Ok().Text("status"));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/checkout/sessions/{told.Id}/expire")).Status);
        Assert.Equal(400, (await CompleteAsync(told.Id)).Status);

        const long start = 1_769_860_800;
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={start}")).Ok().Id;
        var customer = (await sandbox.PostAsync("/v1/customers", $"test_clock={clock}")).Ok().Id;
        var session = await OpenAsync("payment", $"line_items[0][price]={price}&line_items[0][quantity]=1&customer={customer}");
        (await sandbox.PostAsync($"/v1/test_helpers/test_clocks/{clock}/advance", $"frozen_time={start + 86_401}")).Ok();
        await Support.Eventually.TrueAsync(async () => (await sandbox.GetAsync($"/v1/checkout/sessions/{session.Id}")).Text("status") == "expired", () => "It does not expire.");
        Assert.Equal(start + 86_400, (await sandbox.GetAsync($"/v1/events?type=checkout.session.expired&created={start + 86_400}")).Number("data.0.created"));
    }

    [Fact]
    public async Task Taxes_are_added_or_contained()
    {
        var price = await PriceAsync();
        async Task<Answer> WithAsync(string inclusive)
        {
            var rate = (await sandbox.PostAsync("/v1/tax_rates", $"display_name=VAT&percentage=20&inclusive={inclusive}")).Ok().Id;
            return await OpenAsync("payment", $"line_items[0][price]={price}&line_items[0][quantity]=1&line_items[0][tax_rates][0]={rate}&expand[]=line_items");
        }

        var added = await WithAsync("false");
        Assert.Equal((2500L, 3000L, 500L, 3000L), (added.Number("amount_subtotal"), added.Number("amount_total"), added.Number("total_details.amount_tax"), added.Number("line_items.data.0.amount_total")));
        var contained = await WithAsync("true");
        Assert.Equal((2500L, 2500L, 417L), (contained.Number("amount_subtotal"), contained.Number("amount_total"), contained.Number("total_details.amount_tax")));
    }

    [Theory]
    [InlineData("mode=payment", "line_items")]
    [InlineData("mode=payment&line_items[0][price]=price_none", "line_items[0][price]")]
    [InlineData("mode=payment&line_items[0][price]={recurring}&line_items[0][quantity]=1", "line_items[0][price]")]
    [InlineData("mode=subscription&line_items[0][price]={once}&line_items[0][quantity]=1", "line_items[0][price]")]
    [InlineData("mode=subscription&line_items[0][price]={recurring}&line_items[0][quantity]=1&line_items[1][price]={yearly}&line_items[1][quantity]=1", "line_items")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&currency=eur", "currency")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=0", "line_items[0][quantity]")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&discounts[0][coupon]=NONE", "discounts[0][coupon]")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&line_items[0][tax_rates][0]=txr_none", "line_items[0][tax_rates][0]")]
    [InlineData("mode=setup", "currency")]
    [InlineData("mode=lease", "mode")]
    [InlineData("line_items[0][price]={once}&line_items[0][quantity]=1", "mode")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&expires_at=1", "expires_at")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&customer=cus_none", "customer")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&shipping_options[0][shipping_rate]=shr_1", "shipping_options")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&subscription_data[description]=x", "subscription_data")]
    [InlineData("mode=subscription&line_items[0][price]={recurring}&line_items[0][quantity]=1&payment_intent_data[description]=x", "payment_intent_data")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&setup_intent_data[description]=x", "setup_intent_data")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&payment_method_collection=always", "payment_method_collection")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&customer_update[name]=auto", "customer_update")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&allow_promotion_codes=true&discounts[0][coupon]=TEN", "allow_promotion_codes")]
    [InlineData("mode=payment&line_items[0][price]={once}&line_items[0][quantity]=1&discounts[0][coupon]=TEN&discounts[1][coupon]=SIX", "discounts")]
    public async Task What_makes_no_sense_is_refused(string form, string param)
    {
        foreach (var coupon in new[] { "TEN", "SIX" })
            (await sandbox.PostAsync("/v1/coupons", $"id={coupon}&percent_off=10")).Ok();
        form = form.Replace("{once}", await PriceAsync()).Replace("{recurring}", await PriceAsync("&recurring[interval]=month")).Replace("{yearly}", await PriceAsync("&recurring[interval]=year"));
        var refused = await sandbox.PostAsync("/v1/checkout/sessions", $"success_url=https://example.com&{form}");
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
    }

    [Fact]
    public async Task A_line_item_says_how_many_unless_use_is_metered()
    {
        var refused = await sandbox.PostAsync("/v1/checkout/sessions", $"mode=payment&success_url=https://example.com&line_items[0][price]={await PriceAsync()}");
        Assert.Equal((400, "line_items[0]", "Quantity is required. Add `quantity` to `line_items[0]`"), (refused.Status, refused.Text("error.param"), refused.Text("error.message")));
    }

    [Fact]
    public async Task A_price_of_an_archived_product_is_not_sold()
    {
        var price = await PriceAsync();
        (await sandbox.PostAsync($"/v1/products/{(await sandbox.GetAsync($"/v1/prices/{price}")).Text("product")}", "active=false")).Ok();
        var refused = await sandbox.PostAsync("/v1/checkout/sessions", $"mode=payment&success_url=https://example.com&line_items[0][price]={price}&line_items[0][quantity]=1");
        Assert.Equal((400, "line_items[0][price]", $"The price `{price}` is not available to be purchased because its product is not active."), (refused.Status, refused.Text("error.param"), refused.Text("error.message")));
    }

    [Theory]
    [InlineData(20, "", "amount_too_small")]
    [InlineData(60, "&discounts[0][coupon]=HALF", "amount_too_small")]
    [InlineData(50, "", "")]
    [InlineData(60, "&discounts[0][coupon]=FREE", "")]
    public async Task What_costs_anything_costs_what_a_card_can_be_charged(long amount, string more, string code)
    {
        (await sandbox.PostAsync("/v1/coupons", "id=HALF&percent_off=50&duration=once")).Ok();
        (await sandbox.PostAsync("/v1/coupons", "id=FREE&percent_off=100&duration=once")).Ok();
        var price = (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount={amount}&product_data[name]=Sticker")).Ok().Id;
        var answer = await sandbox.PostAsync("/v1/checkout/sessions", $"mode=payment&success_url=https://example.com&line_items[0][price]={price}&line_items[0][quantity]=1{more}");
        Assert.Equal((code.Length > 0 ? 400 : 200, code), (answer.Status, answer.At("error") is null ? "" : answer.Text("error.code")));
    }

    [Fact]
    public async Task A_portal_session_needs_a_configuration_and_keeps_its_flow()
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        Assert.Equal(400, (await sandbox.PostAsync("/v1/billing_portal/sessions", $"customer={customer}")).Status);
        var configuration = (await sandbox.PostAsync("/v1/billing_portal/configurations",
            "business_profile[headline]=Hello&features[payment_method_update][enabled]=true&features[subscription_cancel][enabled]=true&features[subscription_cancel][mode]=immediately&default_return_url=https://example.com")).Ok();
        Assert.Equal(("True", "immediately", "Hello"), (configuration.Text("is_default").Replace("true", "True"), configuration.Text("features.subscription_cancel.mode"), configuration.Text("business_profile.headline")));
        var session = (await sandbox.PostAsync("/v1/billing_portal/sessions", $"customer={customer}&flow_data[type]=payment_method_update")).Ok();
        Assert.Equal((configuration.Id, "https://example.com", "payment_method_update"), (session.Text("configuration"), session.Text("return_url"), session.Text("flow.type")));
        Assert.Equal(["billing_portal.configuration.created", "billing_portal.session.created"], (await EventsAsync()).TakeLast(2));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/billing_portal/configurations/{configuration.Id}", "active=false")).Status);
        Assert.Equal(404, (await sandbox.PostAsync("/v1/billing_portal/configurations/bpc_none", "active=true")).Status);
    }
}
