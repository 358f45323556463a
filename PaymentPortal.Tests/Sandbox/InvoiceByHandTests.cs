namespace PaymentPortal.Tests.Sandbox;

public sealed class InvoiceByHandTests : SandboxTests
{
    private const long Start = Subscriber.April;

    [Fact]
    public async Task What_waits_is_put_on_the_next_invoice_once()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&amount=1200&currency=usd&description=Setup")).Ok();
        var credit = (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&amount=-200&currency=usd&description=Thanks")).Ok().Id;
        Assert.Empty((await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}")).Ok().At("lines.data")!.AsArray());
        var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&pending_invoice_items_behavior=include&auto_advance=true")).Ok();
        Assert.Equal([(1200, "Setup"), (-200, "Thanks")], Subscriber.Lines(draft.Body));
        (await sandbox.PostAsync($"/v1/invoiceitems/{credit}", "amount=-300")).Ok();
        await one.AdvanceAsync(Start + 3600);
        var paid = await sandbox.GetAsync($"/v1/invoices/{draft.Id}");
        Assert.Equal(("paid", 900, 900, 0), (paid.Text("status"), paid.Number("total"), paid.Number("amount_paid"), paid.Number("amount_remaining")));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/invoiceitems/{credit}", "amount=-400")).Status);
        Assert.Equal(2900, (await one.SubscribeAsync(2900, "&expand[]=latest_invoice")).Number("latest_invoice.total"));
    }

    [Theory]
    [InlineData("amount=1000000000000", "amount")]
    [InlineData("amount=-100000000", "amount")]
    [InlineData("unit_amount_decimal=1000000000000&quantity=2", "unit_amount_decimal")]
    [InlineData("unit_amount_decimal=0.5&quantity=200000000", "unit_amount_decimal")]
    public async Task No_line_is_larger_than_what_can_be_charged(string line, string param)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var waiting = (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&amount=1200&currency=usd")).Ok().Id;
        var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}")).Ok().Id;
        foreach (var refused in (Answer[])
                 [
                     await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&currency=usd&{line}"),
                     await sandbox.PostAsync($"/v1/invoiceitems/{waiting}", line),
                     await sandbox.PostAsync($"/v1/invoices/{draft}/add_lines", "lines[0][amount]=100000000"),
                 ])
        {
            Assert.Equal((400, "amount_too_large"), (refused.Status, refused.Text("error.code")));
            Assert.Contains(refused.Text("error.param"), new[] { param, "amount", "lines[0][amount]" });
        }
        Assert.Equal(1200, (await sandbox.GetAsync($"/v1/invoiceitems/{waiting}")).Number("amount"));
        Assert.Empty((await sandbox.GetAsync($"/v1/invoices/{draft}")).At("lines.data")!.AsArray());
    }

