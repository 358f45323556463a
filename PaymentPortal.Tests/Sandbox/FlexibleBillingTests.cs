namespace PaymentPortal.Tests.Sandbox;

/// <summary>What sets billing in flexible mode apart, as Stripe documents it.</summary>
public sealed class FlexibleBillingTests : SandboxTests
{
    private const long April = Subscriber.April;
    private const long Day = Subscriber.Day;

    /// <summary>A registration to collect tax holds from the real now on, so who is taxed lives after it.</summary>
    private static readonly long Later = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + Day;

    private async Task<List<(long Amount, string Description)>> LatestAsync(Subscriber one) => Subscriber.Lines((await one.StateAsync()).Body["latest_invoice"]!);

    [Fact]
    public async Task A_change_that_is_dated_back_before_another_one_credits_each_debit_for_its_own_time()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000);
        await one.AdvanceAsync(April + 15 * Day);
        (await one.SwitchAsync(6000)).Ok();
        Assert.Equal([-1500, 3000], (await LatestAsync(one)).Select(l => l.Amount));
        await one.AdvanceAsync(April + 20 * Day);
        var preview = (await one.PreviewAsync($"&subscription_details[items][0][id]={one.Item}&subscription_details[items][0][price]={await one.PriceAsync(9000)}&subscription_details[proration_behavior]=always_invoice&subscription_details[proration_date]={April + 10 * Day}")).Ok();
        (await one.SwitchAsync(9000, $"&proration_behavior=always_invoice&proration_date={April + 10 * Day}")).Ok();
        // From the 11th to the 16th 30.00 were charged, from then on 60.00: both are given back, and 90.00 a month asked for since the 11th
        Assert.Equal([(-500, "Unused time on Pro after 11 Apr 2026"), (-3000, "Unused time on Pro after 16 Apr 2026"), (6000, "Remaining time on Pro after 11 Apr 2026")], await LatestAsync(one));
        Assert.Equal(Subscriber.Lines(preview.Body), await LatestAsync(one));
        var billed = (await one.InvoicesAsync()).Sum(i => Subscriber.At(i, "total"));
        Assert.Equal(1000 + 6000, billed);
        await one.AdvanceAsync(April + 25 * Day);
        (await sandbox.DeleteAsync($"/v1/subscriptions/{one.Id}?prorate=true&invoice_now=true")).Ok();
        Assert.Equal([-1500], (await LatestAsync(one)).Select(l => l.Amount));
    }

    [Fact]
    public async Task Another_interval_keeps_the_anchor_unless_it_is_reset()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000);
        await one.AdvanceAsync(April + 10 * Day);
        (await one.SwitchAsync(36500, "&proration_behavior=always_invoice", "year")).Ok();
        Assert.Equal([(-2000, "Unused time on Pro after 11 Apr 2026"), (35500, "Remaining time on Pro after 11 Apr 2026")], await LatestAsync(one));
        var now = await one.StateAsync();
        Assert.Equal((April, April + 365 * Day), (now.Number("billing_cycle_anchor"), now.Number("items.data.0.current_period_end")));
        await one.AdvanceAsync(April + 45 * Day);
        (await one.SwitchAsync(3100, "&proration_behavior=always_invoice")).Ok();
        Assert.Equal([-32000, 1600], (await LatestAsync(one)).Select(l => l.Amount));
        now = await one.StateAsync();
        Assert.Equal((April, April + 30 * Day, April + 61 * Day), (now.Number("billing_cycle_anchor"), now.Number("items.data.0.current_period_start"), now.Number("items.data.0.current_period_end")));
    }

    [Fact]
    public async Task Another_price_brings_the_quantity_back_to_one_unless_it_is_said()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000, "&items[0][quantity]=3");
        Assert.Equal(1, (await one.SwitchAsync(2000)).Ok().Number("items.data.0.quantity"));
        Assert.Equal(4, (await one.SwitchAsync(4000, "&items[0][quantity]=4")).Ok().Number("items.data.0.quantity"));
    }

    [Theory]
    [InlineData("create_prorations", 100)]
    [InlineData("none", 0)]
    public async Task Usage_of_an_item_that_is_removed_is_billed_with_the_next_invoice(string behaviour, long billed)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        var meter = (await sandbox.PostAsync("/v1/billing/meters", "display_name=Calls&event_name=calls&default_aggregation[formula]=sum")).Ok().Id;
        var metered = (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount=10&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]={meter}&product_data[name]=Calls")).Ok().Id;
        var dearer = (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount=20&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]={meter}&product_data[name]=Calls")).Ok().Id;
        var made = await one.SubscribeAsync(3000, $"&items[1][price]={metered}");
        Task<Answer> ReportAsync(int value, long at) => sandbox.PostAsync("/v1/billing/meter_events", $"event_name=calls&payload[stripe_customer_id]={one.Customer}&payload[value]={value}&timestamp={at}");
        await one.AdvanceAsync(April + 5 * Day);
        (await ReportAsync(10, April + 4 * Day)).Ok();
        (await one.UpdateAsync($"items[0][id]={made.Text("items.data.1.id")}&items[0][price]={dearer}&proration_behavior={behaviour}")).Ok();
        await one.AdvanceAsync(April + 10 * Day);
        (await ReportAsync(3, April + 9 * Day)).Ok();
        (await sandbox.PostAsync("/v1/invoices/create_preview", $"subscription={one.Id}")).Ok();
        (await sandbox.DeleteAsync($"/v1/subscription_items/{made.Text("items.data.1.id")}?proration_behavior={behaviour}")).Ok();
        await one.AdvanceAsync(April + 31 * Day);
        // Ten calls at 0.10, three at 0.20: each at the price of its time
        Assert.Equal(3000 + billed + (billed > 0 ? 60 : 0), (await one.StateAsync()).Number("latest_invoice.total"));
    }

    [Fact]
    public async Task What_is_reported_while_the_renewal_is_a_draft_is_on_it_where_it_was_used_before()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        var meter = (await sandbox.PostAsync("/v1/billing/meters", "display_name=Calls&event_name=calls&default_aggregation[formula]=sum")).Ok().Id;
        var metered = (await sandbox.PostAsync("/v1/prices", $"currency=usd&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]={meter}&product_data[name]=Calls"
            + "&billing_scheme=tiered&tiers_mode=graduated&tiers[0][up_to]=10&tiers[0][unit_amount]=0&tiers[1][up_to]=inf&tiers[1][unit_amount_decimal]=2.5")).Ok().Id;
        await one.SubscribeAsync(3000, $"&items[1][price]={metered}");
        async Task ReportAsync(int value, long at) => (await sandbox.PostAsync("/v1/billing/meter_events", $"event_name=calls&payload[stripe_customer_id]={one.Customer}&payload[value]={value}&timestamp={at}")).Ok();
        await one.AdvanceAsync(April + 2 * Day);
        await ReportAsync(8, April + Day);
        var end = (await one.StateAsync()).Number("items.data.0.current_period_end");
        await one.AdvanceAsync(end + 1800);
        Assert.Equal([(0, "8 × Calls (Tier 1 at $0.00 / month)"), (3000, "1 × Pro (at $30.00 / month)")], await LatestAsync(one));
        await ReportAsync(5, end - 1);
        await ReportAsync(7, end);
        await one.AdvanceAsync(end + 7200);
        Assert.Equal([(0, "10 × Calls (Tier 1 at $0.00 / month)"), (8, "3 × Calls (Tier 2 at $0.025 / month)"), (3000, "1 × Pro (at $30.00 / month)")], await LatestAsync(one));
        Assert.Equal(("paid", 3008), ((await one.StateAsync()).Text("latest_invoice.status"), (await one.StateAsync()).Number("latest_invoice.amount_paid")));
        await ReportAsync(50, end - 2);
        Assert.Equal(3000, (await one.PreviewAsync()).Ok().Number("total"));
    }

    [Fact]
    public async Task Usage_that_sums_up_to_less_than_nothing_pays_nobody()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        var meter = (await sandbox.PostAsync("/v1/billing/meters", "display_name=Calls&event_name=returns&default_aggregation[formula]=sum")).Ok().Id;
        var metered = (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount=10&recurring[interval]=month&recurring[usage_type]=metered&recurring[meter]={meter}&product_data[name]=Returns")).Ok().Id;
        await one.SubscribeAsync(3000, $"&items[1][price]={metered}");
        await one.AdvanceAsync(April + 2 * Day);
        (await sandbox.PostAsync("/v1/billing/meter_events", $"event_name=returns&payload[stripe_customer_id]={one.Customer}&payload[value]=-100&timestamp={April + Day}")).Ok();
        await one.AdvanceAsync(April + 31 * Day);
        Assert.Equal([(0, "0 × Returns (at $0.10 / month)"), (3000, "1 × Pro (at $30.00 / month)")], await LatestAsync(one));
    }

    [Fact]
    public async Task A_trial_is_told_as_free_on_its_lines()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000, "&items[0][quantity]=2&trial_period_days=3");
        Assert.Equal([(0, "Free trial for 2 × Pro")], await LatestAsync(one));
    }

    [Fact]
    public async Task An_invoice_takes_along_whatever_waits()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000);
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&amount=250&currency=usd&description=Setup")).Ok();
        await one.AdvanceAsync(April + 15 * Day);
        (await one.SwitchAsync(6000)).Ok();
        Assert.Equal(["Setup", "Unused time on Pro after 16 Apr 2026", "Remaining time on Pro after 16 Apr 2026"], (await LatestAsync(one)).Select(l => l.Description));
    }

    private async Task<Subscriber> PausedAsync()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April, card: null);
        await one.SubscribeAsync(2900, "&trial_period_days=7&trial_settings[end_behavior][missing_payment_method]=pause");
        await one.AdvanceAsync(April + 10 * Day);
        await one.UseCardAsync("pm_card_chargeCustomerFail");
        return one;
    }

    [Fact]
    public async Task A_resumption_that_nobody_pays_lapses_and_its_invoice_is_void()
    {
        var one = await PausedAsync();
        var tried = (await sandbox.PostAsync($"/v1/subscriptions/{one.Id}/resume", "expand[]=latest_invoice")).Ok();
        Assert.Equal(("paused", "open", April + 10 * Day), (tried.Text("status"), tried.Text("latest_invoice.status"), tried.Number("pending_update.billing_cycle_anchor")));
        Assert.Equal(April + 7 * Day, tried.Number("billing_cycle_anchor"));
        await one.AdvanceAsync(tried.Number("pending_update.expires_at"));
        var after = await one.StateAsync();
        Assert.Equal(("paused", "void", ""), (after.Text("status"), after.Text("latest_invoice.status"), after.Text("pending_update")));
        Assert.Empty(await one.EventsAsync("customer.subscription.resumed"));
        Assert.Single(await one.EventsAsync("customer.subscription.pending_update_expired"));
    }

    [Theory]
    [InlineData("mark_uncollectible", "")]
    [InlineData("pay", "payment_method=pm_card_visa")]
    public async Task A_resumption_that_is_paid_or_given_up_takes_effect(string end, string form)
    {
        var one = await PausedAsync();
        var tried = (await sandbox.PostAsync($"/v1/subscriptions/{one.Id}/resume")).Ok();
        (await sandbox.PostAsync($"/v1/invoices/{tried.Text("latest_invoice")}/{end}", form)).Ok();
        var after = await one.StateAsync();
        Assert.Equal(("active", "", April + 10 * Day), (after.Text("status"), after.Text("pending_update"), after.Number("billing_cycle_anchor")));
        Assert.Single(await one.EventsAsync("customer.subscription.resumed"));
    }

    [Fact]
    public async Task A_resumption_in_the_middle_of_a_period_without_prorations_asks_for_nothing()
    {
        var one = await PausedAsync();
        var resumed = (await sandbox.PostAsync($"/v1/subscriptions/{one.Id}/resume", "billing_cycle_anchor=unchanged&proration_behavior=none")).Ok();
        Assert.Equal(("active", April + 7 * Day, April + 7 * Day), (resumed.Text("status"), resumed.Number("billing_cycle_anchor"), resumed.Number("items.data.0.current_period_start")));
        Assert.Single(await one.InvoicesAsync());
    }

    [Fact]
    public async Task A_phase_says_for_itself_whether_tax_is_automatic()
    {
        (await sandbox.PostAsync("/v1/tax/settings", "head_office[address][country]=DE&defaults[tax_code]=txcd_10103001&defaults[tax_behavior]=exclusive")).Ok();
        (await sandbox.PostAsync("/v1/tax/registrations", "country=DE&active_from=now&country_options[de][type]=standard&country_options[de][standard][place_of_supply_scheme]=standard")).Ok();
        var one = await new Subscriber(sandbox).ArriveAsync(Later, more: "&address[country]=DE");
        var price = await one.PriceAsync(3000);
        string Phase(int at, string more = "") => $"&phases[{at}][items][0][price]={price}&phases[{at}][duration][interval]=month{more}";
        (await sandbox.PostAsync("/v1/subscription_schedules",
            $"customer={one.Customer}&start_date=now&default_settings[automatic_tax][enabled]=true{Phase(0)}{Phase(1, "&phases[1][automatic_tax][enabled]=false")}{Phase(2, "&phases[2][automatic_tax][enabled]=true")}")).Ok();
        await one.AdvanceAsync(Later + 65 * Day);
        Assert.Equal([3570, 3000, 3570], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));
        // Who has moved to nowhere is not taxed, and the clock goes on
        (await sandbox.PostAsync($"/v1/customers/{one.Customer}", "address=")).Ok();
        await one.AdvanceAsync(Later + 95 * Day);
        Assert.Equal(3000, Subscriber.At((await one.InvoicesAsync())[0], "total"));
    }

    [Fact]
    public async Task A_preview_is_made_for_another_place_and_for_a_business()
    {
        (await sandbox.PostAsync("/v1/tax/settings", "head_office[address][country]=DE&defaults[tax_code]=txcd_10103001&defaults[tax_behavior]=exclusive")).Ok();
        (await sandbox.PostAsync("/v1/tax/registrations", "country=DE&active_from=now&country_options[de][type]=oss_union")).Ok();
        var one = await new Subscriber(sandbox).ArriveAsync(Later, more: "&address[country]=DE");
        await one.SubscribeAsync(10_000);
        async Task<(long, string)> AsAsync(string buyer)
        {
            var seen = (await one.PreviewAsync($"&automatic_tax[enabled]=true{buyer}")).Ok();
            return (seen.Number("total"), seen.Text("total_taxes.0.taxability_reason"));
        }

        Assert.Equal((12_000, "standard_rated"), await AsAsync("&customer_details[address][country]=FR"));
        Assert.Equal((10_000, "reverse_charge"), await AsAsync("&customer_details[address][country]=FR&customer_details[tax_ids][0][type]=eu_vat&customer_details[tax_ids][0][value]=FRAB123456789"));
        Assert.Equal((10_000, "customer_exempt"), await AsAsync("&customer_details[tax_exempt]=exempt"));
        Assert.Empty((await sandbox.GetAsync($"/v1/customers/{one.Customer}/tax_ids")).Data);
        Assert.Equal("DE", (await sandbox.GetAsync($"/v1/customers/{one.Customer}")).Text("address.country"));
        var nobody = (await sandbox.PostAsync("/v1/invoices/create_preview", "currency=eur&automatic_tax[enabled]=true&customer_details[address][country]=FR&invoice_items[0][amount]=1000")).Ok();
        Assert.Equal((1200L, ""), (nobody.Number("total"), nobody.Text("customer")));
        var wrong = await one.PreviewAsync("&customer_details[tax_ids][0][type]=eu_vat&customer_details[tax_ids][0][value]=1");
        Assert.Equal((400, "customer_details[tax_ids][0][value]"), (wrong.Status, wrong.Text("error.param")));
    }

    [Fact]
    public async Task An_invoice_that_was_sent_tells_of_its_due_date_before_and_after()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000, "&collection_method=send_invoice&days_until_due=10");
        await one.AdvanceAsync(April + 12 * Day);
        async Task<long> ToldAsync(string type) => Subscriber.At(Assert.Single(await one.EventsAsync(type)), "created");
        var due = Subscriber.At((await one.InvoicesAsync())[0], "due_date");
        Assert.Equal((due - 3 * Day, due), (await ToldAsync("invoice.will_be_due"), await ToldAsync("invoice.overdue")));
    }

    [Fact]
    public async Task An_invoice_that_cannot_be_final_says_why()
    {
        (await sandbox.PostAsync("/v1/tax/settings", "head_office[address][country]=DE&defaults[tax_code]=txcd_10103001&defaults[tax_behavior]=exclusive")).Ok();
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}&currency=eur&automatic_tax[enabled]=true")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={draft}&currency=eur&amount=500")).Ok();
        Assert.Equal("customer_tax_location_invalid", (await sandbox.PostAsync($"/v1/invoices/{draft}/finalize")).Text("error.code"));
        var after = (await sandbox.GetAsync($"/v1/invoices/{draft}")).Ok();
        Assert.Equal(("draft", "customer_tax_location_invalid"), (after.Text("status"), after.Text("last_finalization_error.code")));
        Assert.Equal(draft, (await sandbox.GetAsync("/v1/events?type=invoice.finalization_failed")).Text("data.0.data.object.id"));
        Assert.Single((await sandbox.GetAsync("/v1/invoices/search?query=last_finalization_error_code%3A%22customer_tax_location_invalid%22")).Ok().Data);
        (await sandbox.PostAsync($"/v1/customers/{customer}", "address[country]=DE")).Ok();
        Assert.Equal(("open", ""), ((await sandbox.PostAsync($"/v1/invoices/{draft}/finalize")).Ok().Text("status"), (await sandbox.GetAsync($"/v1/invoices/{draft}")).Text("last_finalization_error")));
    }
}
