using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

public sealed class CreditNoteTests : SandboxTests
{
    /// <summary>An invoice with one line for each amount, paid by card or left open.</summary>
    private async Task<Answer> InvoiceAsync(bool paid, string taxRate, string discounts, params long[] amounts)
    {
        var customer = (await sandbox.PostAsync("/v1/customers", "payment_method=pm_card_visa")).Ok().Id;
        if (paid)
        {
            var method = (await sandbox.GetAsync($"/v1/payment_methods?customer={customer}")).Text("data.0.id");
            (await sandbox.PostAsync($"/v1/customers/{customer}", $"invoice_settings[default_payment_method]={method}")).Ok();
        }
        var items = "";
        foreach (var (at, amount) in amounts.Index())
            items += $"&items[{at}][price]=" + (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount={amount}&recurring[interval]=month&product_data[name]=Part")).Ok().Id;
        var tax = taxRate.Length > 0 ? $"&default_tax_rates[]={(await sandbox.PostAsync("/v1/tax_rates", $"display_name=Tax&{taxRate}")).Ok().Id}" : "";
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}{items}{tax}{discounts}{(paid ? "" : "&payment_behavior=default_incomplete")}")).Ok();
        return (await sandbox.GetAsync($"/v1/invoices/{subscription.Text("latest_invoice")}")).Ok();
    }

    private static IEnumerable<JsonNode> Lines(Answer invoice) => invoice.At("lines.data")!.AsArray().Select(l => l!);

    [Fact]
    public async Task Credit_notes_that_cancel_an_invoice_line_by_line_sum_to_exactly_its_total()
    {
        var invoice = await InvoiceAsync(true, "percentage=20&inclusive=false", "", 6833, 6833, 5750, 8500);
        Assert.Equal((33_500, "paid"), (invoice.Number("total"), invoice.Text("status")));
        var totals = new List<long>();
        foreach (var line in Lines(invoice))
        {
            var form = $"invoice={invoice.Id}&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]={line["id"]}&lines[0][amount]={line["amount"]}";
            var preview = (await sandbox.GetAsync($"/v1/credit_notes/preview?{form}")).Ok();
            totals.Add((await sandbox.PostAsync("/v1/credit_notes", $"{form}&refund_amount={preview.Number("total")}")).Ok().Number("total"));
        }
        Assert.Equal([8200, 8200, 6900, 10_200], totals);
        Assert.Equal(33_500, (await sandbox.GetAsync($"/v1/invoices/{invoice.Id}")).Number("post_payment_credit_notes_amount"));
        var charge = (await sandbox.GetAsync($"/v1/charges?customer={invoice.Text("customer")}")).Ok();
        Assert.Equal((33_500, true), (charge.Number("data.0.amount_refunded"), charge.At("data.0.refunded")!.GetValue<bool>()));
        Assert.Equal(400, (await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice.Id}&amount=1&credit_amount=1")).Status);
    }

    [Fact]
    public async Task A_line_that_is_credited_in_parts_gives_back_its_tax_and_discount_to_the_cent()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        for (var run = 0; run < 8; run++)
        {
            var coupon = (await sandbox.PostAsync("/v1/coupons", $"percent_off={random.Next(1, 60)}.{random.Next(0, 100):00}")).Ok().Id;
            var invoice = await InvoiceAsync(true, $"percentage={random.Next(0, 30)}.{random.Next(0, 10_000):0000}&inclusive={(run % 2 == 0 ? "true" : "false")}", $"&discounts[0][coupon]={coupon}", random.Next(500, 90_000), random.Next(500, 90_000));
            var (total, tax, off) = (0L, 0L, 0L);
            foreach (var line in Lines(invoice))
            {
                var left = line["amount"]!.GetValue<long>();
                while (left > 0)
                {
                    var part = left < 200 ? left : random.NextInt64(1, left);
                    left -= part;
                    var form = $"invoice={invoice.Id}&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]={line["id"]}&lines[0][amount]={part}";
                    var preview = (await sandbox.GetAsync($"/v1/credit_notes/preview?{form}")).Ok();
                    var note = (await sandbox.PostAsync("/v1/credit_notes", $"{form}&credit_amount={preview.Number("total")}")).Ok();
                    total += note.Number("total");
                    tax += note.At("total_taxes")!.AsArray().Sum(t => t!["amount"]!.GetValue<long>());
                    off += note.Number("discount_amount");
                }
            }
            Assert.True(invoice.Number("total") == total, $"Seed {seed}, run {run}: {total} instead of {invoice.Number("total")}.");
            Assert.Equal(invoice.At("total_taxes")!.AsArray().Sum(t => t!["amount"]!.GetValue<long>()), tax);
            Assert.Equal(invoice.At("total_discount_amounts")!.AsArray().Sum(t => t!["amount"]!.GetValue<long>()), off);
            Assert.Equal(-total, (await sandbox.GetAsync($"/v1/customers/{invoice.Text("customer")}")).Number("balance"));
        }
    }

