namespace PaymentPortal.Tests.Sandbox;

public sealed class TextLimitTests : SandboxTests
{
    [Theory]
    [InlineData("coupons", "percent_off=10", "name", 40, true)]
    [InlineData("promotion_codes", "promotion[type]=coupon&promotion[coupon]=TEN", "code", 500, false)]
    [InlineData("prices", "currency=usd&unit_amount=1&product_data[name]=Pro", "lookup_key", 200, true)]
    [InlineData("products", "name=Pro", "statement_descriptor", 22, true)]
    [InlineData("products", "name=Pro", "unit_label", 12, true)]
    [InlineData("tax_rates", "percentage=1&inclusive=false", "display_name", 50, true)]
    [InlineData("tax_rates", "percentage=1&inclusive=false&display_name=VAT", "jurisdiction", 50, true)]
    [InlineData("checkout/sessions", "mode=setup&currency=usd&success_url=https://example.com", "client_reference_id", 200, false)]
    public async Task A_text_can_be_so_long_and_no_longer(string path, string form, string name, int most, bool changes)
    {
        (await sandbox.PostAsync("/v1/coupons", "id=TEN&percent_off=10")).Ok();
        string Text(int length) => $"{name}={new string('x', length)}";
        var kept = (await sandbox.PostAsync($"/v1/{path}", $"{form}&{Text(most)}")).Ok();
        Assert.Equal(most, kept.Text(name).Length);
        List<Answer> refusals = [await sandbox.PostAsync($"/v1/{path}", $"{form}&{Text(most + 1)}")];
        if (changes)
            refusals.Add(await sandbox.PostAsync($"/v1/{path}/{kept.Id}", Text(most + 1)));
        Assert.All(refusals, refused => Assert.Equal((400, name, $"Invalid string: xxxxxxxxxx...xxxxxxxxxx; must be at most {most} characters"), (refused.Status, refused.Text("error.param"), refused.Text("error.message"))));
    }

    [Theory]
    [InlineData("products", "name=Pro&statement_descriptor=a%3Cb", "statement_descriptor")]
    [InlineData("products", "name=Pro&tax_code=txcd_1", "tax_code")]
    [InlineData("products", "name=Pro&tax_code=nonsense", "tax_code")]
    [InlineData("prices", "currency=usd&unit_amount=1&product_data[name]=Pro&product_data[tax_code]=nonsense", "product_data[tax_code]")]
    [InlineData("tax_rates", "display_name=VAT&percentage=1&inclusive=false&country=ZZ", "country")]
    [InlineData("customers", "metadata[a[b]]=1", "metadata")]
    public async Task A_text_that_cannot_be_what_it_is_for_is_refused(string path, string form, string param)
    {
        var refused = await sandbox.PostAsync($"/v1/{path}", form);
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
    }

    [Fact]
    public async Task Metadata_is_counted_in_characters_not_in_their_units()
    {
        string Many(int count) => string.Concat(Enumerable.Repeat("😀", count));
        var kept = (await sandbox.PostAsync("/v1/customers", $"metadata[k]={Many(500)}&metadata[{Many(40)}]=v")).Ok();
        Assert.Equal((Many(500), "v"), (kept.Text("metadata.k"), kept.Text($"metadata.{Many(40)}")));
        Assert.Equal("metadata[k]", (await sandbox.PostAsync("/v1/customers", $"metadata[k]={Many(501)}")).Text("error.param"));
        Assert.Equal("metadata", (await sandbox.PostAsync("/v1/customers", $"metadata[{Many(41)}]=v")).Text("error.param"));
    }

    [Theory]
    [InlineData("customers", "", "invoice_settings")]
    [InlineData("subscriptions", "customer={customer}&items[0][price]={price}&payment_behavior=default_incomplete", "invoice_settings")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&phases[0][items][0][price]={price}&phases[0][duration][interval]=month", "default_settings[invoice_settings]")]
    [InlineData("subscription_schedules", "customer={customer}&start_date=now&phases[0][items][0][price]={price}&phases[0][duration][interval]=month", "phases[0][invoice_settings]")]
    public async Task The_fields_of_an_invoice_are_bounded_wherever_they_are_set(string path, string form, string settings)
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=100&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        Task<Answer> WithAsync(int fields, int name, int value) => sandbox.PostAsync($"/v1/{path}", string.Join('&',
            [form.Replace("{customer}", customer).Replace("{price}", price), .. Enumerable.Range(0, fields).Select(at => $"{settings}[custom_fields][{at}][name]={new string('n', name)}&{settings}[custom_fields][{at}][value]={new string('v', value)}")]));
        (await WithAsync(4, 40, 140)).Ok();
        Assert.Equal($"{settings}[custom_fields]", (await WithAsync(5, 40, 140)).Text("error.param"));
        Assert.Equal($"{settings}[custom_fields][0][name]", (await WithAsync(1, 41, 140)).Text("error.param"));
        Assert.Equal($"{settings}[custom_fields][0][value]", (await WithAsync(1, 40, 141)).Text("error.param"));
    }
}
