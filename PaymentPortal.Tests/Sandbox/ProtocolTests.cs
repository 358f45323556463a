using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

public sealed class ProtocolTests : SandboxTests
{
    [Theory]
    [InlineData("/v1/customers", "nonsense=1", 400, "parameter_unknown", "nonsense")]
    [InlineData("/v1/customers", "address[planet]=Mars", 400, "parameter_unknown", "address[planet]")]
    [InlineData("/v1/payment_intents", "currency=usd", 400, "parameter_missing", "amount")]
    [InlineData("/v1/payment_intents", "amount=12.5&currency=usd", 400, "parameter_invalid_integer", "amount")]
    [InlineData("/v1/payment_intents", "amount=0&currency=usd", 400, "parameter_invalid_integer", "amount")]
    [InlineData("/v1/payment_intents", "amount=-5&currency=usd", 400, "parameter_invalid_integer", "amount")]
    [InlineData("/v1/payment_intents", "amount=49&currency=usd", 400, "amount_too_small", "amount")]
    [InlineData("/v1/payment_intents", "amount=100000000&currency=usd", 400, "amount_too_large", "amount")]
    [InlineData("/v1/payment_intents", "amount=99999999999999999999&currency=usd", 400, "parameter_invalid_integer", "amount")]
    [InlineData("/v1/payment_intents", "amount=500&currency=xyz", 400, "", "currency")]
    [InlineData("/v1/payment_intents", "amount=500&currency=usd&customer=cus_none", 400, "resource_missing", "customer")]
    [InlineData("/v1/payment_intents", "amount=1000000000000&currency=usd", 400, "amount_too_large", "amount")]
    [InlineData("/v1/payment_intents", "amount=500&currency=usd&receipt_email=nobody", 400, "email_invalid", "receipt_email")]
    [InlineData("/v1/payment_intents", "amount=500&currency=usd&payment_method_types[]=card&automatic_payment_methods[enabled]=true", 400, "parameters_exclusive", "automatic_payment_methods")]
    [InlineData("/v1/customers", "email=ada lovelace@example.com", 400, "email_invalid", "email")]
    [InlineData("/v1/customers", "name[first]=Ada", 400, "", "name")]
    [InlineData("/v1/customers", "{\"name\":\"Ada\"}", 400, "parameter_unknown", "{\"name\":\"Ada\"}")]
    [InlineData("/v1/prices", "currency=usd&unit_amount=500&product=prod_none", 400, "resource_missing", "product")]
    [InlineData("/v1/subscriptions", "customer=cus_none&items[0][price]=x", 400, "resource_missing", "customer")]
    [InlineData("/v1/customers/cus_none", "name=x", 404, "resource_missing", "id")]
    [InlineData("/v1/payment_methods", "type=card&card[number]=4242424242424241&card[exp_month]=12&card[exp_year]=2040&card[cvc]=123", 402, "incorrect_number", "number")]
    [InlineData("/v1/payment_methods", "type=card&card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2020&card[cvc]=123", 402, "invalid_expiry_year", "exp_year")]
    [InlineData("/v1/payment_methods", "type=card&card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2040&card[cvc]=1", 402, "invalid_cvc", "cvc")]
    public async Task A_bad_request_is_refused_as_Stripe_refuses_it(string path, string form, int status, string code, string param)
    {
        var refused = await sandbox.PostAsync(path, form, path == "/v1/payment_methods" ? Buyer.Page : null);
        Assert.Equal((status, code, param), (refused.Status, refused.Text("error.code"), refused.Text("error.param")));
        Assert.Equal(status == 402 ? "card_error" : "invalid_request_error", refused.Text("error.type"));
        Assert.NotEmpty(refused.Text("error.message"));
        Assert.Single(refused.Headers.GetValues("Request-Id"));
        Assert.Empty((await sandbox.GetAsync("/v1/events")).Data);
    }