    [Theory]
    [InlineData("days_until_due=-3", "days_until_due")]
    [InlineData("days_until_due=36501", "days_until_due")]
    [InlineData("days_until_due=1000000000000", "days_until_due")]
    [InlineData("days_until_due=3&number=123456789012345678901234567", "number")]
    [InlineData("days_until_due=3&statement_descriptor=12345678901234567890123", "statement_descriptor")]
    [InlineData("days_until_due=3&statement_descriptor=A<B", "statement_descriptor")]
    [InlineData("days_until_due=3&statement_descriptor=A*B", "statement_descriptor")]
    [InlineData("days_until_due=3&account_tax_ids[0]=txi_no", "account_tax_ids[0]")]
    [InlineData("days_until_due=3&account_tax_ids[0]={customers}", "account_tax_ids[0]")]
    [InlineData("days_until_due=3&auto_advance=true&automatically_finalizes_at=1775001599", "automatically_finalizes_at")]
    [InlineData("days_until_due=3&custom_fields[0][name]=12345678901234567890123456789012345678901&custom_fields[0][value]=x", "custom_fields[0][name]")]
    [InlineData("days_until_due=3&custom_fields[0][name]=a&custom_fields[0][value]={long}", "custom_fields[0][value]")]
    [InlineData("days_until_due=3{fields}&custom_fields[4][name]=a&custom_fields[4][value]=x", "custom_fields")]
    public async Task What_an_invoice_cannot_hold_is_refused(string form, string param)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var taxId = (await sandbox.PostAsync($"/v1/customers/{one.Customer}/tax_ids", "type=eu_vat&value=DE123456789")).Ok().Id;
        var own = (await sandbox.PostAsync("/v1/tax_ids", "type=eu_vat&value=DE123456789")).Ok().Id;
        var fields = string.Concat(Enumerable.Range(0, 4).Select(i => $"&custom_fields[{i}][name]=a&custom_fields[{i}][value]=x"));
        var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&collection_method=send_invoice&days_until_due=36500&account_tax_ids[0]={own}&statement_descriptor=1234567890123456789012{fields}")).Ok();
        form = form.Replace("{customers}", taxId).Replace("{long}", new string('x', 141)).Replace("{fields}", fields);
        foreach (var refused in new[] { await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&collection_method=send_invoice&{form}"), await sandbox.PostAsync($"/v1/invoices/{draft.Id}", form) })
            Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        Assert.Equal(Start + 36_500 * Subscriber.Day, (await sandbox.GetAsync($"/v1/invoices/{draft.Id}")).Number("due_date"));
    }

    [Theory]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={price}&collection_method=send_invoice&days_until_due={days}", "days_until_due")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&default_settings[invoice_settings][days_until_due]={days}&phases[0][items][0][price]={price}", "default_settings[invoice_settings][days_until_due]")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&phases[0][items][0][price]={price}&phases[0][invoice_settings][days_until_due]={days}", "phases[0][invoice_settings][days_until_due]")]
    public async Task A_subscription_too_gives_no_time_that_a_calendar_does_not_have(string path, string form, string param)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        form = form.Replace("{customer}", one.Customer).Replace("{price}", await one.PriceAsync(100));
        foreach (var days in new[] { "-1", "1000000000" })
        {
            var refused = await sandbox.PostAsync("/v1/" + path, form.Replace("{days}", days));
            Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        }
        (await sandbox.PostAsync("/v1/" + path, form.Replace("{days}", "0"))).Ok();
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1.0")]
    [InlineData("abc")]
    public async Task A_quantity_is_a_whole_number_and_never_cut_to_one(string quantity)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var refused = await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&unit_amount_decimal=1000&currency=usd&quantity={quantity}");
        Assert.Equal((400, "parameter_invalid_integer", "quantity", $"Invalid integer: {quantity}"), (refused.Status, refused.Text("error.code"), refused.Text("error.param"), refused.Text("error.message")));
        Assert.Equal("parameter_invalid_integer", (await sandbox.PostAsync("/v1/subscriptions", $"customer={one.Customer}&items[0][price]=price_any&items[0][quantity]={quantity}")).Text("error.code"));
    }

    [Fact]
    public async Task A_part_of_a_unit_is_counted_as_such()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var item = (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&unit_amount_decimal=1001&currency=usd&quantity_decimal=1.5")).Ok();
        Assert.Equal((1502, "1.5"), (item.Number("amount"), item.Text("quantity_decimal")));
        Assert.Equal(2503, (await sandbox.PostAsync($"/v1/invoiceitems/{item.Id}", "unit_amount_decimal=1001&quantity_decimal=2.5")).Ok().Number("amount"));
    }

    [Fact]
    public async Task What_is_done_with_is_not_advanced_any_more()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        Assert.Equal("false", (await one.SubscribeAsync(2900, "&expand[]=latest_invoice")).Text("latest_invoice.auto_advance"));
        foreach (var end in (string[])["void", "mark_uncollectible"])
        {
            var open = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&collection_method=send_invoice&days_until_due=3&auto_advance=true")).Ok().Id;
            (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&invoice={open}&amount=1200&currency=usd")).Ok();
            Assert.Equal("true", (await sandbox.PostAsync($"/v1/invoices/{open}/finalize")).Ok().Text("auto_advance"));
            Assert.Equal("false", (await sandbox.PostAsync($"/v1/invoices/{open}/{end}")).Ok().Text("auto_advance"));
        }
        var updated = (await sandbox.GetAsync("/v1/events?type=invoice.updated&limit=3")).Ok();
        Assert.Equal("true", updated.Text("data.0.data.previous_attributes.auto_advance"));
    }

    [Fact]
    public async Task An_invoice_says_of_a_card_only_whether_its_bank_is_asked()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        const string Asked = "payment_settings[payment_method_options][card][request_three_d_secure]=any";
        const string Kept = """{"request_three_d_secure":"any"}""";
        var subscription = await one.SubscribeAsync(2900, $"&{Asked}&expand[]=latest_invoice");
        Assert.Equal("""{"network":null,"request_three_d_secure":"any"}""", subscription.At("payment_settings.payment_method_options.card")!.ToJsonString());
        Assert.Equal(Kept, subscription.At("latest_invoice.payment_settings.payment_method_options.card")!.ToJsonString());
        var byHand = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&{Asked}")).Ok();
        Assert.Equal(Kept, byHand.At("payment_settings.payment_method_options.card")!.ToJsonString());
    }

    [Fact]
    public async Task A_drafts_lines_are_added_changed_and_removed()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}")).Ok().Id;
        var added = (await sandbox.PostAsync($"/v1/invoices/{draft}/add_lines", "lines[0][amount]=500&lines[0][description]=A&lines[1][amount]=700&lines[1][description]=B")).Ok();
        var (a, b) = (added.Text("lines.data.0.id"), added.Text("lines.data.1.id"));
        Assert.Equal(650, (await sandbox.PostAsync($"/v1/invoices/{draft}/lines/{a}", "amount=650")).Ok().Number("amount"));
        (await sandbox.PostAsync($"/v1/invoices/{draft}/remove_lines", $"lines[0][id]={b}&lines[0][behavior]=unassign")).Ok();
        Assert.Equal(650, (await sandbox.GetAsync($"/v1/invoices/{draft}")).Number("total"));
        Assert.Equal("B", (await sandbox.GetAsync($"/v1/invoiceitems?customer={one.Customer}&pending=true")).Text("data.0.description"));
        (await sandbox.PostAsync($"/v1/invoices/{draft}/finalize")).Ok();
        Assert.Equal("invoice_not_editable", (await sandbox.PostAsync($"/v1/invoices/{draft}/add_lines", "lines[0][amount]=5")).Text("error.code"));
        Assert.Equal("invoice_not_editable", (await sandbox.PostAsync($"/v1/invoices/{draft}", "footer=x")).Text("error.code"));
        Assert.Equal(400, (await sandbox.DeleteAsync($"/v1/invoices/{draft}")).Status);
    }

    [Fact]
    public async Task A_deleted_draft_leaves_no_gap_in_the_numbers_and_its_items_wait_again()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&amount=1200&currency=usd")).Ok();
        var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&pending_invoice_items_behavior=include")).Ok().Id;
        Assert.Equal("true", (await sandbox.DeleteAsync($"/v1/invoices/{draft}")).Ok().Text("deleted"));
        Assert.Equal(404, (await sandbox.GetAsync($"/v1/invoices/{draft}")).Status);
        var next = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&pending_invoice_items_behavior=include")).Ok();
        var final = (await sandbox.PostAsync($"/v1/invoices/{next.Id}/finalize")).Ok();
        Assert.Equal(1200, final.Number("total"));
        Assert.EndsWith("-0001", final.Text("number"));
    }

    [Theory]
    [InlineData("invoice_prefix=AB")]
    [InlineData("invoice_prefix=ABCDEFGHIJKLM")]
    [InlineData("invoice_prefix=abc")]
    [InlineData("invoice_prefix=A-B-C")]
    [InlineData("invoice_prefix=TAKEN")]
    [InlineData("next_invoice_sequence=0")]
    [InlineData("next_invoice_sequence=-1")]
    public async Task What_cannot_begin_a_row_of_numbers_is_refused(string form)
    {
        (await sandbox.PostAsync("/v1/customers", "invoice_prefix=TAKEN")).Ok();
        var own = (await sandbox.PostAsync("/v1/customers", "invoice_prefix=OWN")).Ok().Id;
        foreach (var path in new[] { "/v1/customers", $"/v1/customers/{own}" })
        {
            var refused = await sandbox.PostAsync(path, form);
            Assert.Equal((400, form.Split('=')[0]), (refused.Status, refused.Text("error.param")));
        }
        Assert.Equal("OWN", (await sandbox.PostAsync($"/v1/customers/{own}", "invoice_prefix=OWN")).Ok().Text("invoice_prefix"));
    }

    [Fact]
    public async Task A_number_that_was_given_is_never_the_next_again()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        async Task<string> NumberAsync()
        {
            var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}")).Ok().Id;
            return (await sandbox.PostAsync($"/v1/invoices/{draft}/finalize")).Ok().Text("number")[^4..];
        }

        Task<Answer> NextAsync(int sequence) => sandbox.PostAsync($"/v1/customers/{one.Customer}", $"next_invoice_sequence={sequence}");
        (await NextAsync(7)).Ok();
        (await NextAsync(5)).Ok();
        Assert.Equal("0005", await NumberAsync());
        var refused = await NextAsync(5);
        Assert.Equal((400, "next_invoice_sequence"), (refused.Status, refused.Text("error.param")));
        (await NextAsync(9)).Ok();
        Assert.Equal("0009", await NumberAsync());
        Assert.Equal(400, (await NextAsync(6)).Status);
    }

    [Fact]
    public async Task The_account_can_number_all_its_invoices_in_one_row()
    {
        await using var counted = await SandboxHost.StartAsync(settings: ("Sandbox:NumberInvoicesByAccount", "true"));
        var numbers = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var one = await new Subscriber(counted).ArriveAsync(Start + i);
            numbers.Add((await one.SubscribeAsync(2900, "&expand[]=latest_invoice")).Text("latest_invoice.number"));
            if (i == 0)
                await counted.RestartAsync();
        }
        Assert.Equal(["0001", "0002", "0003"], numbers.Select(n => n[^4..]));
        Assert.Single(numbers.Select(n => n[..^5]).Distinct());
    }

    [Fact]
    public async Task Several_payments_pay_an_invoice_and_paid_and_remaining_are_what_is_due()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&collection_method=send_invoice&days_until_due=3")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&invoice={invoice}&amount=1000&currency=usd")).Ok();
        Assert.Equal("open", (await sandbox.PostAsync($"/v1/invoices/{invoice}/send")).Ok().Text("status"));
        foreach (var (amount, paid, remaining, status) in new[] { (400, 400, 600, "open"), (600, 1000, 0, "paid") })
        {
            var intent = (await sandbox.PostAsync("/v1/payment_intents", $"amount={amount}&currency=usd&customer={one.Customer}&payment_method=pm_card_visa&confirm=true&payment_method_types[]=card")).Ok().Id;
            var after = (await sandbox.PostAsync($"/v1/invoices/{invoice}/attach_payment", $"payment_intent={intent}")).Ok();
            Assert.Equal((paid, remaining, status), (after.Number("amount_paid"), after.Number("amount_remaining"), after.Text("status")));
        }
        var payments = (await sandbox.GetAsync($"/v1/invoice_payments?invoice={invoice}&status=paid")).Ok();
        Assert.Equal(1000, payments.Data.Sum(p => Subscriber.At(p!, "amount_paid")));
    }

    [Fact]
    public async Task What_nobody_tried_to_collect_is_paid_without_a_payment_that_succeeded()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        foreach (var end in new[] { "out of band", "credit note" })
        {
            var id = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&collection_method=send_invoice&days_until_due=3")).Ok().Id;
            (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&invoice={id}&amount=1000&currency=usd")).Ok();
            (await sandbox.PostAsync($"/v1/invoices/{id}/finalize")).Ok();
            (end == "credit note" ? await sandbox.PostAsync("/v1/credit_notes", $"invoice={id}&amount=1000") : await sandbox.PostAsync($"/v1/invoices/{id}/pay", "paid_out_of_band=true")).Ok();
            var paid = await sandbox.GetAsync($"/v1/invoices/{id}");
            Assert.Equal((end, "paid", "false", 0), (end, paid.Text("status"), paid.Text("attempted"), paid.Number("attempt_count")));
        }
        Assert.Equal(2, (await one.EventsAsync("invoice.paid")).Count);
        Assert.Empty(await one.EventsAsync("invoice.payment_succeeded"));
        await one.SubscribeAsync(2900);
        Assert.Single(await one.EventsAsync("invoice.payment_succeeded"));
    }

    [Fact]
    public async Task What_is_uncollectible_can_still_be_paid_or_made_void()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var id = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}")).Ok().Id;
            (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&invoice={id}&amount=1000&currency=usd")).Ok();
            (await sandbox.PostAsync($"/v1/invoices/{id}/finalize")).Ok();
            Assert.Equal("uncollectible", (await sandbox.PostAsync($"/v1/invoices/{id}/mark_uncollectible")).Ok().Text("status"));
            ids.Add(id);
        }
        Assert.Equal("paid", (await sandbox.PostAsync($"/v1/invoices/{ids[0]}/pay")).Ok().Text("status"));
        Assert.Equal("void", (await sandbox.PostAsync($"/v1/invoices/{ids[1]}/void")).Ok().Text("status"));
        Assert.Equal(2, (await one.EventsAsync("invoice.marked_uncollectible")).Count);
    }
}
