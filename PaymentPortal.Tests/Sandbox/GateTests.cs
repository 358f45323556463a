using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

public sealed class GateTests : SandboxTests
{
    private static string Many(char letter, int times) => new(letter, times);

    [Fact]
    public async Task The_order_of_parameters_does_not_matter_to_a_replay()
    {
        var first = (await sandbox.PostAsync("/v1/customers", "name=Ada&metadata[a]=1&metadata[b]=2", idempotencyKey: "one")).Ok();
        var again = (await sandbox.PostAsync("/v1/customers", "metadata[b]=2&metadata[a]=1&name=Ada", idempotencyKey: "one")).Ok();
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(first.Headers.GetValues("Request-Id"), again.Headers.GetValues("Original-Request"));
        Assert.NotEqual(first.Headers.GetValues("Request-Id"), again.Headers.GetValues("Request-Id"));
    }

    [Fact]
    public async Task A_key_belongs_to_its_path()
    {
        (await sandbox.PostAsync("/v1/customers", "name=Ada", idempotencyKey: "one")).Ok();
        var refused = await sandbox.PostAsync("/v1/products", "name=Ada", idempotencyKey: "one");
        Assert.Equal((400, "idempotency_error"), (refused.Status, refused.Text("error.type")));
        Assert.Contains("'/v1/products' vs '/v1/customers'", refused.Text("error.message"));
        Assert.Empty((await sandbox.GetAsync("/v1/products")).Data);
    }

    [Fact]
    public async Task A_parameter_that_was_refused_leaves_the_key_free()
    {
        Assert.Equal(400, (await sandbox.PostAsync("/v1/customers", "nme=Ada", idempotencyKey: "one")).Status);
        Assert.Equal(400, (await sandbox.PostAsync("/v1/customers", "name=Ada&expand[]=nonsense", idempotencyKey: "one")).Status);
        Assert.Equal("Ada", (await sandbox.PostAsync("/v1/customers", "name=Ada", idempotencyKey: "one")).Ok().Text("name"));
    }

    [Fact]
    public async Task What_the_operation_refused_is_refused_again_under_its_key()
    {
        var first = await sandbox.PostAsync("/v1/customers/cus_1", "name=Ada", idempotencyKey: "one");
        var again = await sandbox.PostAsync("/v1/customers/cus_1", "name=Ada", idempotencyKey: "one");
        Assert.Equal((404, 404, "true"), (first.Status, again.Status, again.Headers.GetValues("Idempotent-Replayed").Single()));
        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
    }

    [Fact]
    public async Task A_key_of_more_than_255_characters_is_refused()
    {
        var refused = await sandbox.PostAsync("/v1/customers", "", idempotencyKey: Many('k', 256));
        Assert.Equal((400, "idempotency_error"), (refused.Status, refused.Text("error.type")));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=ten", "limit")]
    [InlineData("starting_after=cus_none", "starting_after")]
    [InlineData("ending_before=cus_none", "ending_before")]
    [InlineData("created[gte]=yesterday", "created[gte]")]
    [InlineData("created[since]=1", "created[since]")]
    [InlineData("expand=data.subscriptions", "expand")]
    [InlineData("expand[]=subscriptions", "expand")]
    [InlineData("expand[]=data.nonsense", "expand")]
    [InlineData("expand[]=data..", "expand")]
    [InlineData("expand[]=data.a.b.c.d.e", "expand")]
    [InlineData("nonsense=1", "nonsense")]
    public async Task A_bad_question_is_refused_with_its_parameter(string query, string param)
    {
        (await sandbox.PostAsync("/v1/customers", "name=Ada")).Ok();
        var refused = await sandbox.GetAsync("/v1/customers?" + query);
        Assert.Equal((400, "invalid_request_error", param), (refused.Status, refused.Text("error.type"), refused.Text("error.param")));
    }

    [Fact]
    public async Task A_page_goes_one_way_only_and_from_an_object_of_its_kind()
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var product = (await sandbox.PostAsync("/v1/products", "name=Pro")).Ok().Id;
        var both = await sandbox.GetAsync($"/v1/customers?starting_after={customer}&ending_before={customer}");
        Assert.Equal((400, "parameters_exclusive"), (both.Status, both.Text("error.code")));
        var other = await sandbox.GetAsync($"/v1/customers?starting_after={product}");
        Assert.Equal((400, "resource_missing", $"No such customer: '{product}'"), (other.Status, other.Text("error.code"), other.Text("error.message")));
    }

