namespace PaymentPortal.Tests.Sandbox;

public sealed class ProrationTests : SandboxTests
{
    private const long April = Subscriber.April;
    private const long Day = Subscriber.Day;

    [Theory]
    [InlineData(1769904000, 1, 2900, 9900, -2900, 9900)] // the first second of February
    [InlineData(1769860800, 1126923, 2900, 9900, -1549, 5288)] // 31 January, noon: to 28 February
    [InlineData(1832976000, 1209600, 2900, 9900, -1500, 5121)] // February of a leap year
    [InlineData(1773619199, 864001, 999, 1999, -677, 1354)] // 15 March, a second before midnight
    [InlineData(April, 1296000, 1, 3, -1, 2)] // halves go away from zero
    public async Task A_change_is_prorated_by_the_second(long start, long into, long from, long to, long credit, long debit)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(start);
        await one.SubscribeAsync(from);
        await one.AdvanceAsync(start + into);
        (await one.SwitchAsync(to)).Ok();
        var invoice = (await one.StateAsync()).Body["latest_invoice"]!;
        var day = DateTimeOffset.FromUnixTimeSeconds(start + into).ToString("d MMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([(credit, $"Unused time on Pro after {day}"), (debit, $"Remaining time on Pro after {day}")], Subscriber.Lines(invoice));
        Assert.Equal((credit + debit, "subscription_update"), (Subscriber.At(invoice, "total"), invoice["billing_reason"]!.ToString()));
        Assert.All(invoice["lines"]!["data"]!.AsArray(), l => Assert.True(l!["parent"]!["subscription_item_details"]!["proration"]!.GetValue<bool>()));
        var first = (await one.InvoicesAsync())[^1];
        var credited = invoice["lines"]!["data"]![0]!["parent"]!["subscription_item_details"]!["proration_details"]!["credited_items"]!;
        Assert.Equal((first["id"]!.ToString(), first["lines"]!["data"]![0]!["id"]!.ToString()), (credited["invoice"]!.ToString(), credited["invoice_line_items"]![0]!.ToString()));
    }