    [Fact]
    public async Task Before_payment_a_credit_note_lowers_what_is_due()
    {
        var invoice = await InvoiceAsync(false, "", "", 5000);
        var note = (await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice.Id}&amount=1500&reason=order_change&memo=Sorry")).Ok();
        Assert.Equal(("pre_payment", 1500, 1500, "issued"), (note.Text("type"), note.Number("pre_payment_amount"), note.Number("total"), note.Text("status")));
        var lower = await sandbox.GetAsync($"/v1/invoices/{invoice.Id}?expand[]=payments");
        Assert.Equal((3500, 3500, 5000, 1500), (lower.Number("amount_due"), lower.Number("amount_remaining"), lower.Number("total"), lower.Number("pre_payment_credit_notes_amount")));
        Assert.Equal(3500, (await sandbox.GetAsync($"/v1/payment_intents/{lower.Text("payments.data.0.payment.payment_intent")}")).Number("amount"));
        Assert.Equal("void", (await sandbox.PostAsync($"/v1/credit_notes/{note.Id}/void")).Ok().Text("status"));
        Assert.Equal(5000, (await sandbox.GetAsync($"/v1/invoices/{invoice.Id}")).Number("amount_due"));
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/credit_notes/{note.Id}/void")).Status);
    }

    [Fact]
    public async Task A_credit_note_over_everything_that_is_open_settles_the_invoice()
    {
        var invoice = await InvoiceAsync(false, "", "", 5000);
        (await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice.Id}&amount=5000")).Ok();
        var settled = await sandbox.GetAsync($"/v1/invoices/{invoice.Id}?expand[]=parent.subscription_details.subscription");
        Assert.Equal(("paid", 0, 0), (settled.Text("status"), settled.Number("amount_paid"), settled.Number("amount_remaining")));
        Assert.Empty((await sandbox.GetAsync($"/v1/charges?customer={invoice.Text("customer")}")).Data);
    }

    [Fact]
    public async Task After_payment_credit_goes_to_the_next_invoice()
    {
        var invoice = await InvoiceAsync(true, "", "", 5000);
        var note = (await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice.Id}&amount=2000&credit_amount=1200&out_of_band_amount=300&refund_amount=500")).Ok();
        Assert.Equal(("post_payment", 2000), (note.Text("type"), note.Number("post_payment_amount")));
        Assert.Equal(500, note.Number("refunds.0.amount_refunded"));
        var customer = invoice.Text("customer");
        Assert.Equal(-1200, (await sandbox.GetAsync($"/v1/customers/{customer}")).Number("balance"));
        var moved = (await sandbox.GetAsync($"/v1/customers/{customer}/balance_transactions")).Ok();
        Assert.Equal(("credit_note", -1200, note.Id), (moved.Text("data.0.type"), moved.Number("data.0.amount"), moved.Text("data.0.credit_note")));
    }