    [Fact]
    public async Task Ranges_of_time_hold_their_bounds()
    {
        var created = (await sandbox.PostAsync("/v1/customers")).Ok().Number("created");
        async Task<int> CountAsync(string query) => (await sandbox.GetAsync("/v1/customers?" + query)).Ok().Data.Count;
        foreach (var (query, count) in new[]
        {
            ($"created={created}", 1), ($"created[gte]={created}", 1), ($"created[gt]={created}", 0),
            ($"created[lte]={created}", 1), ($"created[lt]={created}", 0), ($"created[gte]={created}&created[lt]={created}", 0),
        })
        {
            Assert.Equal((query, count), (query, await CountAsync(query)));
        }
    }

    [Theory]
    [InlineData("customers", "name", 256)]
    [InlineData("customers", "phone", 20)]
    [InlineData("customers", "email", 512)]
    [InlineData("payment_intents?amount=100&currency=usd", "statement_descriptor_suffix", 22)]
    [InlineData("checkout/sessions?mode=payment&success_url=https://example.com&line_items[0][quantity]=1&line_items[0][price_data][currency]=usd&line_items[0][price_data][unit_amount]=500&line_items[0][price_data][product_data][name]=Pro", "payment_intent_data[statement_descriptor_suffix]", 22)]
    public async Task A_text_that_is_too_long_is_refused_with_its_beginning_and_its_end(string call, string param, int most)
    {
        var (path, form) = (call.Split('?')[0], call.Contains('?') ? call.Split('?')[1] + "&" : "");
        string Text(int length) => "a@" + Many('b', length - 2);
        (await sandbox.PostAsync("/v1/" + path, $"{form}{param}={Text(most)}")).Ok();
        var refused = await sandbox.PostAsync("/v1/" + path, $"{form}{param}={Text(most + 1)}");
        Assert.Equal((400, param, $"Invalid string: a@bbbbbbbb...bbbbbbbbbb; must be at most {most} characters"), (refused.Status, refused.Text("error.param"), refused.Text("error.message")));
    }

    [Theory]
    [InlineData("<")]
    [InlineData(">")]
    [InlineData("\\")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("*")]
    public async Task A_suffix_that_no_bank_prints_is_refused(string letter)
    {
        foreach (var (path, more) in new[] { ("payment_intents", ""), ("charges", "&source=tok_visa") })
        {
            var refused = await sandbox.PostAsync("/v1/" + path, $"amount=100&currency=usd&statement_descriptor_suffix=ORDER {letter}7{more}");
            Assert.Equal((400, "statement_descriptor_suffix"), (refused.Status, refused.Text("error.param")));
        }
    }

    [Fact]
    public async Task A_product_has_eight_images_at_most()
    {
        string Images(int count) => string.Join('&', Enumerable.Range(0, count).Select(i => $"images[{i}]=https://example.com/{i}.png"));
        var product = (await sandbox.PostAsync("/v1/products", $"name=Pro&{Images(8)}")).Ok().Id;
        foreach (var path in new[] { "/v1/products", $"/v1/products/{product}" })
        {
            var refused = await sandbox.PostAsync(path, $"name=Pro&{Images(9)}");
            Assert.Equal((400, "images"), (refused.Status, refused.Text("error.param")));
        }
    }