    [Fact]
    public async Task Up_and_down_again_in_the_same_second_gives_back_exactly_what_was_charged()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(2900);
        await one.AdvanceAsync(April + 7 * Day + 4711);
        (await one.SwitchAsync(9900)).Ok();
        var up = (await one.StateAsync()).Number("latest_invoice.total");
        (await one.SwitchAsync(2900)).Ok();
        Assert.Equal(-up, (await one.StateAsync()).Number("latest_invoice.total"));
        Assert.True(up > 0);
    }

    [Fact]
    public async Task What_was_charged_is_given_back_once_however_often_it_is_asked_for()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3001);
        for (var day = 1; day <= 25; day += 3)
        {
            await one.AdvanceAsync(April + day * Day + day * 131);
            (await one.UpdateAsync($"items[0][id]={one.Item}&items[0][quantity]={1 + day % 2}&proration_behavior=always_invoice")).Ok();
        }
        (await sandbox.DeleteAsync($"/v1/subscriptions/{one.Id}?prorate=true&invoice_now=true")).Ok();
        var lines = (await one.InvoicesAsync()).SelectMany(i => i["lines"]!["data"]!.AsArray()).Select(l => (Amount: Subscriber.At(l!, "amount"), Quantity: Subscriber.At(l!, "quantity"),
            Seconds: Subscriber.At(l!["period"]!, "end") - Subscriber.At(l!["period"]!, "start"))).ToList();
        // Every second is paid for at its own quantity; each line's rounding is at most half a unit.
        var used = lines.Sum(l => Math.Sign(l.Amount) * l.Seconds * l.Quantity);
        Assert.InRange(lines.Sum(l => l.Amount), 3001m * used / (30 * Day) - lines.Count / 2m, 3001m * used / (30 * Day) + lines.Count / 2m);
    }

    [Fact]
    public async Task A_credit_is_taxed_as_the_charge_was_even_if_the_rates_are_others_now()
    {
        var low = (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=7.5&inclusive=false")).Ok().Id;
        var high = (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=20&inclusive=false")).Ok().Id;
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000, $"&default_tax_rates[]={low}");
        await one.AdvanceAsync(April + 15 * Day);
        (await one.SwitchAsync(6000, $"&default_tax_rates[]={high}&proration_behavior=always_invoice")).Ok();
        var invoice = (await one.StateAsync()).Body["latest_invoice"]!;
        Assert.Equal([-113, 600], invoice["lines"]!["data"]!.AsArray().Select(l => Subscriber.At(l!["taxes"]![0]!, "amount")));
        Assert.Equal(-1500 + 3000 - 113 + 600, Subscriber.At(invoice, "total"));
    }

    [Fact]
    public async Task A_credit_gives_back_what_the_discount_left()
    {
        (await sandbox.PostAsync("/v1/coupons", "id=THIRD&percent_off=33.3&duration=forever")).Ok();
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000, "&discounts[0][coupon]=THIRD");
        Assert.Equal(2001, (await one.StateAsync()).Number("latest_invoice.amount_paid"));
        await one.AdvanceAsync(April + 15 * Day);
        (await one.SwitchAsync(6000)).Ok();
        Assert.Equal([-1001, 2001], Subscriber.Lines((await one.StateAsync()).Body["latest_invoice"]!).Select(l => l.Amount));
        (await one.SwitchAsync(3000)).Ok();
        Assert.Equal([-2001, 1001], Subscriber.Lines((await one.StateAsync()).Body["latest_invoice"]!).Select(l => l.Amount));
    }

    [Fact]
    public async Task What_was_never_due_is_not_given_back()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000, "&collection_method=send_invoice&days_until_due=10");
        await one.AdvanceAsync(April + 2 * 3600);
        (await sandbox.PostAsync($"/v1/invoices/{(await one.StateAsync()).Text("latest_invoice.id")}/void")).Ok();
        await one.AdvanceAsync(April + 15 * Day);
        (await one.SwitchAsync(6000)).Ok();
        Assert.Equal([(3000, "Remaining time on Pro after 16 Apr 2026")], Subscriber.Lines((await one.StateAsync()).Body["latest_invoice"]!));
    }

    [Fact]
    public async Task Without_prorations_nothing_is_billed_before_the_next_period()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000);
        await one.AdvanceAsync(April + 15 * Day);
        (await one.SwitchAsync(6000, "&proration_behavior=none")).Ok();
        await one.AdvanceAsync(April + 31 * Day);
        Assert.Equal([6000, 3000], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));
    }

    [Fact]
    public async Task Another_interval_begins_a_period_of_its_own_where_the_anchor_is_reset()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000);
        await one.AdvanceAsync(April + 10 * Day);
        (await one.SwitchAsync(30000, "&billing_cycle_anchor=now", "year")).Ok();
        var now = await one.StateAsync();
        Assert.Equal([(-2000, "Unused time on Pro after 11 Apr 2026"), (30000, "1 × Pro (at $300.00 / year)")], Subscriber.Lines(now.Body["latest_invoice"]!));
        Assert.Equal((April + 10 * Day, April + 375 * Day), (now.Number("billing_cycle_anchor"), now.Number("items.data.0.current_period_end")));
        Assert.Equal("paid", now.Text("latest_invoice.status"));
    }

    [Fact]
    public async Task A_first_period_up_to_a_chosen_day_is_charged_in_part_or_not_at_all()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(3000, $"&billing_cycle_anchor={April + 12 * Day}");
        // The whole period would be the 31 days from 13 March
        Assert.Equal([(1161, "Remaining time on Pro after 1 Apr 2026")], Subscriber.Lines((await one.StateAsync()).Body["latest_invoice"]!));
        await one.AdvanceAsync(April + 13 * Day);
        Assert.Equal([3000, 1161], (await one.InvoicesAsync()).Select(i => Subscriber.At(i, "total")));

        var other = await new Subscriber(sandbox).ArriveAsync(April + 5 * Day);
        await other.SubscribeAsync(3000, "&billing_cycle_anchor_config[day_of_month]=1&proration_behavior=none");
        Assert.Equal(("active", "", April + 30 * Day), ((await other.StateAsync()).Text("status"), (await other.StateAsync()).Text("latest_invoice"), (await other.StateAsync()).Number("billing_cycle_anchor")));
    }

    [Theory]
    [InlineData("&subscription_details[items][0][id]={item}&subscription_details[items][0][quantity]=7&subscription_details[proration_behavior]=always_invoice", "items[0][id]={item}&items[0][quantity]=7&proration_behavior=always_invoice", false)]
    [InlineData("&subscription_details[items][0][id]={item}&subscription_details[items][0][quantity]=7", "items[0][id]={item}&items[0][quantity]=7", true)]
    [InlineData("&subscription_details[items][0][price]={other}", "items[0][price]={other}", true)]
    [InlineData("&subscription_details[billing_cycle_anchor]=now", "billing_cycle_anchor=now", false)]
    [InlineData("", "description=nothing", true)]
    [InlineData("&subscription_details[cancel_now]=true", "cancel", false)]
    public async Task A_preview_is_the_later_invoice_to_the_unit_and_leaves_no_trace(string details, string change, bool atRenewal)
    {
        var rate = (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=8.25&inclusive=false")).Ok().Id;
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        await one.SubscribeAsync(1999, $"&items[0][quantity]=3&default_tax_rates[]={rate}");
        await one.AdvanceAsync(April + 9 * Day + 17);
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&subscription={one.Id}&amount=333&currency=usd&description=Setup")).Ok();
        var other = await one.PriceAsync(555);
        string Filled(string text) => text.Replace("{item}", one.Item).Replace("{other}", other);
        var before = (await one.EventsAsync()).Count;
        var preview = (await one.PreviewAsync(Filled(details))).Ok();
        Assert.Equal(before, (await one.EventsAsync()).Count);
        Assert.Single((await sandbox.GetAsync($"/v1/invoiceitems?customer={one.Customer}")).Data);
        Assert.StartsWith("upcoming_in_", preview.Id);
        if (change == "cancel")
            (await sandbox.DeleteAsync($"/v1/subscriptions/{one.Id}?prorate=true&invoice_now=true")).Ok();
        else
            (await one.UpdateAsync(Filled(change))).Ok();
        if (atRenewal)
            await one.AdvanceAsync(April + 30 * Day + 7200);
        var real = (await one.StateAsync()).Body["latest_invoice"]!;
        Assert.Equal(Subscriber.Lines(preview.Body), Subscriber.Lines(real));
        Assert.Equal(preview.Number("total"), Subscriber.At(real, "total"));
        Assert.Equal("draft", preview.Text("status"));
        Assert.NotEqual("draft", real["status"]!.ToString());
    }

    [Fact]
    public async Task A_subscription_that_is_not_there_yet_is_previewed_too()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(April);
        var preview = (await sandbox.PostAsync("/v1/invoices/create_preview", $"customer={one.Customer}&subscription_details[items][0][price]={await one.PriceAsync(1234)}&subscription_details[items][0][quantity]=2")).Ok();
        Assert.Equal(2468, preview.Number("amount_due"));
        Assert.Empty((await sandbox.GetAsync($"/v1/subscriptions?customer={one.Customer}")).Data);
        var none = await sandbox.PostAsync("/v1/invoices/create_preview", $"customer={one.Customer}");
        Assert.Equal((404, "invoice_upcoming_none"), (none.Status, none.Text("error.code")));
    }
}
