using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using PaymentPortal.Operations.Demo;
using PaymentPortal.Outbox;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Checkout.Live;

public sealed class LiveModeTests(Browser browser, LivePortal live) : CustomerTest(browser, live.App), IClassFixture<LivePortal>
{
    private const string PaymentPolicy =
        "default-src 'self'; script-src 'self' https://js.stripe.com https://*.js.stripe.com; style-src-elem 'self'; style-src-attr 'none'; "
        + "img-src 'self' data: https://*.stripe.com; font-src 'self'; connect-src 'self' https://api.stripe.com; "
        + "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string PortalPolicy =
        "default-src 'self'; script-src 'self'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string CardFrame = """
        <!doctype html><html lang="en"><title>Card</title><label>Card number <input></label>
        <script>document.querySelector('input').addEventListener('input', event => parent.postMessage(event.target.value, '*'));</script></html>
        """;

    private static readonly string Script = File.ReadAllText(Path.Combine(Repository.Root, "PaymentPortal.Tests", "Checkout", "Live", "recorded-stripe.js"));

    private readonly ConcurrentQueue<string> sentToPortal = new();
    private readonly ConcurrentQueue<string> sentToStripe = new();

    [Fact]
    public async Task A_payment_is_processing_until_the_signed_events_say_that_it_is_paid_and_the_card_never_comes_near_the_portal()
    {
        const string card = "4242424242424242";
        var checkout = await OpenCheckoutAsync();
        var purchase = checkout.Purchase;
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $149.00");
        await FillAsync(checkout, card);
        var before = await CallsAsync(checkout.Page);
        Assert.Equal(["Stripe", "elements", "elements.create", "element.mount", "element.update"], before.Select(call => (string)call[0]!));
        Assert.Equal(LiveStripe.PublishableKey, (string)before[0][1]!);
        Assert.Equal(("subscription", 14900, "usd"), ((string)before[1][1]!["mode"]!, (int)before[1][1]!["amount"]!, (string)before[1][1]!["currency"]!));
        Assert.Equal("payment", (string)before[2][1]!);
        Assert.Equal("#payment-element", (string)before[3][1]!);
        Assert.Equal("Ada Lovelace", (string)before[4][1]!["defaultValues"]!["billingDetails"]!["name"]!);

        var charges = await live.Stripe.Account.SucceededChargesAsync();
        JsonArray[] after;
        using (live.Stripe.Silence())
        {
            after = await PayAsync(checkout);
            await Eventually.TrueAsync(() => live.Stripe.IsAsked, "The page did not ask Stripe itself.");
            await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Processing your payment" })).ToBeVisibleAsync();
            var told = await live.Stripe.PostEventsAsync(App);
            Assert.Contains("invoice.paid", told);
            await checkout.IsPaidAsync();
        }
        Assert.Equal(["Stripe", "elements", "elements.create", "element.mount", "element.update", "elements.submit", "confirmPayment"], after.Select(call => (string)call[0]!));
        await ConfirmedAsync(after[^1], purchase, "US");
        Assert.Equal(charges + 1, await live.Stripe.Account.SucceededChargesAsync());
        await HoldsNowhereAsync(card);

        await checkout.Page.GetByRole(AriaRole.Link, new() { Name = "Open billing" }).ClickAsync();
        await Expect(checkout.Page.GetByRole(AriaRole.Heading, new() { Name = "Pro", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(Problems());
    }

    [Fact]
    public async Task A_card_whose_bank_asks_is_passed_on_to_the_next_action_and_the_changed_total_is_told_to_the_element()
    {
        const string card = "4000002760003184";
        var checkout = await OpenCheckoutAsync();
        var purchase = checkout.Purchase;
        await checkout.Country.SelectOptionAsync("GB");
        await Expect(checkout.Pay).ToHaveTextAsync("Pay $178.80");
        await FillAsync(checkout, card);
        var charges = await live.Stripe.Account.SucceededChargesAsync();
        var calls = await PayAsync(checkout);
        Assert.Equal(
            ["Stripe", "elements", "elements.create", "element.mount", "elements.update", "element.update", "elements.submit", "confirmPayment", "handleNextAction"],
            calls.Select(call => (string)call[0]!));
        Assert.Equal(17880, (int)calls[4][1]!["amount"]!);
        var secret = await ConfirmedAsync(calls[7], purchase, "GB");
        Assert.Equal(secret, (string)calls[8][1]!["clientSecret"]!);
        await live.Stripe.PostEventsAsync(App);
        await checkout.IsPaidAsync();
        await Expect(checkout.Page.GetByText("You paid $178.80.")).ToBeVisibleAsync();
        Assert.Equal(charges + 1, await live.Stripe.Account.SucceededChargesAsync());
        await HoldsNowhereAsync(card);
        Assert.Empty(Problems());
    }

    [Fact]
    public async Task Only_the_payment_page_admits_Stripe()
    {
        var checkout = await OpenCheckoutAsync();
        Assert.Equal(PaymentPolicy, await PolicyOfAsync(checkout.Page, checkout.Page.Url));
        Assert.DoesNotContain("unsafe", PaymentPolicy, StringComparison.Ordinal);
        foreach (var path in (string[])["pricing", "account", "billing"])
            Assert.Equal(PortalPolicy, await PolicyOfAsync(checkout.Page, new Uri(App.Address, path).AbsoluteUri));
        Assert.Empty(Problems());
    }

    [Theory]
    [InlineData("GET", "/v1/customers")]
    [InlineData("POST", "/v1/customers")]
    [InlineData("GET", "/v1/3ds2/challenge")]
    [InlineData("GET", "/sandbox/stripe.js")]
    [InlineData("GET", "/sandbox/elements.css")]
    [InlineData("GET", "/sandbox/mailbox")]
    public async Task The_sandbox_has_no_door(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new("Bearer", LiveStripe.SecretKey);
        using var answer = await App.NewClient().SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_demo_and_its_accounts_are_not_there()
    {
        await using var context = await NewContextAsync();
        var names = DemoAccounts.All.Select(account => account.Email).ToList();
        Assert.False(await context.Users.AnyAsync(user => names.Contains(user.Email!), Cancellation));
        var page = await OpenAsync(new Uri(App.Address, "account/sign-in"));
        var html = await page.ContentAsync();
        Assert.All(names, name => Assert.DoesNotContain(name, html, StringComparison.Ordinal));
        Assert.DoesNotContain("sandbox", await page.InnerTextAsync("body"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_event_under_the_secret_of_the_sandbox_is_refused()
    {
        using var answer = await App.PostEventAsync(StripePost.Event("customer.created", new JsonObject { ["id"] = "cus_1", ["object"] = "customer" }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    /// <summary>The checkout of somebody new, in a browser in which Stripe's hosts are the test's.</summary>
    private async Task<CheckoutScreen> OpenCheckoutAsync()
    {
        var page = await SignInAsync(await Member.AddAsync(App), "/account");
        await page.RouteAsync("https://js.stripe.com/**", route => route.FulfillAsync(route.Request.Url.EndsWith("/stripe.js", StringComparison.Ordinal)
            ? new() { ContentType = "text/javascript", Body = Script }
            : new() { ContentType = "text/html", Body = CardFrame }));
        await page.RouteAsync("https://api.stripe.com/**", ForwardAsync);
        page.Request += (_, request) => Keep(request);
        page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) => sentToPortal.Enqueue(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
        await page.GotoAsync(new Uri(App.Address, ProMonthly).AbsoluteUri);
        return new CheckoutScreen(page);
    }

    private static async Task FillAsync(CheckoutScreen checkout, string card)
    {
        await checkout.Name.FillAsync("Ada Lovelace");
        await checkout.Page.FrameLocator("#payment-element iframe").GetByLabel("Card number").FillAsync(card);
        await Expect(checkout.Pay).ToBeEnabledAsync();
    }

    /// <summary>Presses the button; gives every call of the page's script until it left.</summary>
    private static async Task<JsonArray[]> PayAsync(CheckoutScreen checkout)
    {
        var page = checkout.Page;
        await page.EvaluateAsync("() => addEventListener('pagehide', () => sessionStorage.setItem('calls', JSON.stringify(window.__calls)))");
        await checkout.Pay.ClickAsync();
        await page.ArrivesAsync("**/complete");
        return Read(await page.EvaluateAsync<string>("() => sessionStorage.getItem('calls')"));
    }

    private static async Task<JsonArray[]> CallsAsync(IPage page) => Read(await page.EvaluateAsync<string>("() => JSON.stringify(window.__calls)"));

    private static JsonArray[] Read(string calls) => [.. JsonNode.Parse(calls)!.AsArray().Select(call => call!.AsArray())];

    /// <summary>Checks what the payment was confirmed with; gives the secret of the one payment of this purchase.</summary>
    private async Task<string> ConfirmedAsync(JsonArray call, Guid purchase, string country)
    {
        var given = call[1]!;
        var secret = (string)given["clientSecret"]!;
        var intent = await live.Stripe.Account.GetAsync($"payment_intents/{secret.Split("_secret_")[0]}");
        Assert.Equal((string)intent["client_secret"]!, secret);
        Assert.Equal("the elements", (string)given["elements"]!);
        Assert.Equal("if_required", (string)given["redirect"]!);
        Assert.Equal(new Uri(App.Address, $"checkout/{purchase}/complete").AbsoluteUri, (string)given["confirmParams"]!["return_url"]!);
        var details = given["confirmParams"]!["payment_method_data"]!["billing_details"]!;
        Assert.Equal(("Ada Lovelace", country), ((string)details["name"]!, (string)details["address"]!["country"]!));
        return secret;
    }

    /// <summary>The number went to Stripe, and stands neither in what was sent to the portal, nor in what it wrote or logged.</summary>
    private async Task HoldsNowhereAsync(string card)
    {
        string[] written = [card, string.Join(' ', card.Chunk(4).Select(part => new string(part)))];
        Assert.Contains(sentToStripe, sent => sent.Contains(card, StringComparison.Ordinal));
        Assert.Contains(sentToPortal, sent => sent.Contains("Ada Lovelace", StringComparison.Ordinal));
        // The invoice's document is written beside its place and put there when it is whole.
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(App);
                return !await context.OutboxMessages.AnyAsync(m => m.State == OutboxState.Pending, Cancellation);
            },
            () => "The documents and mails were not written.");
        var files = Directory.GetFiles(App.DataDirectory, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith(".db", StringComparison.Ordinal));
        var wasFound = false;
        foreach (var file in files)
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var memory = new MemoryStream();
            await stream.CopyToAsync(memory, Cancellation);
            var bytes = memory.ToArray();
            wasFound |= Holds(bytes, "Ada Lovelace");
            Assert.All(written, number => Assert.False(Holds(bytes, number), $"{Path.GetFileName(file)} holds the card's number."));
        }
        Assert.True(wasFound, "What the portal does keep was not found in its files.");
        Assert.All(written, number =>
        {
            Assert.DoesNotContain(sentToPortal, sent => sent.Contains(number, StringComparison.Ordinal));
            Assert.DoesNotContain(App.Log.Entries, entry => $"{entry.Message} {entry.Exception}".Contains(number, StringComparison.Ordinal));
        });
    }

    private static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private void Keep(IRequest request)
    {
        var sent = $"{request.Method} {request.Url} {string.Join(' ', request.Headers.Values)} {(request.PostDataBuffer is { } body ? Encoding.UTF8.GetString(body) : "")}";
        var isOwn = request.Url.StartsWith(App.Address.AbsoluteUri, StringComparison.Ordinal);
        (isOwn ? sentToPortal : sentToStripe).Enqueue(sent);
    }

    private async Task ForwardAsync(IRoute route)
    {
        var asked = new Uri(route.Request.Url);
        var answer = await route.FetchAsync(new RouteFetchOptions { Url = new Uri(live.Stripe.BrowserAddress, asked.PathAndQuery).AbsoluteUri });
        await route.FulfillAsync(new RouteFulfillOptions
        {
            Status = answer.Status,
            ContentType = "application/json",
            Headers = [KeyValuePair.Create("Access-Control-Allow-Origin", "*")],
            BodyBytes = await answer.BodyAsync(),
        });
    }

    private static async Task<string> PolicyOfAsync(IPage page, string address)
    {
        var answer = await page.GotoAsync(address);
        Assert.Equal(200, answer!.Status);
        return Assert.Single(await answer.HeadersArrayAsync(), header => header.Name.Equals("Content-Security-Policy", StringComparison.OrdinalIgnoreCase)).Value;
    }
}