    [Fact]
    public async Task Metadata_has_limits()
    {
        async Task<string> RefusedAsync(string path, string form)
        {
            var refused = await sandbox.PostAsync(path, form);
            Assert.Equal(400, refused.Status);
            return refused.Text("error.param");
        }

        string Keys(int from, int count) => string.Join('&', Enumerable.Range(from, count).Select(i => $"metadata[k{i}]=v"));
        Assert.Equal("metadata", await RefusedAsync("/v1/customers", $"metadata[{Many('k', 41)}]=v"));
        Assert.Equal("metadata[k]", await RefusedAsync("/v1/customers", $"metadata[k]={Many('v', 501)}"));
        Assert.Equal("metadata", await RefusedAsync("/v1/customers", Keys(0, 51)));
        var full = (await sandbox.PostAsync("/v1/customers", $"{Keys(0, 49)}&metadata[{Many('k', 40)}]={Many('v', 500)}")).Ok().Id;
        Assert.Equal("metadata", await RefusedAsync($"/v1/customers/{full}", "metadata[more]=v"));
        (await sandbox.PostAsync($"/v1/customers/{full}", "metadata[k0]=&metadata[more]=v")).Ok();
    }

    [Fact]
    public async Task Metadata_whose_key_begins_with_an_underscore_is_told_like_any_other()
    {
        var id = (await sandbox.PostAsync("/v1/customers", "metadata[_a]=1")).Ok().Id;
        Assert.Equal("2", (await sandbox.PostAsync($"/v1/customers/{id}", "metadata[_a]=2")).Ok().Text("metadata._a"));
        Assert.Equal("1", (await sandbox.GetAsync("/v1/events?type=customer.updated")).Text("data.0.data.previous_attributes.metadata._a"));
    }

