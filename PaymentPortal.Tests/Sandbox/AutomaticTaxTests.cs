using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

public sealed class AutomaticTaxTests : SandboxTests
{
    private async Task SellFromAsync(string country) => (await sandbox.PostAsync("/v1/tax/settings", $"head_office[address][country]={country}&defaults[tax_code]=txcd_10103001")).Ok();

    private async Task RegisterAsync(string country, string options) =>
        (await sandbox.PostAsync("/v1/tax/registrations", $"country={country}&active_from=now&{string.Join('&', options.Split(' ').Select(o => $"country_options[{country.ToLowerInvariant()}]{o}"))}")).Ok();

    /// <summary>The first invoice of a subscription with automatic tax.</summary>
    private async Task<Answer> BuyAsync(string customer, long amount = 10_000, string behaviour = "exclusive", string currency = "eur")
    {
        var price = (await sandbox.PostAsync("/v1/prices", $"currency={currency}&unit_amount={amount}&recurring[interval]=month&product_data[name]=Pro&tax_behavior={behaviour}")).Ok().Id;
        var id = (await sandbox.PostAsync("/v1/customers", customer)).Ok().Id;
        return await sandbox.PostAsync("/v1/subscriptions", $"customer={id}&items[0][price]={price}&automatic_tax[enabled]=true&payment_behavior=default_incomplete&expand[]=latest_invoice");
    }

    private static (long Total, string Reason) Seen(Answer subscription) => (subscription.Ok().Number("latest_invoice.total"), subscription.Text("latest_invoice.total_taxes.0.taxability_reason"));

    [Fact]
    public async Task Without_a_head_office_nothing_is_calculated()
    {
        var refused = await BuyAsync("address[country]=DE");
        Assert.Equal((400, "stripe_tax_inactive"), (refused.Status, refused.Error["code"]!.ToString()));
        Assert.Equal("pending", (await sandbox.GetAsync("/v1/tax/settings")).Text("status"));
        await SellFromAsync("DE");
        Assert.Equal("active", (await sandbox.GetAsync("/v1/tax/settings")).Text("status"));
    }

    [Fact]
    public async Task Without_a_place_automatic_tax_is_refused()
    {
        await SellFromAsync("DE");
        foreach (var customer in new[] { "", "address[country]=US", "address[country]=US&address[state]=ZZ" })
        {
            var refused = await BuyAsync(customer);
            Assert.Equal((400, "customer_tax_location_invalid"), (refused.Status, refused.Error["code"]!.ToString()));
        }
    }

    [Theory]
    [InlineData("DE", 11_900, "standard_rated")]
    [InlineData("HU", 12_700, "standard_rated")]
    [InlineData("FI", 12_550, "standard_rated")]
    [InlineData("GB", 10_000, "not_collecting")]
    [InlineData("AQ", 10_000, "not_supported")]
    public async Task A_union_wide_registration_collects_each_countrys_rate(string country, long total, string reason)
    {
        await SellFromAsync("DE");
        await RegisterAsync("DE", "[type]=standard [standard][place_of_supply_scheme]=standard");
        await RegisterAsync("DE", "[type]=oss_union");
        Assert.Equal((total, reason), Seen(await BuyAsync($"address[country]={country}")));
    }

    [Theory]
    [InlineData("GB", "", "GB", 12_000)]
    [InlineData("ZA", "", "ZA", 11_500)]
    [InlineData("CH", "", "CH", 10_810)]
    [InlineData("NO", "", "NO", 12_500)]
    [InlineData("AU", "", "AU", 11_000)]
    [InlineData("NZ", "", "NZ", 11_500)]
    [InlineData("JP", "", "JP", 11_000)]
    [InlineData("US", "CA", "US", 10_725)]
    [InlineData("US", "NY", "US", 10_000)]
    [InlineData("CA", "ON", "CA", 11_300)]
    [InlineData("CA", "QC", "CA", 10_500)]
    public async Task Each_jurisdiction_has_its_rate_where_the_account_is_registered(string country, string state, string seller, long total)
    {
        await SellFromAsync(seller);
        await RegisterAsync(country, country switch { "US" => "[type]=state_sales_tax [state]=CA", _ => "[type]=standard" });
        Assert.Equal(total, Seen(await BuyAsync($"address[country]={country}{(state.Length > 0 ? $"&address[state]={state}" : "")}", currency: "usd")).Total);
    }

