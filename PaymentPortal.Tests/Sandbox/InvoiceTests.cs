namespace PaymentPortal.Tests.Sandbox;

public sealed class InvoiceTests : SandboxTests
{
    [Fact]
    public async Task Tax_is_rounded_on_each_line_away_from_zero()
    {
        var rate = (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=20&inclusive=false&country=GB")).Ok().Id;
        var product = (await sandbox.PostAsync("/v1/products", "name=Pro")).Ok().Id;
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var items = "";
        foreach (var (amount, at) in new[] { 6833, 6833, 5750, 8500 }.Select((a, i) => (a, i)))
            items += $"&items[{at}][price]=" + (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount={amount}&recurring[interval]=month&product={product}")).Ok().Id;
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}{items}&default_tax_rates[]={rate}&payment_behavior=default_incomplete&expand[]=latest_invoice")).Ok();
        Assert.Equal(27916, subscription.Number("latest_invoice.subtotal"));
        Assert.Equal(1367 + 1367 + 1150 + 1700, subscription.Number("latest_invoice.total_taxes.0.amount"));
        Assert.Equal(33500, subscription.Number("latest_invoice.total"));
        var lines = (await sandbox.GetAsync($"/v1/invoices/{subscription.Text("latest_invoice.id")}/lines?limit=2")).Ok();
        Assert.Equal(2, lines.Data.Count);
        Assert.True(lines.Body["has_more"]!.GetValue<bool>());
        Assert.Equal(1367, lines.Number("data.0.taxes.0.amount"));
    }

    [Fact]
    public async Task Half_a_unit_of_tax_is_rounded_up()
    {
        var rate = (await sandbox.PostAsync("/v1/tax_rates", "display_name=Tax&percentage=7.5&inclusive=false")).Ok().Id;
        var buyer = await new Buyer(sandbox).SubscribeAsync(2060, taxRate: rate);
        Assert.Equal(155, (await sandbox.GetAsync($"/v1/invoices/{buyer.Invoice}")).Number("total_taxes.0.amount"));
    }

    [Fact]
    public async Task Inclusive_tax_is_contained_in_the_total()
    {
        var rate = (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=20&inclusive=true")).Ok().Id;
        var buyer = await new Buyer(sandbox).SubscribeAsync(1200, taxRate: rate);
        var invoice = await sandbox.GetAsync($"/v1/invoices/{buyer.Invoice}");
        Assert.Equal((1200, 200, 1000), (invoice.Number("total"), invoice.Number("total_taxes.0.amount"), invoice.Number("total_excluding_tax")));
    }

    [Fact]
    public async Task An_exempt_customer_pays_no_tax()
    {
        var rate = (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=20&inclusive=false")).Ok().Id;
        var buyer = await new Buyer(sandbox).SubscribeAsync(1000, taxRate: rate, customerFields: "tax_exempt=reverse");
        var invoice = await sandbox.GetAsync($"/v1/invoices/{buyer.Invoice}");
        Assert.Equal(1000, invoice.Number("total"));
        Assert.Equal("reverse_charge", invoice.Text("total_taxes.0.taxability_reason"));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 2900)]
    public async Task What_was_paid_elsewhere_is_told_when_asked_for(bool elsewhere, long amount)
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        var card = (await sandbox.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={buyer.Customer}")).Ok().Id;
        (await sandbox.PostAsync($"/v1/invoices/{buyer.Invoice}/pay", elsewhere ? "paid_out_of_band=true" : $"payment_method={card}")).Ok();
        var invoice = (await sandbox.GetAsync($"/v1/invoices/{buyer.Invoice}?expand[]=amount_paid_off_stripe")).Ok();
        Assert.Equal(("paid", 2900L, amount), (invoice.Text("status"), invoice.Number("amount_paid"), invoice.Number("amount_paid_off_stripe")));
        Assert.False((await sandbox.GetAsync($"/v1/invoices/{buyer.Invoice}")).Body.ContainsKey("amount_paid_off_stripe"));
    }

    [Fact]
    public async Task The_buyer_is_frozen_when_the_invoice_is_finalised()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync(customerFields: "address[city]=London&address[country]=GB&tax_id_data[0][type]=gb_vat&tax_id_data[0][value]=GB123456789");
        (await sandbox.PostAsync($"/v1/customers/{buyer.Customer}", "name=Other&address[city]=Leeds")).Ok();
        var invoice = await sandbox.GetAsync($"/v1/invoices/{buyer.Invoice}");
        Assert.Equal(("Ada", "London", "GB123456789"), (invoice.Text("customer_name"), invoice.Text("customer_address.city"), invoice.Text("customer_tax_ids.0.value")));
        Assert.Null(invoice.Body["confirmation_secret"]);
        Assert.Null(invoice.Body["payments"]);
    }

    [Fact]
    public async Task Numbers_run_per_customer()
    {
        var customer = await PayerAsync();
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=500&recurring[interval]=year&product_data[name]=P")).Ok().Id;
        for (var i = 0; i < 2; i++)
            Assert.Equal("active", (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}")).Ok().Text("status"));
        var numbers = (await sandbox.GetAsync($"/v1/invoices?customer={customer}&status=paid")).Data.Select(i => i!["number"]!.ToString()[^5..]);
        Assert.Equal(["-0002", "-0001"], numbers);
    }

    [Fact]
    public async Task Voiding_an_open_invoice_ends_its_payment()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        (await sandbox.PostAsync($"/v1/invoices/{buyer.Invoice}/void")).Ok();
        Assert.Equal(("incomplete", "void", "canceled"), await buyer.StatesAsync());
        Assert.Equal(400, (await buyer.ConfirmAsync("4242424242424242")).Status);
    }
}
