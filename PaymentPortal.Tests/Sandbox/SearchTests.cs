namespace PaymentPortal.Tests.Sandbox;

public sealed class SearchTests : SandboxTests
{

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (name, email, more) in new[] { ("Ada King Lovelace", "ada@example.com", "&metadata[tier]=Gold&phone=555"), ("Grace Hopper", "grace@example.org", "&metadata[tier]=silver&metadata[a \"b\"]=c"), ("Alan \"Prof\" Turing", "alan@example.com", "") })
            (await sandbox.PostAsync("/v1/customers", $"name={Uri.EscapeDataString(name)}&email={email}{more}")).Ok();
    }

    private Task<Answer> FindAsync(string resource, string query, string more = "") => sandbox.GetAsync($"/v1/{resource}/search?query={Uri.EscapeDataString(query)}{more}");

    [Theory]
    [InlineData("email:\"ada@example.com\"", "Ada")]
    [InlineData("email:'ADA@example.com'", "Ada")]
    [InlineData("email~\"example.com\"", "Alan Ada")]
    [InlineData("-email~\"example.com\"", "Grace")]
    [InlineData("name:\"king lovelace\"", "Ada")]
    [InlineData("name:\"lovelace king\"", "")]
    [InlineData("name:\"love\"", "")]
    [InlineData("name~\"love\"", "Ada")]
    [InlineData("name:\"Alan \\\"Prof\\\" Turing\"", "Alan")]
    [InlineData("metadata['tier']:'gold'", "Ada")]
    [InlineData("-metadata[\"tier\"]:null", "Grace Ada")]
    [InlineData("metadata['tier']:null", "Alan")]
    [InlineData("metadata[\"a \\\"b\\\"\"]:\"c\"", "Grace")]
    [InlineData("phone:null AND email~'example.com'", "Alan")]
    [InlineData("phone:null email~'example.com'", "Alan")]
    [InlineData("name~'grace' OR metadata['tier']:'gold'", "Grace Ada")]
    [InlineData("name~'grace' or phone:'555' or name~'turing'", "Alan Grace Ada")]
    [InlineData("created>1000", "Alan Grace Ada")]
    [InlineData("created<=1000", "")]
    public async Task A_query_finds_whom_it_describes_newest_first(string query, string names) =>
        Assert.Equal(names, string.Join(' ', (await FindAsync("customers", query)).Ok().Data.Select(c => c!["name"]!.ToString().Split(' ')[0])));

    [Theory]
    [InlineData("customers", "foo:\"bar\"")]
    [InlineData("customers", "email")]
    [InlineData("customers", "email:ada")]
    [InlineData("customers", "")]
    [InlineData("customers", "AND email:\"a\"")]
    [InlineData("customers", "email:\"a\" AND")]
    [InlineData("customers", "email:\"a\" AND name:\"b\" OR phone:\"c\"")]
    [InlineData("customers", "(email:\"a\")")]
    [InlineData("customers", "email>\"a\"")]
    [InlineData("customers", "name~\"ab\"")]
    [InlineData("customers", "created:\"soon\"")]
    [InlineData("customers", "created:null")]
    [InlineData("customers", "metadata:\"x\"")]
    [InlineData("customers", "email['x']:\"x\"")]
    [InlineData("prices", "unit_amount>3")]
    [InlineData("charges", "status~\"succ\"")]
    public async Task A_query_that_cannot_be_answered_is_refused(string resource, string query)
    {
        var refused = await FindAsync(resource, query);
        Assert.Equal((400, "invalid_request_error", "query"), (refused.Status, refused.Text("error.type"), refused.Text("error.param")));
    }

    [Fact]
    public async Task Every_page_is_found_once_and_the_last_one_says_so()
    {
        var names = new List<string>();
        var page = "";
        do
        {
            var found = (await FindAsync("customers", "email~\"example\"", $"&limit=2{page}")).Ok();
            Assert.Equal(("search_result", "/v1/customers/search"), (found.Text("object"), found.Text("url")));
            Assert.Equal(found.Text("has_more"), found.Text("next_page").Length > 0 ? "true" : "false");
            names.AddRange(found.Data.Select(c => c!["name"]!.ToString().Split(' ')[0]));
            page = found.Text("next_page") is { Length: > 0 } next ? $"&page={next}" : "";
        }
        while (page.Length > 0);
        Assert.Equal(["Alan", "Grace", "Ada"], names);
        Assert.Equal(3, (await FindAsync("customers", "email~\"example\"", "&limit=1&expand[]=total_count")).Ok().Number("total_count"));
        Assert.Null((await FindAsync("customers", "email~\"example\"")).Ok().Body["total_count"]);
        Assert.Equal("page", (await FindAsync("customers", "email~\"example\"", "&page=nonsense")).Text("error.param"));
        Assert.Equal("page", (await FindAsync("customers", "email~\"example\"", "&page=6162")).Text("error.param"));
        Assert.Equal(("parameter_missing", "query"), ((await sandbox.GetAsync("/v1/customers/search")).Text("error.code"), (await sandbox.GetAsync("/v1/customers/search")).Text("error.param")));
    }

    [Fact]
    public async Task Payments_and_what_they_were_for_are_found_too()
    {
        var till = await new Till(sandbox).OpenAsync();
        var paid = (await till.PayAsync("pm_card_visa", 1234, more: "&metadata[order]=7")).Ok();
        (await till.PayAsync("pm_card_mastercard", 900, "eur")).Ok();
        var charge = paid.Text("latest_charge.id");
        (await sandbox.PostAsync("/v1/refunds", $"charge={charge}&amount=34")).Ok();
        async Task<int> CountAsync(string resource, string query) => (await FindAsync(resource, query)).Ok().Data.Count;
        Assert.Equal(1, await CountAsync("payment_intents", $"amount>=1000 AND customer:\"{till.Customer}\" status:\"succeeded\""));
        Assert.Equal(1, await CountAsync("payment_intents", "metadata['order']:'7' -currency:'eur'"));
        Assert.Equal(2, await CountAsync("charges", "payment_method_details.card.last4:4242 OR payment_method_details.card.brand:\"mastercard\""));
        Assert.Equal((1, 1, 0), (await CountAsync("charges", "refunded:\"false\""), await CountAsync("charges", "refunded:null"), await CountAsync("charges", "refunded:'true' disputed:'false'")));

        var one = await new Subscriber(sandbox).ArriveAsync(Till.Start);
        await one.SubscribeAsync(2900, "&metadata[seat]=1");
        Assert.Equal(one.Id, (await FindAsync("subscriptions", "status:\"active\" metadata['seat']:'1'")).Text("data.0.id"));
        var found = (await FindAsync("invoices", $"subscription:\"{one.Id}\" total>2899 status:'paid'", "&expand[]=data.customer")).Ok();
        Assert.Equal(("paid", one.Customer), (found.Text("data.0.status"), found.Text("data.0.customer.id")));
        Assert.Equal(1, await CountAsync("prices", "active:\"true\" type:\"recurring\""));
        Assert.Equal(1, await CountAsync("products", "name:\"pro\" url:null"));
    }
}