    [Theory]
    [InlineData("application/json", "{\"name\":\"Ada\"}")]
    [InlineData("application/json", "{\"name\":")]
    [InlineData("text/plain", "name=Ada")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAda\r\n--x--\r\n")]
    public async Task A_body_that_is_no_form_is_refused(string type, string body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(sandbox.Address, "/v1/customers")) { Content = new StringContent(body, MediaTypeHeaderValue.Parse(type)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_sandbox");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!;
        Assert.Equal((400, "invalid_request_error"), ((int)response.StatusCode, (string?)error["type"]));
        Assert.StartsWith("Invalid request (check that your POST content type is application/x-www-form-urlencoded).", (string?)error["message"]);
        Assert.Empty((await sandbox.GetAsync("/v1/customers")).Data);
    }

    [Fact]
    public async Task An_unknown_route_says_so()
    {
        var refused = await sandbox.GetAsync("/v1/moonbeams");
        Assert.Equal(404, refused.Status);
        Assert.StartsWith("Unrecognized request URL (GET: /v1/moonbeams).", refused.Text("error.message"));
    }

    [Theory]
    [InlineData("sk_test_wrong", "/v1/customers", 401)]
    [InlineData("", "/v1/customers", 401)]
    [InlineData("pk_test_sandbox", "/v1/customers", 403)]
    [InlineData("pk_test_sandbox", "/v1/events", 403)]
    [InlineData("pk_test_sandbox", "/v1/charges", 403)]
    public async Task Keys_open_only_what_they_should(string key, string path, int status) => Assert.Equal(status, (await sandbox.GetAsync(path, key)).Status);

    [Fact]
    public async Task A_page_needs_the_client_secret_and_sees_little()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        Assert.Equal(400, (await sandbox.GetAsync($"/v1/payment_intents/{buyer.Intent}", Buyer.Page)).Status);
        Assert.Equal(400, (await sandbox.GetAsync($"/v1/payment_intents/{buyer.Intent}?client_secret={buyer.Intent}_secret_guessed", Buyer.Page)).Status);
        var seen = (await sandbox.GetAsync($"/v1/payment_intents/{buyer.Intent}?client_secret={buyer.ClientSecret}", Buyer.Page)).Ok();
        Assert.Equal("requires_payment_method", seen.Text("status"));
        Assert.Null(seen.Body["customer"]);
        Assert.Equal(400, (await sandbox.PostAsync($"/v1/payment_intents/{buyer.Intent}/confirm", "payment_method=pm_card_visa", Buyer.Page)).Status);
        Assert.Empty(await buyer.ChargesAsync());
    }

    [Fact]
    public async Task The_same_key_and_request_is_answered_again_without_effect()
    {
        var first = (await sandbox.PostAsync("/v1/customers", "name=Ada", idempotencyKey: "one")).Ok();
        var again = (await sandbox.PostAsync("/v1/customers", "name=Ada", idempotencyKey: "one")).Ok();
        Assert.Equal(first.Id, again.Id);
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Single((await sandbox.GetAsync("/v1/customers")).Data);
        await sandbox.RestartAsync();
        Assert.Equal(first.Id, (await sandbox.PostAsync("/v1/customers", "name=Ada", idempotencyKey: "one")).Ok().Id);
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_refused()
    {
        (await sandbox.PostAsync("/v1/customers", "name=Ada", idempotencyKey: "one")).Ok();
        var refused = await sandbox.PostAsync("/v1/customers", "name=Bob", idempotencyKey: "one");
        Assert.Equal((400, "idempotency_error"), (refused.Status, refused.Text("error.type")));
    }

    [Fact]
    public async Task A_decline_is_answered_again_under_its_key()
    {
        var intent = (await sandbox.PostAsync("/v1/payment_intents", "amount=500&currency=usd")).Ok().Id;
        for (var i = 0; i < 2; i++)
            Assert.Equal(402, (await sandbox.PostAsync($"/v1/payment_intents/{intent}/confirm", "payment_method=pm_card_chargeDeclined", idempotencyKey: "pay")).Status);
        Assert.Single((await sandbox.GetAsync($"/v1/charges?payment_intent={intent}")).Data);
    }

    [Fact]
    public async Task A_key_in_use_is_refused_until_its_request_is_through()
    {
        using var slow = new TcpClient();
        await slow.ConnectAsync(sandbox.Itself.Host, sandbox.Itself.Port);
        var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/customers HTTP/1.1\r\nHost: {sandbox.Itself.Authority}\r\nAuthorization: Bearer sk_test_sandbox\r\nIdempotency-Key: slow\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: 8\r\nConnection: close\r\n\r\n"));
        var buffer = new byte[4096];
        Assert.StartsWith("HTTP/1.1 100", Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));

        var refused = await sandbox.PostAsync("/v1/customers", "name=Bob", idempotencyKey: "slow");
        Assert.Equal((409, "idempotency_key_in_use"), (refused.Status, refused.Text("error.code")));

        await stream.WriteAsync("name=Ada"u8.ToArray());
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync());
        Assert.Equal("Ada", (await sandbox.PostAsync("/v1/customers", "name=Ada", idempotencyKey: "slow")).Ok().Text("name"));
    }