    [Theory]
    [InlineData("", null, "parameter_missing")]
    [InlineData("amount=0", "amount", "parameter_invalid_integer")]
    [InlineData("amount=-5", "amount", "parameter_invalid_integer")]
    [InlineData("amount=5001&credit_amount=5001", "amount", null)]
    [InlineData("amount=1000000000000&credit_amount=1000000000000", "amount", null)]
    [InlineData("amount=100", "credit_amount", null)]
    [InlineData("amount=100&credit_amount=50", "credit_amount", null)]
    [InlineData("amount=100&refund_amount=-100", "refund_amount", "parameter_invalid_integer")]
    [InlineData("lines[0][type]=invoice_line_item&lines[0][invoice_line_item]=il_none&lines[0][amount]=1", "lines[0][invoice_line_item]", "resource_missing")]
    [InlineData("lines[0][type]=custom_line_item&lines[0][unit_amount]=100", "lines[0][description]", "parameter_missing")]
    [InlineData("lines[0][type]=custom_line_item&lines[0][unit_amount]=0&lines[0][description]=x", "lines[0][unit_amount]", "parameter_invalid_integer")]
    public async Task What_cannot_be_credited_is_refused_and_leaves_nothing(string form, string? param, string? code)
    {
        var invoice = await InvoiceAsync(true, "", "", 5000);
        var refused = await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice.Id}&{form}");
        Assert.Equal((400, param, code), (refused.Status, refused.Error["param"]?.ToString(), refused.Error["code"]?.ToString()));
        Assert.Empty((await sandbox.GetAsync($"/v1/credit_notes?invoice={invoice.Id}")).Data);
        Assert.Equal(0, (await sandbox.GetAsync($"/v1/customers/{invoice.Text("customer")}")).Number("balance"));
        Assert.Empty((await sandbox.GetAsync("/v1/refunds")).Data);
    }

    /// <summary>Credits a part of the invoice's first line and answers the note.</summary>
    private async Task<Answer> CreditAsync(Answer invoice, string part, bool paid = true)
    {
        var form = $"invoice={invoice.Id}&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]={Lines(invoice).First()["id"]}&lines[0][{part}";
        var preview = (await sandbox.GetAsync($"/v1/credit_notes/preview?{form}")).Ok();
        return (await sandbox.PostAsync("/v1/credit_notes", paid ? $"{form}&credit_amount={preview.Number("total")}" : form)).Ok();
    }

    /// <summary>A final invoice of one item.</summary>
    private async Task<Answer> OfItemAsync(string item)
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&currency=usd&{item}")).Ok();
        return (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok();
    }

    [Theory]
    [InlineData("33.5", 101, new long[] { 34, 33, 34 })]
    [InlineData("33.3333", 100, new long[] { 33, 34, 33 })]
    public async Task A_line_that_is_credited_unit_by_unit_gives_back_all_of_it(string unit, long whole, long[] parts)
    {
        var invoice = await OfItemAsync($"unit_amount_decimal={unit}&quantity=3");
        Assert.Equal(whole, invoice.Number("total"));
        (await sandbox.PostAsync($"/v1/credit_notes/{(await CreditAsync(invoice, "quantity]=1", paid: false)).Id}/void")).Ok();
        foreach (var part in parts)
            Assert.Equal(part, (await CreditAsync(invoice, "quantity]=1", paid: false)).Number("total"));
        Assert.Equal((0, "paid"), ((await sandbox.GetAsync($"/v1/invoices/{invoice.Id}")).Number("amount_remaining"), (await sandbox.GetAsync($"/v1/invoices/{invoice.Id}")).Text("status")));
    }

    [Fact]
    public async Task Several_discounts_never_give_back_more_than_is_credited()
    {
        var (half, third) = ((await sandbox.PostAsync("/v1/coupons", "percent_off=50")).Ok().Id, (await sandbox.PostAsync("/v1/coupons", "percent_off=33.3333")).Ok().Id);
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}&discounts[0][coupon]={third}")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={draft}&currency=usd&amount=600&discounts[0][coupon]={half}")).Ok();
        var invoice = (await sandbox.PostAsync($"/v1/invoices/{draft}/finalize")).Ok();
        Assert.Equal(200, invoice.Number("total"));
        var kept = new List<Answer>();
        foreach (var amount in new[] { 2, 1, 1, 1, 1, 4, 90, 7 })
        {
            var note = await CreditAsync(invoice, $"amount]={amount}", paid: false);
            Assert.InRange(note.Number("total"), 0, amount);
            Assert.All(note.At("discount_amounts")!.AsArray(), d => Assert.InRange(d!["amount"]!.GetValue<long>(), 0, amount));
            if (amount == 1 && note.Number("total") > 0)
                (await sandbox.PostAsync($"/v1/credit_notes/{note.Id}/void")).Ok();
            else
                kept.Add(note);
        }
        kept.Add(await CreditAsync(invoice, $"amount]={600 - kept.Sum(n => n.Number("lines.data.0.amount"))}", paid: false));
        Assert.Equal(200, kept.Sum(n => n.Number("total")));
        foreach (var (at, off) in new[] { (0, 300), (1, 100) })
            Assert.Equal(off, kept.Sum(n => n.Number($"lines.data.0.discount_amounts.{at}.amount")));
    }

    [Fact]
    public async Task A_tax_is_never_given_back_below_nothing_however_notes_are_made_void()
    {
        var rate = (await sandbox.PostAsync("/v1/tax_rates", "display_name=Tax&inclusive=false&percentage=33.3333")).Ok().Id;
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}")).Ok().Id;
        foreach (var item in (string[])[$"amount=6&tax_rates[0]={rate}", "amount=1000"])
            (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={draft}&currency=usd&{item}")).Ok();
        var invoice = (await sandbox.PostAsync($"/v1/invoices/{draft}/finalize")).Ok();
        Assert.Equal((6L, 1008), (Lines(invoice).First()["amount"]!.GetValue<long>(), invoice.Number("total")));
        var notes = new List<Answer>();
        for (var cent = 0; cent < 6; cent++)
            notes.Add(await CreditAsync(invoice, "amount]=1", paid: false));
        Assert.Equal([1, 2, 1, 1, 2, 1], notes.Select(n => n.Number("total")));
        foreach (var at in (int[])[5, 3, 2, 0])
        {
            (await sandbox.PostAsync($"/v1/credit_notes/{notes[at].Id}/void")).Ok();
            notes.RemoveAt(at);
        }
        while (notes.Count < 6)
            notes.Add(await CreditAsync(invoice, "amount]=1", paid: false));
        Assert.All(notes, n => Assert.InRange(n.Number("lines.data.0.taxes.0.amount"), 0, 2));
        Assert.Equal(8, notes.Sum(n => n.Number("total")));
    }

    [Fact]
    public async Task A_line_of_nothing_can_be_credited_for_nothing()
    {
        var invoice = await InvoiceAsync(true, "percentage=20&inclusive=false", "", 0, 5000);
        var free = Lines(invoice).Single(l => l["amount"]!.GetValue<long>() == 0)["id"];
        var note = (await sandbox.GetAsync($"/v1/credit_notes/preview?invoice={invoice.Id}&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]={free}&lines[0][quantity]=1")).Ok();
        Assert.Equal(0, note.Number("total"));
    }

    [Fact]
    public async Task A_refund_is_counted_once()
    {
        var invoice = await InvoiceAsync(true, "", "", 5000);
        var charge = (await sandbox.GetAsync($"/v1/charges?customer={invoice.Text("customer")}")).Text("data.0.id");
        var refund = (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=500")).Ok().Id;
        string Note(int amount) => $"invoice={invoice.Id}&amount={amount}&refunds[0][refund]={refund}&refunds[0][amount_refunded]={amount}";
        (await sandbox.PostAsync("/v1/credit_notes", Note(300))).Ok();
        var twice = await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice.Id}&amount=300&refunds[0][refund]={refund}&refunds[0][amount_refunded]=150&refunds[1][refund]={refund}&refunds[1][amount_refunded]=150");
        Assert.Equal((400, "refunds[1][amount_refunded]"), (twice.Status, twice.Text("error.param")));
        var more = await sandbox.PostAsync("/v1/credit_notes", Note(201));
        Assert.Equal((400, "refunds[0][amount_refunded]"), (more.Status, more.Text("error.param")));
        (await sandbox.PostAsync("/v1/credit_notes", Note(200))).Ok();
    }

    [Fact]
    public async Task A_line_cannot_be_credited_twice()
    {
        var invoice = await InvoiceAsync(true, "", "", 5000, 3000);
        var line = Lines(invoice).First()["id"];
        (await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice.Id}&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]={line}&lines[0][quantity]=1&credit_amount=5000")).Ok();
        var refused = await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice.Id}&lines[0][type]=invoice_line_item&lines[0][invoice_line_item]={line}&lines[0][amount]=1&credit_amount=1");
        Assert.Equal((400, "lines[0][amount]"), (refused.Status, refused.Error["param"]!.ToString()));
    }
}