    [Fact]
    public async Task Quebec_adds_its_own_tax_to_the_federal_one()
    {
        await SellFromAsync("CA");
        await RegisterAsync("CA", "[type]=standard");
        await RegisterAsync("CA", "[type]=province_standard [province_standard][province]=QC");
        var subscription = (await BuyAsync("address[country]=CA&address[state]=QC", 10_001, currency: "cad")).Ok();
        Assert.Equal([500, 998], subscription.At("latest_invoice.total_taxes")!.AsArray().Select(t => t!["amount"]!.GetValue<long>()));
        Assert.Equal(11_499, subscription.Number("latest_invoice.total"));
    }

    [Theory]
    [InlineData("address[country]=FR&tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=FR12345678901", 10_000, "reverse_charge")]
    [InlineData("address[country]=FR&tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=ATU12345678", 12_000, "standard_rated")]
    [InlineData("address[country]=DE&tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=DE123456789", 11_900, "standard_rated")]
    [InlineData("address[country]=FR&tax_exempt=reverse", 10_000, "reverse_charge")]
    [InlineData("address[country]=FR&tax_exempt=exempt", 10_000, "customer_exempt")]
    public async Task A_business_of_another_country_accounts_for_the_tax_itself(string customer, long total, string reason)
    {
        await SellFromAsync("DE");
        await RegisterAsync("DE", "[type]=standard [standard][place_of_supply_scheme]=standard");
        await RegisterAsync("DE", "[type]=oss_union");
        var subscription = await BuyAsync(customer);
        Assert.Equal((total, reason), Seen(subscription));
        Assert.Equal("complete", subscription.Text("latest_invoice.automatic_tax.status"));
    }

