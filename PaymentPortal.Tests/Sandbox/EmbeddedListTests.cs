namespace PaymentPortal.Tests.Sandbox;

/// <summary>A list that belongs to an object shows its first ten inside it; the whole is listed at its address.</summary>
public sealed class EmbeddedListTests : SandboxTests
{
    [Fact]
    public async Task An_invoice_shows_ten_of_its_lines_in_answers_lists_and_events_and_lists_them_all()
    {
        var customer = await PayerAsync();
        var invoice = await IdAsync("/v1/invoices", $"customer={customer}");
        for (var line = 1; line <= 12; line++)
            await IdAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&amount={line * 100}&currency=usd");
        var final = (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok();
        var url = $"/v1/invoices/{invoice}/lines";
        foreach (var (shown, path) in ((Answer, string)[])
            [(final, "lines"), (await sandbox.GetAsync($"/v1/invoices/{invoice}"), "lines"), (await sandbox.GetAsync($"/v1/invoices?customer={customer}"), "data.0.lines"), (await sandbox.GetAsync("/v1/events?type=invoice.finalized"), "data.0.data.object.lines")])
        {
            Assert.Equal((url, "true", 10), (shown.Text($"{path}.url"), shown.Text($"{path}.has_more"), shown.At($"{path}.data")!.AsArray().Count));
        }

        var all = await sandbox.AllAsync(url);
        Assert.Equal(7_800, all.Sum(line => (long)line["amount"]!));
        Assert.Equal(7_800, final.Number("total"));
        Assert.Equal(Enumerable.Range(0, 10).Select(at => final.Text($"lines.data.{at}.id")), Enumerable.Reverse(all).Take(10).Select(line => (string)line["id"]!));
    }

    [Fact]
    public async Task Ten_lines_of_a_credit_note_and_of_a_preview_and_ten_refunds_of_a_charge_are_shown()
    {
        var customer = await PayerAsync();
        var items = string.Concat(Enumerable.Range(0, 11).Select(at => $"&invoice_items[{at}][amount]=100&invoice_items[{at}][currency]=usd"));
        var preview = (await sandbox.PostAsync("/v1/invoices/create_preview", $"customer={customer}{items}")).Ok();
        Assert.Equal(("true", 10, 1_100), (preview.Text("lines.has_more"), preview.At("lines.data")!.AsArray().Count, preview.Number("total")));

        var invoice = await IdAsync("/v1/invoices", $"customer={customer}");
        var item = await IdAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&amount=5000&currency=usd");
        var paid = (await sandbox.PostAsync($"/v1/invoices/{invoice}/pay", "expand[]=payments")).Ok();
        Assert.Equal(item, paid.Text("lines.data.0.parent.invoice_item_details.invoice_item"));
        var lines = string.Concat(Enumerable.Range(0, 11).Select(at => $"&lines[{at}][type]=custom_line_item&lines[{at}][description]=Part&lines[{at}][quantity]=1&lines[{at}][unit_amount]=10"));
        var note = (await sandbox.PostAsync("/v1/credit_notes", $"invoice={invoice}&credit_amount=110{lines}")).Ok();
        Assert.Equal(("true", 10, 110), (note.Text("lines.has_more"), note.At("lines.data")!.AsArray().Count, note.Number("total")));
        Assert.Equal(11, (await sandbox.AllAsync($"/v1/credit_notes/{note.Id}/lines")).Count);

        var intent = paid.Text("payments.data.0.payment.payment_intent");
        for (var refund = 0; refund < 11; refund++)
            await IdAsync("/v1/refunds", $"payment_intent={intent}&amount=100");
        var charge = (await sandbox.GetAsync($"/v1/charges?payment_intent={intent}&expand[]=data.refunds")).Ok();
        Assert.Equal(("true", 10, 1_100), (charge.Text("data.0.refunds.has_more"), charge.At("data.0.refunds.data")!.AsArray().Count, charge.Number("data.0.amount_refunded")));
        await ShouldGoOnAsync(charge.At("data.0.refunds")!);

        var price = await IdAsync("/v1/prices", "currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=Pro");
        for (var plan = 0; plan < 11; plan++)
            await IdAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}");
        await ShouldGoOnAsync((await sandbox.GetAsync($"/v1/customers/{customer}?expand[]=subscriptions")).Ok().At("subscriptions")!);
    }

    /// <summary>The eleventh comes at the list's own address after the ten that are shown.</summary>
    private async Task ShouldGoOnAsync(System.Text.Json.Nodes.JsonNode list)
    {
        var shown = list["data"]!.AsArray().Select(one => (string)one!["id"]!).ToList();
        var rest = (await sandbox.GetNamedAsync($"{list["url"]}?starting_after={shown[^1]}")).Ok();
        Assert.Equal(11, shown.Append(Assert.Single(rest.Data)!["id"]!.ToString()).Distinct().Count());
    }
}
