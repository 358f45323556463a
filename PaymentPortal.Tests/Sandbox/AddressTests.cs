namespace PaymentPortal.Tests.Sandbox;

public sealed class AddressTests : SandboxTests
{
    [Theory]
    [InlineData("customers", "address[country]=Germany", "address[country]")]
    [InlineData("customers", "address[country]=XX", "address[country]")]
    [InlineData("customers", "address[country]=u", "address[country]")]
    [InlineData("customers", "shipping[name]=Ada&shipping[address][country]=XX", "shipping[address][country]")]
    [InlineData("customers/{customer}", "address[country]=XX", "address[country]")]
    [InlineData("payment_methods", "type=card&card[token]=tok_visa&billing_details[address][country]=XX", "billing_details[address][country]")]
    [InlineData("payment_methods/{method}", "billing_details[address][country]=XX", "billing_details[address][country]")]
    [InlineData("payment_intents", "amount=100&currency=usd&shipping[name]=Ada&shipping[address][country]=XX", "shipping[address][country]")]
    [InlineData("payment_intents", "amount=100&currency=usd&payment_method_data[type]=sepa_debit&payment_method_data[sepa_debit][iban]=DE89370400440532013000&payment_method_data[billing_details][name]=Ada"
        + "&payment_method_data[billing_details][email]=ada@example.com&payment_method_data[billing_details][address][country]=XX", "payment_method_data[billing_details][address][country]")]
    [InlineData("invoices", "customer={customer}&shipping_details[name]=Ada&shipping_details[address][country]=XX", "shipping_details[address][country]")]
    [InlineData("invoices/create_preview", "customer_details[address][country]=XX", "customer_details[address][country]")]
    [InlineData("tax/settings", "head_office[address][country]=XX", "head_office[address][country]")]
    public async Task A_country_that_there_is_not_is_refused(string path, string form, string param)
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var method = (await sandbox.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}")).Ok().Id;
        var refused = await sandbox.PostAsync("/v1/" + path.Replace("{customer}", customer).Replace("{method}", method), form.Replace("{customer}", customer));
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
        var country = form[(form.LastIndexOf('=') + 1)..];
        Assert.Equal($"Country '{country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.", refused.Text("error.message"));
    }

    [Theory]
    [InlineData("DE")]
    [InlineData("XK")]
    [InlineData("SY")]
    [InlineData("AQ")]
    [InlineData("us")]
    public async Task A_country_is_kept_as_it_was_sent_until_it_is_unset(string country)
    {
        var customer = (await sandbox.PostAsync("/v1/customers", $"address[country]={country}")).Ok();
        Assert.Equal(country, customer.Text("address.country"));
        Assert.Null((await sandbox.PostAsync($"/v1/customers/{customer.Id}", "address=")).Ok().Body["address"]);
    }

    [Fact]
    public async Task Names_that_are_emptied_are_left_out_and_lists_that_are_emptied_are_empty()
    {
        var customer = (await sandbox.PostAsync("/v1/customers", "business_name=Engines&individual_name=Ada")).Ok();
        Assert.Equal(("Engines", "Ada"), (customer.Text("business_name"), customer.Text("individual_name")));
        var emptied = (await sandbox.PostAsync($"/v1/customers/{customer.Id}", "business_name=")).Ok();
        Assert.Equal((false, "Ada"), (emptied.Body.ContainsKey("business_name"), emptied.Text("individual_name")));
        var configuration = (await sandbox.PostAsync("/v1/billing_portal/configurations", "features[customer_update][enabled]=true&features[customer_update][allowed_updates]=")).Ok();
        Assert.Equal("[]", configuration.Text("features.customer_update.allowed_updates"));
    }
}