    [Fact]
    public async Task Inclusive_prices_contain_the_tax()
    {
        await SellFromAsync("DE");
        await RegisterAsync("DE", "[type]=standard [standard][place_of_supply_scheme]=standard");
        var subscription = await BuyAsync("address[country]=DE", 9_900, "inclusive");
        Assert.Equal((9_900, 8_319, 1_581), (subscription.Number("latest_invoice.total"), subscription.Number("latest_invoice.total_excluding_tax"), subscription.Number("latest_invoice.total_taxes.0.amount")));
        var rate = await sandbox.GetAsync($"/v1/tax_rates/{subscription.Text("latest_invoice.total_taxes.0.tax_rate_details.tax_rate")}");
        Assert.Equal(("VAT", "DE", "vat"), (rate.Text("display_name"), rate.Text("country"), rate.Text("tax_type")));
        Assert.Equal(19m, rate.Body["percentage"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task A_registration_that_has_ended_collects_nothing()
    {
        await SellFromAsync("GB");
        var registration = (await sandbox.PostAsync("/v1/tax/registrations", "country=GB&active_from=now&country_options[gb][type]=standard")).Ok();
        Assert.Equal(("active", "standard"), (registration.Text("status"), registration.Text("country_options.gb.standard.place_of_supply_scheme")));
        (await sandbox.PostAsync($"/v1/tax/registrations/{registration.Id}", "expires_at=now")).Ok();
        Assert.Empty((await sandbox.GetAsync("/v1/tax/registrations?status=active")).Data);
        Assert.Equal((10_000, "not_collecting"), Seen(await BuyAsync("address[country]=GB")));
    }

    [Theory]
    [InlineData("eu_vat", "DE12345678")]
    [InlineData("eu_vat", "ZZ123456789")]
    [InlineData("eu_vat", "")]
    [InlineData("gb_vat", "123456789")]
    [InlineData("us_ein", "1234")]
    [InlineData("ch_vat", "CHE-123.456.789")]
    [InlineData("al_tin", "'; drop")]
    public async Task A_tax_id_of_a_bad_form_is_refused(string type, string value)
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var refused = await sandbox.PostAsync($"/v1/customers/{customer}/tax_ids", $"type={type}&value={value}");
        Assert.Equal((400, "value"), (refused.Status, refused.Error["param"]!.ToString()));
        Assert.Equal(value.Length == 0 ? "parameter_invalid_empty" : "tax_id_invalid", refused.Error["code"]!.ToString());
    }

    [Theory]
    [InlineData("eu_vat", "DE000000000", "verified", "TEST")]
    [InlineData("eu_vat", "DE123456789", "verified", "TEST")]
    [InlineData("gb_vat", "GB111111111", "unverified", "")]
    [InlineData("eu_vat", "PL2222222222", "pending", "")]
    public async Task What_the_authority_answers_is_told_by_an_event(string type, string value, string status, string name)
    {
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", "frozen_time=1800000000")).Ok().Id;
        var customer = (await sandbox.PostAsync("/v1/customers", $"test_clock={clock}")).Ok().Id;
        var id = (await sandbox.PostAsync($"/v1/customers/{customer}/tax_ids", $"type={type}&value={value}")).Ok();
        Assert.Equal("pending", id.Text("verification.status"));
        await sandbox.AdvanceAsync(clock, 1_800_003_600);
        var known = (await sandbox.GetAsync($"/v1/customers/{customer}/tax_ids/{id.Id}")).Ok();
        Assert.Equal((status, name), (known.Text("verification.status"), known.Text("verification.verified_name")));
        var told = (await sandbox.GetAsync("/v1/events?type=customer.tax_id.updated")).Ok();
        Assert.Equal(status == "pending" ? 0 : 1, told.Data.Count);
        if (status != "pending")
            Assert.Equal((status, "pending"), (told.Text("data.0.data.object.verification.status"), told.Text("data.0.data.previous_attributes.verification.status")));
    }

    [Theory]
    [InlineData("eu_vat", "DE123456789", "DE", "pending")]
    [InlineData("eu_vat", "EL123456789", "GR", "pending")]
    [InlineData("gb_vat", "GB 123 4567 89", "GB", "pending")]
    [InlineData("us_ein", "12-3456789", "US", "unavailable")]
    [InlineData("za_vat", "4123456789", "ZA", "unavailable")]
    public async Task A_tax_id_tells_its_country_and_whether_it_is_looked_up(string type, string value, string country, string status)
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var id = (await sandbox.PostAsync($"/v1/customers/{customer}/tax_ids", $"type={type}&value={Uri.EscapeDataString(value)}")).Ok();
        Assert.Equal((country, status, value), (id.Text("country"), id.Text("verification.status"), id.Text("value")));
        Assert.Equal(id.Id, (await sandbox.GetAsync($"/v1/customers/{customer}/tax_ids/{id.Id}")).Ok().Id);
        Assert.Equal(404, (await sandbox.GetAsync($"/v1/customers/{(await sandbox.PostAsync("/v1/customers")).Id}/tax_ids/{id.Id}")).Status);
    }

    [Theory]
    [InlineData("tax_code=txcd_00000000", 10_000, "product_exempt")]
    [InlineData("tax_code=txcd_10103001", 11_900, "standard_rated")]
    [InlineData("tax_code=txcd_10103001&tax_behavior=inclusive", 10_000, "standard_rated")]
    [InlineData("", 10_000, "product_exempt")]
    public async Task An_invoice_item_tells_what_it_is_before_its_product_does(string told, long total, string reason)
    {
        await SellFromAsync("DE");
        await RegisterAsync("DE", "[type]=standard [standard][place_of_supply_scheme]=standard");
        var customer = (await sandbox.PostAsync("/v1/customers", "address[country]=DE")).Ok().Id;
        var product = (await sandbox.PostAsync("/v1/products", "name=Book&tax_code=txcd_00000000")).Ok().Id;
        var price = (await sandbox.PostAsync("/v1/prices", $"currency=eur&unit_amount=10000&product={product}&tax_behavior=exclusive")).Ok().Id;
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}&currency=eur&automatic_tax[enabled]=true")).Ok().Id;
        var item = (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&pricing[price]={price}&{told}")).Ok().Id;
        async Task<(long, string)> TaxedAsync() => (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Ok() is var now ? (now.Number("total"), now.Text("total_taxes.0.taxability_reason")) : default;
        Assert.Equal((total, reason), await TaxedAsync());
        (await sandbox.PostAsync($"/v1/invoiceitems/{item}", "tax_code=")).Ok();
        Assert.Equal("product_exempt", (await TaxedAsync()).Item2);
        foreach (var updated in (await sandbox.AllAsync("/v1/events?type=invoice.updated")).Where(e => e["data"]!["previous_attributes"]?["lines"] is not null))
            Assert.False(JsonNode.DeepEquals(updated["data"]!["previous_attributes"]!["lines"], updated["data"]!["object"]!["lines"]), "Lines are told as changed that are the same.");
        Assert.Equal("tax_code", (await sandbox.PostAsync($"/v1/invoiceitems/{item}", "tax_code=books")).Text("error.param"));
    }
}