    [Fact]
    public async Task Lists_go_forward_and_back_page_by_page()
    {
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
            made.Insert(0, (await sandbox.PostAsync("/v1/customers", $"name=c{i}")).Ok().Id);
        var first = (await sandbox.GetAsync("/v1/customers?limit=2")).Ok();
        var second = (await sandbox.GetAsync($"/v1/customers?limit=2&starting_after={made[1]}")).Ok();
        var last = (await sandbox.GetAsync($"/v1/customers?limit=2&starting_after={made[3]}")).Ok();
        var back = (await sandbox.GetAsync($"/v1/customers?limit=2&ending_before={made[4]}")).Ok();
        Assert.Equal(made[..2], first.Data.Select(c => c!["id"]!.ToString()));
        Assert.Equal(made[2..4], second.Data.Select(c => c!["id"]!.ToString()));
        Assert.Equal(made[4..], last.Data.Select(c => c!["id"]!.ToString()));
        Assert.Equal(made[2..4], back.Data.Select(c => c!["id"]!.ToString()));
        Assert.Equal(["True", "True", "False"], new[] { first, second, last }.Select(p => p.Body["has_more"]!.GetValue<bool>().ToString()));
        Assert.Equal("/v1/customers", first.Text("url"));
        Assert.Equal(400, (await sandbox.GetAsync("/v1/customers?limit=101")).Status);
        Assert.Equal(400, (await sandbox.GetAsync("/v1/customers?created=99999999999999999999")).Status);
        Assert.Equal(400, (await sandbox.GetAsync("/v1/customers?starting_after=cus_none")).Status);
    }

    [Fact]
    public async Task What_cannot_be_expanded_is_refused()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        Assert.Equal("Ada", (await sandbox.GetAsync($"/v1/subscriptions?customer={buyer.Customer}&expand[]=data.customer")).Ok().Text("data.0.customer.name"));
        var refused = await sandbox.GetAsync($"/v1/invoices/{buyer.Invoice}?expand[]=charge");
        Assert.Equal((400, "This property cannot be expanded (charge)."), (refused.Status, refused.Text("error.message")));
        (await sandbox.GetAsync($"/v1/invoices/{buyer.Invoice}?expand[]=payments.data.payment.payment_intent")).Ok();
        var tooDeep = await sandbox.GetAsync("/v1/invoices?expand[]=data.payments.data.payment.payment_intent");
        Assert.Equal((400, "You cannot expand more than 4 levels of a property. Property: data.payments.data.payment.payment_intent"), (tooDeep.Status, tooDeep.Text("error.message")));
    }

    [Theory]
    [InlineData("customer.*", 1)]
    [InlineData("customer.created", 1)]
    [InlineData("c?stomer.*", 0)]
    [InlineData("[a-z]ustomer.*", 0)]
    public async Task Events_are_found_by_a_star_and_by_no_other_wildcard(string type, int found)
    {
        (await sandbox.PostAsync("/v1/customers")).Ok();
        Assert.Equal(found, (await sandbox.GetAsync($"/v1/events?type={Uri.EscapeDataString(type)}")).Data.Count);
    }

    [Fact]
    public async Task Metadata_is_merged_and_unset_by_key()
    {
        var id = (await sandbox.PostAsync("/v1/customers", "metadata[a]=1&metadata[b]=2")).Ok().Id;
        var merged = (await sandbox.PostAsync($"/v1/customers/{id}", "metadata[a]=&metadata[c]=3")).Ok();
        Assert.Equal("{\"b\":\"2\",\"c\":\"3\"}", merged.Body["metadata"]!.ToJsonString());
        Assert.Equal("{}", (await sandbox.PostAsync($"/v1/customers/{id}", "metadata=")).Ok().Body["metadata"]!.ToJsonString());
    }

    [Fact]
    public async Task A_card_number_is_nowhere_in_the_file()
    {
        var buyer = await new Buyer(sandbox).SubscribeAsync();
        await buyer.ConfirmAsync("4242424242424242");
        await sandbox.RestartAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(sandbox.FilePath)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            Assert.DoesNotContain("4242424242424242", await reader.ReadToEndAsync());
        }
    }
}
