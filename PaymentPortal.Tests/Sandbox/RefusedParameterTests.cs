namespace PaymentPortal.Tests.Sandbox;

/// <summary>What the sandbox does not do, or Stripe does not take, is refused rather than dropped.</summary>
public sealed class RefusedParameterTests : FilledFormTests
{
    private async Task RefusedAsync(string path, string form, string param)
    {
        var refused = await sandbox.PostAsync("/v1/" + path, form);
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        Assert.StartsWith("This sandbox does not know `", refused.Text("error.message"), StringComparison.Ordinal);
    }

    /// <summary>What is named is one of the parameters, or what one of them stands in.</summary>
    private async Task RefusedWithinAsync(string path, string form, string parameters)
    {
        var refused = await sandbox.PostAsync("/v1/" + path, form);
        Assert.True(refused.Status == 400, parameters);
        Assert.StartsWith("This sandbox does not know `", refused.Text("error.message"), StringComparison.Ordinal);
        var named = refused.Text("error.param");
        Assert.Contains(parameters.Split('&').Select(p => p.Split('=')[0]), p => named.Length > 0 && (p == named || p.StartsWith(named + "[", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("payment_intents", "amount=1000&currency=usd", "allowed_payment_method_types[]=card|amount_details[shipping][amount]=1|application_fee_amount=1|confirmation_token=ctoken_1|customer_account=acct_1|hooks[inputs][tax][calculation]=taxcalc_1|on_behalf_of=acct_1|payment_details[order_reference]=7|payment_method_configuration=pmc_1|transfer_data[destination]=acct_1|mandate=mandate_1|radar_options[session]=rse_1")]
    [InlineData("payment_intents/{payment}", "", "application_fee_amount=1|customer_account=acct_1|payment_details[order_reference]=7|payment_method_configuration=pmc_1")]
    [InlineData("payment_intents/{payment}/confirm", "return_url=https://example.com", "confirmation_token=ctoken_1|mandate=mandate_1|radar_options[session]=rse_1|payment_details[order_reference]=7")]
    [InlineData("payment_intents/{held}/capture", "", "application_fee_amount=1|payment_details[order_reference]=7|hooks[inputs][tax][calculation]=taxcalc_1")]
    [InlineData("setup_intents", "", "attach_to_self=true|confirmation_token=ctoken_1|customer_account=acct_1|flow_directions[]=inbound|on_behalf_of=acct_1|payment_method_configuration=pmc_1|single_use[amount]=1000&single_use[currency]=usd")]
    [InlineData("setup_intents/{setup}/confirm", "return_url=https://example.com", "confirmation_token=ctoken_1")]
    [InlineData("refunds", "charge={charge}", "currency=usd|customer={customer}|instructions_email=ada@example.com|origin=customer_balance|refund_application_fee=true|reverse_transfer=true")]
    [InlineData("customers", "name=Ada", "source=tok_visa|validate=true|cash_balance[settings][reconciliation_mode]=manual|tax[ip_address]=192.0.2.1|tax[validate_location]=immediately")]
    [InlineData("customers/{customer}", "", "source=tok_visa|default_source=card_1|tax[ip_address]=192.0.2.1")]
    [InlineData("charges/{charge}", "", "customer={customer}|transfer_group=orders")]
    [InlineData("customers", "name=Ada", "invoice_settings[rendering_options][amount_tax_display]=exclude_tax", true)]
    [InlineData("invoices", "customer={customer}", "rendering[template]=inrtem_1|issuer[type]=account&issuer[account]=acct_1|automatic_tax[enabled]=false&automatic_tax[liability][type]=account&automatic_tax[liability][account]=acct_1|customer_account=acct_1", true)]
    [InlineData("invoices/{draft}", "", "rendering[pdf][page_size]=a4|issuer[type]=account", true)]
    [InlineData("invoices/{owed}/pay", "", "forgive=true|mandate=mandate_1|source=src_1")]
    [InlineData("invoices/{owed}/attach_payment", "payment_intent={payment}", "payment_record=pr_1")]
    [InlineData("invoices/create_preview", "customer={customer}&subscription_details[items][0][price]={price}", "customer_account=acct_1|on_behalf_of=acct_1|issuer[type]=account&issuer[account]=acct_1", true)]
    [InlineData("invoiceitems", "customer={customer}&amount=1000&currency=usd", "customer_account=acct_1")]
    [InlineData("subscriptions", "customer={payer}&items[0][price]={price}", "invoice_settings[issuer][type]=account&invoice_settings[issuer][account]=acct_1|automatic_tax[enabled]=false&automatic_tax[liability][type]=account&automatic_tax[liability][account]=acct_1|items[0][billing_thresholds][usage_gte]=7", true)]
    [InlineData("subscription_items/{item}", "", "billing_thresholds[usage_gte]=7", true)]
    [InlineData("subscription_schedules", "customer={payer}&start_date=now&phases[0][items][0][price]={price}&phases[0][duration][interval]=month", "customer_account=acct_1|default_settings[invoice_settings][issuer][type]=account&default_settings[invoice_settings][issuer][account]=acct_1|phases[0][invoice_settings][issuer][type]=account&phases[0][invoice_settings][issuer][account]=acct_1", true)]
    [InlineData("promotion_codes", "promotion[type]=coupon&promotion[coupon]=none", "customer_account=acct_1")]
    [InlineData("payment_methods", "type=card&card[token]=tok_visa", "customer={customer}|payment_method=pm_1|radar_options[session]=rse_1|card[networks][preferred]=visa|sepa_debit[iban]=DE89370400440532013000|us_bank_account[account_number]=000123456789", true)]
    [InlineData("payment_methods/{card}", "", "card[networks][preferred]=visa|us_bank_account[account_type]=savings|payto[pay_id]=ada", true)]
    [InlineData("payment_methods/pm_card_visa/attach", "customer={customer}", "customer_account=acct_1")]
    [InlineData("billing_portal/sessions", "customer={customer}", "customer_account=acct_1|on_behalf_of=acct_1")]
    [InlineData("charges/{authorised}/capture", "", "application_fee=1|application_fee_amount=1|transfer_data[amount]=1|transfer_group=orders")]
    [InlineData("test_helpers/test_clocks", "frozen_time=1767225600", "customer={customer}")]
    [InlineData("webhook_endpoints", "url=https://example.com&enabled_events[]=invoice.paid", "connect=true")]
    public async Task A_parameter_that_would_be_dropped_is_named(string path, string form, string parameters, bool inside = false)
    {
        var (to, rest) = (await FillAsync(path), await FillAsync(form));
        foreach (var parameter in parameters.Split('|'))
        {
            var name = parameter.Split('=')[0];
            if (inside)
                await RefusedWithinAsync(to, $"{rest}&{await FillAsync(parameter)}", parameter);
            else
                await RefusedAsync(to, $"{rest}&{await FillAsync(parameter)}", name.StartsWith("tax[", StringComparison.Ordinal) ? name : name.Split('[')[0]);
        }
    }

    [Theory]
    [InlineData("payment", "payment_intent_data[on_behalf_of]=acct_1", "payment_intent_data[on_behalf_of]")]
    [InlineData("payment", "payment_intent_data[application_fee_amount]=1", "payment_intent_data[application_fee_amount]")]
    [InlineData("setup", "setup_intent_data[on_behalf_of]=acct_1", "setup_intent_data[on_behalf_of]")]
    public async Task A_session_names_it_before_anybody_pays(string mode, string parameter, string param) => await RefusedAsync("checkout/sessions", await SessionAsync(mode, parameter), param);

    [Theory]
    [InlineData("payment", "adaptive_pricing[enabled]=true|after_expiration[recovery][enabled]=true|branding_settings[display_name]=Ada|consent_collection[promotions]=auto|custom_fields[0][key]=size&custom_fields[0][type]=text&custom_fields[0][label][type]=custom&custom_fields[0][label][custom]=Size|customer_account=acct_1|managed_payments[enabled]=true|name_collection[business][enabled]=true|optional_items[0][price]=price_1&optional_items[0][quantity]=1|payment_method_configuration=pmc_1|payment_method_data[allow_redisplay]=always|permissions[update_shipping_details]=server_only|saved_payment_method_options[payment_method_save]=enabled|shipping_address_collection[allowed_countries][]=US|shipping_options[0][shipping_rate]=shr_1|wallet_options[link][display]=never")]
    [InlineData("payment", "invoice_creation[enabled]=true|tax_id_collection[enabled]=true|automatic_tax[liability][account]=acct_1&automatic_tax[liability][type]=account&automatic_tax[enabled]=true|line_items[0][adjustable_quantity][enabled]=true|payment_method_options[card][installments][enabled]=true|payment_method_options[card][request_overcapture]=if_available|payment_method_options[card][restrictions][brands_blocked][]=visa|payment_method_options[sepa_debit][target_date]=2030-01-01|payment_method_options[us_bank_account][financial_connections][permissions][]=balances|payment_method_options[klarna][setup_future_usage]=none", true)]
    [InlineData("subscription", "subscription_data[application_fee_percent]=5|subscription_data[on_behalf_of]=acct_1|subscription_data[transfer_data][destination]=acct_1|subscription_data[pending_invoice_item_interval][interval]=day", true)]
    public async Task A_session_swallows_nothing(string mode, string parameters, bool inside = false)
    {
        foreach (var parameter in parameters.Split('|'))
        {
            var name = parameter.Split('=')[0];
            if (inside)
                await RefusedWithinAsync("checkout/sessions", await SessionAsync(mode, parameter), parameter);
            else
                await RefusedAsync("checkout/sessions", await SessionAsync(mode, parameter), name.Split('[')[0]);
        }
    }

    [Fact]
    public async Task A_subscription_that_is_charged_has_no_days_until_it_is_due()
    {
        var refused = await sandbox.PostAsync("/v1/subscriptions", await FillAsync("customer={payer}&items[0][price]={price}&days_until_due=5"));
        Assert.Equal((400, "days_until_due"), (refused.Status, refused.Text("error.param")));
        var update = await sandbox.PostAsync(await FillAsync("/v1/subscriptions/{plan}"), "days_until_due=5");
        Assert.Equal((400, "days_until_due"), (update.Status, update.Text("error.param")));
    }

    [Theory]
    [InlineData("2100000000")]
    [InlineData("1201")]
    [InlineData("0")]
    public async Task A_phase_ends_within_the_calendar(string count)
    {
        var refused = await sandbox.PostAsync("/v1/subscription_schedules",
            await FillAsync($"customer={{payer}}&start_date=now&phases[0][items][0][price]={{price}}&phases[0][duration][interval]=month&phases[0][duration][interval_count]={count}"));
        Assert.Equal((400, "phases[0][duration][interval_count]"), (refused.Status, refused.Text("error.param")));
    }

    [Theory]
    [InlineData("start_date=253402300799&phases[0][duration][interval]=month", "start_date")]
    [InlineData("start_date=now&phases[0][end_date]=253402300799&phases[1][items][0][price]={price}&phases[1][duration][interval]=month", "phases[0][end_date]")]
    public async Task A_schedule_ends_within_the_calendar(string when, string param)
    {
        var refused = await sandbox.PostAsync("/v1/subscription_schedules", await FillAsync($"customer={{payer}}&phases[0][items][0][price]={{price}}&{when}"));
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
    }

    [Theory]
    [InlineData("setup", "automatic_tax[enabled]=true", "automatic_tax[enabled]")]
    [InlineData("setup", "discounts[0][coupon]=none", "discounts")]
    [InlineData("setup", "allow_promotion_codes=true", "allow_promotion_codes")]
    [InlineData("setup", "submit_type=pay", "submit_type")]
    [InlineData("subscription", "payment_method_options[card][capture_method]=manual", "payment_method_options[card][capture_method]")]
    [InlineData("setup", "payment_method_options[card][setup_future_usage]=off_session", "payment_method_options[card][setup_future_usage]")]
    [InlineData("payment", "payment_intent_data[receipt_email]=nomail", "payment_intent_data[receipt_email]")]
    [InlineData("subscription", "subscription_data[trial_period_days]=0", "subscription_data[trial_period_days]")]
    [InlineData("subscription", "subscription_data[trial_end]={tomorrow}", "subscription_data[trial_end]")]
    public async Task A_session_is_refused_what_its_mode_does_not_know(string mode, string parameter, string param)
    {
        var sent = parameter.Replace("{tomorrow}", $"{TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeSeconds()}");
        var refused = await sandbox.PostAsync("/v1/checkout/sessions", await SessionAsync(mode, sent));
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_customers_alone()
    {
        var product = (await sandbox.PostAsync("/v1/products", "name=Pro")).Ok().Id;
        var refused = await sandbox.GetAsync($"/v1/charges?customer={product}");
        Assert.Equal("resource_missing", refused.Text("error.code"));
    }

    [Fact]
    public async Task A_change_of_an_address_leaves_the_rest_of_what_is_known()
    {
        var card = await FillAsync("{card}");
        (await sandbox.PostAsync($"/v1/payment_methods/{card}", "billing_details[name]=Ada&billing_details[phone]=%2B441234")).Ok();
        var changed = (await sandbox.PostAsync($"/v1/payment_methods/{card}", "billing_details[email]=new@example.com")).Ok();
        Assert.Equal(("Ada", "+441234", "new@example.com"), (changed.Text("billing_details.name"), changed.Text("billing_details.phone"), changed.Text("billing_details.email")));
    }

    [Fact]
    public async Task A_line_gives_back_no_more_tax_than_it_has_whatever_rate_is_named()
    {
        var (own, other) = ((await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=5&inclusive=false")).Ok().Id, (await sandbox.PostAsync("/v1/tax_rates", "display_name=High&percentage=50&inclusive=false")).Ok().Id);
        var customer = await FillAsync("{customer}");
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}&collection_method=send_invoice&days_until_due=3&default_tax_rates[]={own}")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&amount=1000&currency=usd")).Ok();
        var line = (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok().Text("lines.data.0.id");
        Task<Answer> CreditAsync(int amount, string taxes) => sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice}&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]={line}&lines[0][amount]={amount}{taxes}");
        var refused = await CreditAsync(200, $"&lines[0][tax_rates][0]={other}");
        Assert.Equal((400, "lines[0][tax_rates]"), (refused.Status, refused.Text("error.param")));
        var part = (await CreditAsync(60, $"&lines[0][tax_rates][0]={other}")).Ok();
        Assert.Equal((90, other), (part.Number("total"), part.Text("lines.data.0.tax_rates.0.id")));
        Assert.Equal(940 + 20, (await CreditAsync(940, "")).Ok().Number("total"));
        Assert.Equal(0, (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Number("amount_remaining"));
    }

    [Fact]
    public async Task A_line_gives_back_no_more_tax_than_it_has()
    {
        var rate = (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=5&inclusive=false")).Ok().Id;
        var customer = await FillAsync("{customer}");
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}&collection_method=send_invoice&days_until_due=3&default_tax_rates[]={rate}")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&amount=1000&currency=usd")).Ok();
        var line = (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok().Text("lines.data.0.id");
        Task<Answer> CreditAsync(int tax) => sandbox.PostAsync("/v1/credit_notes",
            $"invoice={invoice}&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]={line}&lines[0][amount]=100&lines[0][tax_amounts][0][amount]={tax}&lines[0][tax_amounts][0][taxable_amount]=100&lines[0][tax_amounts][0][tax_rate]={rate}");
        Assert.Equal((400, "lines[0][tax_amounts]"), (await CreditAsync(51) is var more ? (more.Status, more.Text("error.param")) : default));
        Assert.Equal(130, (await CreditAsync(30)).Ok().Number("total"));
        Assert.Equal(400, (await CreditAsync(21)).Status);
        Assert.Equal(120, (await CreditAsync(20)).Ok().Number("total"));
    }

    [Fact]
    public async Task A_session_keeps_what_is_shown_alone()
    {
        var text = new string('x', 1_200);
        var session = (await sandbox.PostAsync("/v1/checkout/sessions", await SessionAsync("payment",
            $"custom_text[submit][message]={text}&integration_identifier=shop-7&excluded_payment_method_types[]=klarna&adaptive_pricing[enabled]=false&tax_id_collection[enabled]=false&line_items[0][adjustable_quantity][enabled]=false"))).Ok();
        Assert.Equal((text, "", "shop-7", "klarna"), (session.Text("custom_text.submit.message"), session.Text("custom_text.after_submit"), session.Text("integration_identifier"), session.Text("excluded_payment_method_types.0")));
        var longer = await sandbox.PostAsync("/v1/checkout/sessions", await SessionAsync("payment", $"custom_text[submit][message]={text}x"));
        Assert.Equal((400, "custom_text[submit][message]"), (longer.Status, longer.Text("error.param")));
        var both = (await sandbox.PostAsync("/v1/checkout/sessions", await SessionAsync("payment", "payment_method_types[]=card&payment_method_types[]=us_bank_account&excluded_payment_method_types[]=card"))).Ok();
        Assert.Equal(["us_bank_account"], both.At("payment_method_types")!.AsArray().Select(t => t!.ToString()));
    }

    [Theory]
    [InlineData("payment_method_types[]=klarna", "payment_method_types", "")]
    [InlineData("payment_method_types[]=card&payment_method_types[]=card", "payment_method_types", "")]
    [InlineData("payment_method_types[]=sepa_debit", "currency", "")]
    [InlineData("excluded_payment_method_types[]=card", "excluded_payment_method_types", "")]
    [InlineData("customer={customer}&customer_creation=always", "customer_creation", "parameters_exclusive")]
    [InlineData("line_items[0][quantity]=50000&line_items[1][quantity]=50000", "", "amount_too_large")]
    public async Task A_session_that_nobody_could_pay_is_not_opened(string parameters, string param, string code)
    {
        var form = await SessionAsync("payment", "");
        if (parameters.StartsWith("line_items", StringComparison.Ordinal))
            form = form.Replace("line_items[0][quantity]=1", $"line_items[1][price]={form.Split("[price]=")[1].Split('&')[0]}");
        var refused = await sandbox.PostAsync("/v1/checkout/sessions", $"{form}&{await FillAsync(parameters)}");
        Assert.Equal((400, param, code), (refused.Status, refused.Text("error.param"), refused.Text("error.code")));
    }

    [Theory]
    [InlineData("refunds", "charge={charge}&reverse_transfer=false&refund_application_fee=false")]
    [InlineData("customers", "validate=false")]
    public async Task What_asks_for_nothing_is_taken(string path, string form) => (await sandbox.PostAsync("/v1/" + path, await FillAsync(form))).Ok();

    [Theory]
    [InlineData("payment_intents/pi_none", "intent")]
    [InlineData("setup_intents/seti_none", "intent")]
    [InlineData("refunds/re_none", "id")]
    public async Task An_unknown_id_is_named_as_the_path_names_it(string path, string param)
    {
        var unknown = await sandbox.GetAsync("/v1/" + path);
        Assert.Equal((404, "resource_missing", param), (unknown.Status, unknown.Text("error.code"), unknown.Text("error.param")));
        var update = await sandbox.PostAsync("/v1/" + path, "metadata[order]=7");
        Assert.Equal((404, param), (update.Status, update.Text("error.param")));
    }
}
