using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts.PersonalData;
using PaymentPortal.Billing;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Data;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Billing;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout.Risk;

/// <summary>Many small declines end in a stop; who pays elsewhere notices nothing of it.</summary>
public sealed class CardTestingTests(Databases databases, RiskyShop shop) : IClassFixture<RiskyShop>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task After_many_declines_nothing_more_reaches_Stripe_and_the_secret_that_is_out_is_worth_nothing(DatabaseProvider provider)
    {
        await using var copy = await databases.CopyAsync(provider);
        await using var app = await RiskyShop.OnAsync(copy);
        var (tester, customer) = (await RiskyShop.ShopperAsync(app), await RiskyShop.ShopperAsync(app));
        var purchase = (await tester.StartAsync("credits_100_usd")).Value;
        var step = (await tester.PayAsync(purchase)).Value!;

        // The browser holds the secret and goes on without asking the portal.
        foreach (var card in (string[])["pm_card_chargeDeclined", "pm_card_chargeDeclinedInsufficientFunds", "pm_card_chargeDeclinedExpiredCard"])
            await Assert.ThrowsAnyAsync<Exception>(() => tester.ConfirmAsync(step, card));
        await RiskyShop.DeclinedAsync(app, tester.UserId, 3);
        var intent = $"payment_intents/{step.ClientSecret!.Split("_secret_")[0]}";
        await Eventually.TrueAsync(async () => (string?)(await app.Sandbox.GetAsync(intent))["status"] == "canceled", () => "The order can still be paid.");
        await Assert.ThrowsAnyAsync<Exception>(() => tester.ConfirmAsync(step));

        var before = await AskedAsync(app);
        var pressed = await tester.PayAsync(purchase, total: 1000);
        Assert.Equal(WeighAttempt.Stopped, pressed.Refusal?.Code);
        Assert.Matches("nothing was charged. Try again in (an hour|[0-9]+ minutes)", pressed.Refusal!.Sentence);
        Assert.Equal(before, await AskedAsync(app));
        var attempts = await RiskyShop.AttemptsAsync(app, tester.UserId);
        Assert.Equal([AttemptDecision.Passed, AttemptDecision.Stopped], attempts.Select(a => a.Decision));
        Assert.Equal(("failed", "normal"), (attempts[0].Outcome, attempts[0].RiskLevel));

        // Of charges of one second Stripe does not say which was the last.
        Assert.Contains(attempts[0].DeclineCode, (string[])["generic_decline", "insufficient_funds", "expired_card"]);
        Assert.NotNull(attempts[0].CardFingerprint);
        Assert.Equal("US", attempts[0].CardCountry);

        var bought = (await customer.StartAsync(RiskyShop.Pro)).Value;
        await customer.ConfirmAsync((await customer.PayAsync(bought)).Value!);
        await customer.PaidAsync(bought);
        Assert.Equal(1, await app.Sandbox.SucceededChargesAsync());
    }

    [Fact]
    public async Task A_decline_asks_the_bank_at_the_next_press_and_each_attempt_says_why()
    {
        var app = shop.App;
        var shopper = await RiskyShop.ShopperAsync(app);
        var purchase = (await shopper.StartAsync(RiskyShop.Pro)).Value;
        var first = (await shopper.PayAsync(purchase)).Value!;
        var intent = $"payment_intents/{first.ClientSecret!.Split("_secret_")[0]}";
        Assert.NotEqual("any", (string?)(await app.Sandbox.GetAsync(intent))["payment_method_options"]?["card"]?["request_three_d_secure"]);
        await Assert.ThrowsAnyAsync<Exception>(() => shopper.ConfirmAsync(first, "pm_card_chargeDeclined"));
        await RiskyShop.DeclinedAsync(app, shopper.UserId, 1);
        Assert.Equal(first, (await shopper.PayAsync(purchase)).Value);
        Assert.Equal("any", (string?)(await app.Sandbox.GetAsync(intent))["payment_method_options"]!["card"]!["request_three_d_secure"]);
        var attempts = await RiskyShop.AttemptsAsync(app, shopper.UserId);
        Assert.Equal([(AttemptDecision.Passed, 0), (AttemptDecision.ThreeDSecure, 40)], attempts.Select(a => (a.Decision, a.Score)));
        Assert.Equal("1 payment of this account was declined within an hour", Assert.Single(RiskScore.ReadReasons(attempts[1].Reasons)).Sentence);
    }

    /// <summary>Saving a card tells whether it is good, and takes no money.</summary>
    [Fact]
    public async Task Cards_that_are_tried_by_saving_them_are_stopped_too_and_open_invoices_with_them()
    {
        var app = shop.App;
        var account = await Account.OpenAsync(app);
        var (address, save) = (RiskyShop.NewAddress(), app.Services.GetRequiredService<UsePaymentMethod>());
        for (var card = 0; card < 3; card++)
            Assert.True((await save.StartAsync(account.Member.Id, null, null, address, Cancellation)).IsDone);
        var intents = (await app.Sandbox.ListAsync("setup_intents")).Count;
        Assert.Equal(WeighAttempt.Stopped, (await save.StartAsync(account.Member.Id, null, null, address, Cancellation)).Refusal?.Code);
        Assert.Equal(intents, (await app.Sandbox.ListAsync("setup_intents")).Count);

        await app.Sandbox.PostAsync("invoiceitems", ("customer", account.Customer), ("amount", "1000"), ("currency", "usd"));
        var invoice = (string)(await app.Sandbox.PostAsync(
            "invoices", ("customer", account.Customer), ("auto_advance", "false"), ("pending_invoice_items_behavior", "include"), ("metadata[organisation]", account.Member.Organisation.ToString())))["id"]!;
        await app.Sandbox.PostAsync($"invoices/{invoice}/finalize", ("auto_advance", "false"));
        await account.InvoiceAsync("open", "manual");
        Assert.True((await app.Services.GetRequiredService<CardQuery>().OfUserAsync(account.Member.Id, pays: true, invoice, Cancellation)).IsDone);
        Assert.Equal(WeighAttempt.Stopped, (await save.RunAsync(account.Member.Id, new MethodWish(account.Card, MakeDefault: false, 1000, invoice, address), Cancellation)).Refusal?.Code);
        Assert.Equal(
            ["Began to save a card", "Began to save a card", "Began to save a card", "Stopped after too many declines", "Stopped after too many declines"],
            (await RiskyShop.AttemptsAsync(app, account.Member.Id)).Select(AttemptWords.Of));
    }

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("203.0.113.9, 10.0.0.1")]
    [InlineData("::1")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("999.999.999.999, ,,")]
    public async Task What_a_header_says_of_the_address_is_not_believed_where_no_proxy_is_named(string header)
    {
        await using var app = await PortalApp.StartAsync();
        var (shopper, press) = await PressAsync(app, header);
        Assert.Equal(HttpStatusCode.OK, press);
        Assert.Equal("127.0.0.1", Assert.Single(await RiskyShop.AttemptsAsync(app, shopper.UserId)).Address);
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("198.51.100.250, 203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("nobody", "127.0.0.1")]
    public async Task A_named_proxy_is_believed_for_what_it_says_itself(string header, string address)
    {
        var (shopper, press) = await PressAsync(shop.App, header);
        Assert.Equal(HttpStatusCode.OK, press);
        Assert.Equal(address, Assert.Single(await RiskyShop.AttemptsAsync(shop.App, shopper.UserId)).Address);
    }

    [Fact]
    public async Task Every_way_to_pay_is_limited_to_ten_tries_a_minute()
    {
        await using var app = await PortalApp.StartAsync(new Dictionary<string, string> { ["ForwardedHeaders:KnownProxies:0"] = "127.0.0.1", ["RateLimits:Checkout"] = "10" });
        var ways = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && HandsOutSecrets(e))
            .Select(e => e.RoutePattern.RawText!.Replace("{id:guid}", $"{Guid.Empty}", StringComparison.Ordinal).Replace("{id}", "in_1", StringComparison.Ordinal)).ToList();
        Assert.Contains($"/checkout/{Guid.Empty}/pay", ways);
        Assert.Contains("/checkout/card/setup", ways);
        Assert.Contains("/checkout/card/use", ways);
        foreach (var way in ways)
        {
            var (client, address) = (app.NewClient(), RiskyShop.NewAddress());
            var shopper = await Shopper.ComeAsync(app);
            await new Visitor(client).SignInAsync(shopper.Email, Shopper.Password);
            client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
            var answers = new List<HttpStatusCode>();
            for (var press = 0; press < 11; press++)
            {
                using var answer = await client.PostAsJsonAsync(new Uri(way, UriKind.Relative), new JsonObject { ["expectedAmount"] = 1, ["method"] = "pm_1" }, Cancellation);
                answers.Add(answer.StatusCode);
            }
            Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers[..10]);
            Assert.Equal((way, HttpStatusCode.TooManyRequests), (way, answers[10]));
        }
    }

    [Fact]
    public async Task Erasure_takes_the_address_from_what_somebody_tried_and_leaves_the_count()
    {
        var app = shop.App;
        var shopper = await RiskyShop.ShopperAsync(app);
        Assert.True((await shopper.PayAsync((await shopper.StartAsync(RiskyShop.Pro)).Value)).IsDone);
        Assert.NotNull(Assert.Single(await RiskyShop.AttemptsAsync(app, shopper.UserId)).Address);
        await using var scope = app.Services.CreateAsyncScope();
        Assert.True((await scope.ServiceProvider.GetRequiredService<EraseAccount>().RunAsync(shopper.UserId, shopper.Email, Shopper.Password, Cancellation)).IsDone);
        Assert.Null(Assert.Single(await RiskyShop.AttemptsAsync(app, shopper.UserId)).Address);
    }

    /// <summary>A way to pay is what takes a card further: every such door of the portal stands below checkout's path.</summary>
    private static bool HandsOutSecrets(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText is { } path && !path.StartsWith("/v1", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null && (path.StartsWith("/checkout", StringComparison.Ordinal) || path.Contains("/pay", StringComparison.Ordinal));

    /// <summary>How many objects Stripe was asked for that can be paid.</summary>
    private static async Task<(int Intents, int Invoices, int Charges)> AskedAsync(PortalApp app) =>
        ((await app.Sandbox.ListAsync("payment_intents")).Count, (await app.Sandbox.ListAsync("invoices")).Count, (await app.Sandbox.ListAsync("charges")).Count);

    private static async Task<(Shopper Shopper, HttpStatusCode Status)> PressAsync(PortalApp app, string forwarded)
    {
        var shopper = await Shopper.ComeAsync(app);
        var purchase = (await shopper.StartAsync(RiskyShop.Pro)).Value;
        var client = app.NewClient();
        var visitor = new Visitor(client);
        await visitor.SignInAsync(shopper.Email, Shopper.Password);
        var token = (await visitor.ReadAsync($"/checkout/{purchase}")).Split("data-antiforgery=\"")[1].Split('"')[0];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/checkout/{purchase}/pay")
        {
            Headers = { { "RequestVerificationToken", token } },
            Content = JsonContent.Create(new { billing = new Dictionary<string, string> { ["name"] = "Ada", ["country"] = "US" }, expectedAmount = 14_900 }),
        };
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
        using var answer = await client.SendAsync(request, Cancellation);
        return (shopper, answer.StatusCode);
    }
}
