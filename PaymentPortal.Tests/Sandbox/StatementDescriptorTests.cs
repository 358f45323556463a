namespace PaymentPortal.Tests.Sandbox;

/// <summary>What stands on the statement of who paid.</summary>
public sealed class StatementDescriptorTests : FilledFormTests
{
    private const string Descriptor = "The statement_descriptor parameter is not supported for the payment_method_type `card`.";

    [Fact]
    public async Task A_card_is_given_a_suffix_for_the_statement_and_never_the_whole()
    {
        async Task Refused(string path, string form, string param = "statement_descriptor")
        {
            var refused = await sandbox.PostAsync("/v1/" + path, form);
            Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
            Assert.StartsWith(Descriptor, refused.Text("error.message"), StringComparison.Ordinal);
        }
        await Refused("payment_intents", "amount=1000&currency=usd&statement_descriptor=SHOP");
        await Refused(await FillAsync("payment_intents/{payment}"), "statement_descriptor=SHOP");
        await Refused(await FillAsync("payment_intents/{held}/capture"), "statement_descriptor=SHOP");
        await Refused("checkout/sessions", await SessionAsync("payment", "payment_intent_data[statement_descriptor]=SHOP"), "payment_intent_data[statement_descriptor]");
        var debit = (await sandbox.PostAsync("/v1/payment_intents",
            "amount=1000&currency=usd&payment_method_types[]=us_bank_account&payment_method=pm_usBankAccount_success&confirm=true&statement_descriptor=SHOP&expand[]=latest_charge" + Till.Mandate)).Ok();
        Assert.Equal(("SHOP", "SHOP"), (debit.Text("statement_descriptor"), debit.Text("latest_charge.calculated_statement_descriptor")));
    }

    [Theory]
    [InlineData("", "PAYMENTPORTAL")]
    [InlineData("&statement_descriptor_suffix=FOO", "PAYMENTPORTAL* FOO")]
    [InlineData("&statement_descriptor_suffix=ORDER 1234567", "PAYMENTPORTAL* ORDER 1")]
    public async Task A_suffix_stands_behind_the_name_of_the_business(string more, string line)
    {
        const string at = "latest_charge.calculated_statement_descriptor";
        const string card = "amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true&return_url=https://example.com&expand[]=latest_charge";
        Assert.Equal(line, (await sandbox.PostAsync("/v1/payment_intents", card + more)).Ok().Text(at));
        var held = (await sandbox.PostAsync("/v1/payment_intents", card + "&capture_method=manual")).Ok();
        Assert.Equal("PAYMENTPORTAL", held.Text(at));
        Assert.Equal(line, (await sandbox.PostAsync($"/v1/payment_intents/{held.Id}/capture", "expand[]=latest_charge" + more)).Ok().Text(at));
        Assert.Equal(line, (await sandbox.PostAsync("/v1/charges", "amount=1000&currency=usd&source=tok_visa" + more.Replace("_suffix", ""))).Ok().Text("calculated_statement_descriptor"));
    }

    [Theory]
    [InlineData("", "", "PAYMENTPORTAL")]
    [InlineData("&product_data[statement_descriptor]=My Plan", "", "MY PLAN")]
    [InlineData("&product_data[statement_descriptor]=My Plan", "Inv X", "INV X")]
    public async Task What_an_invoice_or_its_product_says_stands_on_the_statement(string product, string invoice, string line)
    {
        const string at = "latest_charge.calculated_statement_descriptor";
        async Task<string> LineAsync(string invoiceId)
        {
            var paid = (await sandbox.GetAsync($"/v1/invoices/{invoiceId}?expand[]=payments")).Ok();
            return (await sandbox.GetAsync($"/v1/payment_intents/{paid.Text("payments.data.0.payment.payment_intent")}?expand[]=latest_charge")).Ok().Text(at);
        }
        var payer = await FillAsync("{payer}");
        if (invoice.Length > 0)
        {
            var draft = (await sandbox.PostAsync("/v1/invoices", $"customer={payer}&statement_descriptor={invoice}")).Ok().Id;
            (await sandbox.PostAsync("/v1/invoiceitems", $"customer={payer}&invoice={draft}&amount=1000&currency=usd")).Ok();
            (await sandbox.PostAsync($"/v1/invoices/{draft}/pay")).Ok();
            Assert.Equal(line, await LineAsync(draft));
            return;
        }
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=Plan" + product)).Ok().Id;
        Assert.Equal(line, await LineAsync((await sandbox.PostAsync("/v1/subscriptions", $"customer={payer}&items[0][price]={price}")).Ok().Text("latest_invoice")));
    }
}