    [Theory]
    [InlineData("PUT", "/v1/customers", "Unrecognized request URL (PUT: /v1/customers). Please see")]
    [InlineData("DELETE", "/v1/customers", "Unrecognized request URL (DELETE: /v1/customers). Please see")]
    [InlineData("GET", "/v1/customers/", "Unrecognized request URL (GET: /v1/customers/). If you are trying to list objects, remove the trailing slash.")]
    [InlineData("GET", "/v1", "Unrecognized request URL (GET: /v1). Please see")]
    [InlineData("GET", "/v1/Customers", "Unrecognized request URL (GET: /v1/Customers). Please see")]
    [InlineData("GET", "/v2/core/events", "Unrecognized request URL (GET: /v2/core/events). Please see")]
    public async Task An_unknown_route_is_refused(string method, string path, string message)
    {
        using var answer = await RawAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(sandbox.Address, path)));
        Assert.Equal(404, (int)answer.StatusCode);
        Assert.StartsWith(message, (string?)(await ErrorAsync(answer))["message"]);
    }

    [Theory]
    [InlineData("Stripe-Version", "2099-01-01.nova", 400)]
    [InlineData("Stripe-Version", "2020-08-27", 400)]
    [InlineData("Stripe-Version", "2026-07-29.dahlia", 200)]
    [InlineData("Stripe-Version", "2026-08-26.dahlia", 200)]
    [InlineData("Stripe-Version", "dahlia", 400)]
    [InlineData("Stripe-Account", "acct_other", 403)]
    public async Task Another_version_or_account_is_refused(string header, string value, int status)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(sandbox.Address, "/v1/customers"));
        request.Headers.Add(header, value);
        using var answer = await RawAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("application/json", """{"name":"Ada"}""", 400)]
    [InlineData("application/json", "{", 400)]
    [InlineData("application/x-www-form-urlencoded", "name[", 400)]
    [InlineData("application/x-www-form-urlencoded", "[x]=1", 400)]
    [InlineData("application/x-www-form-urlencoded", "=1", 400)]
    [InlineData("application/x-www-form-urlencoded", "name[a]=1", 400)]
    [InlineData("application/x-www-form-urlencoded", "address=1", 400)]
    [InlineData("application/x-www-form-urlencoded", "metadata=x", 400)]
    [InlineData("application/x-www-form-urlencoded", "balance=1e3", 400)]
    [InlineData("application/x-www-form-urlencoded", "balance=%D9%A1", 400)]
    [InlineData("application/x-www-form-urlencoded", "balance=9223372036854775807", 400)]
    [InlineData("application/x-www-form-urlencoded", "a[b][c][d][e][f][g][h][i][j][k][l][m][n]=1", 400)]
    [InlineData("application/x-www-form-urlencoded", "name=%F0%9F%92%A3%00", 200)]
    [InlineData("application/x-www-form-urlencoded", "name=Robert');DROP TABLE objects;--", 200)]
    public async Task Hostile_bodies_are_answered_with_a_refusal_or_taken_as_text(string type, string body, int status)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.Address, "/v1/customers")) { Content = new StringContent(body, new MediaTypeHeaderValue(type)) };
        using var answer = await RawAsync(request);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 ? 1 : 0, (await sandbox.GetAsync("/v1/customers")).Data.Count);
    }

    /// <summary>Raw or escaped, half of a pair that no text has among them.</summary>
    [Theory]
    [InlineData("name=\u00FF\u00FE")]
    [InlineData("name=%ED%A0%80")]
    [InlineData("%FF=Ada")]
    public async Task Bytes_that_are_no_text_are_refused(string bytes)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.Address, "/v1/customers")) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(bytes)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var answer = await RawAsync(request);
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("Invalid UTF-8", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty((await sandbox.GetAsync("/v1/customers")).Data);
    }

    [Fact]
    public async Task Too_much_is_refused()
    {
        Assert.Equal(400, (await sandbox.PostAsync("/v1/customers", $"name={Many('a', 5001)}")).Status);
        Assert.Equal(400, (await sandbox.PostAsync("/v1/customers", string.Join('&', Enumerable.Range(0, 3000).Select(i => $"p{i}=1")))).Status);
        Assert.Equal(413, (await sandbox.PostAsync("/v1/customers", $"name={Many('a', 2_000_000)}")).Status);
    }

    [Fact]
    public async Task Elements_of_a_list_may_be_sent_without_their_positions()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        var price = (await sandbox.GetAsync($"/v1/subscriptions/{buyer.Subscription}")).Text("items.data.0.price.id");
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={buyer.Customer}&items[][price]={price}&items[][quantity]=3&payment_behavior=default_incomplete")).Ok();
        Assert.Equal((1, 3), (subscription.At("items.data")!.AsArray().Count, (int)subscription.Number("items.data.0.quantity")));
    }

    [Fact]
    public async Task An_error_has_Stripes_shape_and_every_answer_its_headers()
    {
        var refused = await sandbox.PostAsync("/v1/customers/cus_none", "name=x");
        var request = refused.Headers.GetValues("Request-Id").Single();
        Assert.Matches("^req_[0-9A-Za-z]{14}$", request);
        Assert.Equal(["code", "doc_url", "message", "param", "request_log_url", "type"], refused.Error.Select(p => p.Key));
        Assert.Equal(("https://stripe.com/docs/error-codes/resource-missing", true), (refused.Text("error.doc_url"), refused.Text("error.request_log_url").EndsWith(request, StringComparison.Ordinal)));
        Assert.NotNull(refused.Headers.Date);
        Assert.Equal("2026-07-29.dahlia", refused.Headers.GetValues("Stripe-Version").Single());
    }

    [Fact]
    public async Task A_body_that_ends_early_changes_nothing()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(sandbox.Address.Host, sandbox.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST /v1/customers HTTP/1.1\r\nHost: {sandbox.Address.Authority}\r\nAuthorization: Bearer sk_test_sandbox\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nname=Ada"));
        }
        Assert.Empty((await sandbox.GetAsync("/v1/customers")).Data);
    }

    private async Task<HttpResponseMessage> RawAsync(HttpRequestMessage request)
    {
        using var client = new HttpClient();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_sandbox");
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<JsonObject> ErrorAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!.AsObject();
}
