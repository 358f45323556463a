using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Customers;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

public sealed class WebhookEndpointTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    private const string OldVersion = "2019-12-03";

    private static int lastNumber;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forgeries => new("missing", "wrong secret", "no signature", "stale", "future", "other body", "empty");

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task What_is_not_signed_as_Stripe_signs_is_refused_and_not_stored(string forgery)
    {
        var app = await portals.OnAsync(DatabaseProvider.Sqlite);
        var posted = StripePost.Event("customer.created", Customer());
        using var answer = await app.PostBodyAsync(Encoding.UTF8.GetBytes(posted.ToJsonString()), body => forgery switch
        {
            "missing" => null,
            "wrong secret" => StripePost.Sign(body, "whsec_other"),
            "no signature" => StripePost.Sign(body, PortalOnEach.Secret).Split(',')[0],
            "stale" => StripePost.Sign(body, PortalOnEach.Secret, age: 301),
            "future" => StripePost.Sign(body, PortalOnEach.Secret, age: -302),
            "other body" => StripePost.Sign([.. body, (byte)' '], PortalOnEach.Secret),
            _ => "t=,v1=",
        });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(await FindAsync(app, (string)posted["id"]!));
    }

    [Theory]
    [InlineData(PortalOnEach.Secret, 0)]
    [InlineData(PortalOnEach.NextSecret, 0)]
    [InlineData(PortalOnEach.Secret, 290)]
    [InlineData(PortalOnEach.Secret, -290)]
    public async Task Every_secret_that_is_valid_is_accepted_within_five_minutes(string secret, int age)
    {
        var app = await portals.OnAsync(DatabaseProvider.Sqlite);
        var posted = StripePost.Event("customer.created", Customer());
        using var answer = await app.PostBodyAsync(Encoding.UTF8.GetBytes(posted.ToJsonString()), body => StripePost.Sign(body, secret, age));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await BecomesAsync(app, posted, InboxState.Done);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_one_megabyte_is_refused_and_one_of_exactly_that_is_not(bool isChunked)
    {
        var app = await portals.OnAsync(DatabaseProvider.Sqlite);
        var largest = new byte[1024 * 1024];
        Array.Fill(largest, (byte)'x');
        using var accepted = await app.PostBodyAsync(largest, body => StripePost.Sign(body, PortalOnEach.Secret), isChunked);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        using var refused = await app.PostBodyAsync([.. largest, (byte)'x'], body => StripePost.Sign(body, PortalOnEach.Secret), isChunked);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task The_same_event_twenty_times_at_once_is_stored_and_applied_once(DatabaseProvider provider)
    {
        var app = await portals.OnAsync(provider);
        var posted = StripePost.Event("customer.created", Customer());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.PostEventAsync(posted)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await BecomesAsync(app, posted, InboxState.Done);
        using var late = await app.PostEventAsync(posted);
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        var entry = await FindAsync(app, (string)posted["id"]!);
        Assert.Equal((InboxState.Done, 1), (entry!.State, entry.Attempts));
        await using var context = Open(app);
        Assert.Equal(1, await context.Customers.CountAsync(customer => customer.Id == entry.ObjectId, Cancellation));
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task An_event_that_nothing_here_needs_is_kept_and_ignored()
    {
        var app = await portals.OnAsync(DatabaseProvider.Sqlite);
        var posted = StripePost.Event("radar.early_fraud_warning.created", new JsonObject { ["id"] = "issfr_1", ["object"] = "radar.early_fraud_warning" });
        using var answer = await app.PostEventAsync(posted);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await BecomesAsync(app, posted, InboxState.Ignored);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task An_event_of_another_version_is_kept_and_its_object_fetched_before_anything_is_written(DatabaseProvider provider)
    {
        var app = await portals.OnAsync(provider);
        var real = await app.Sandbox.PostAsync("customers", ("name", "As Stripe holds it"), ("email", "ada@example.com"));
        var stated = real.DeepClone().AsObject();
        stated["name"] = "As the old event says";
        var posted = StripePost.Event("customer.updated", stated, OldVersion);
        posted["created"] = (long)posted["created"]! + 5;
        using var answer = await app.PostEventAsync(posted);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await BecomesAsync(app, posted, InboxState.Done);
        var id = (string)real["id"]!;
        await using var context = Open(app);
        Assert.Equal("As Stripe holds it", (await context.Customers.SingleAsync(customer => customer.Id == id, Cancellation)).Name);
        Assert.Contains("As the old event says", (await FindAsync(app, (string)posted["id"]!))!.Payload, StringComparison.Ordinal);
        Assert.True(await context.InboxEntries.AnyAsync(entry => entry.ObjectId == id && entry.Source == InboxSource.Answer, Cancellation));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_deletion_that_another_version_tells_is_a_deletion(DatabaseProvider provider)
    {
        var app = await portals.OnAsync(provider);
        var real = await app.Sandbox.PostAsync("customers", ("name", "Ada"), ("email", "ada@example.com"));
        var id = (string)real["id"]!;
        await Eventually.TrueAsync(async () => await FindCustomerAsync() is not null, () => "The customer is not known.");
        await app.Sandbox.DeleteAsync($"customers/{id}");
        var posted = StripePost.Event("customer.deleted", real, OldVersion);
        posted["created"] = (long)posted["created"]! + 5;
        using var answer = await app.PostEventAsync(posted);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await BecomesAsync(app, posted, InboxState.Done);
        var gone = (await FindCustomerAsync())!;
        Assert.Equal((true, "Ada", "ada@example.com"), (gone.Deleted, gone.Name, gone.Email));

        async Task<Customer?> FindCustomerAsync()
        {
            await using var context = Open(app);
            return await context.Customers.AsNoTracking().SingleOrDefaultAsync(customer => customer.Id == id, Cancellation);
        }
    }

    [Fact]
    public async Task An_event_of_another_version_about_an_object_that_is_gone_backs_off_and_delays_nobody()
    {
        var app = await portals.OnAsync(DatabaseProvider.Sqlite);
        var gone = StripePost.Event("customer.updated", Customer(), OldVersion);
        var next = StripePost.Event("customer.created", Customer());
        using var first = await app.PostEventAsync(gone);
        using var second = await app.PostEventAsync(next);
        await BecomesAsync(app, next, InboxState.Done);
        await Eventually.TrueAsync(async () => (await FindAsync(app, (string)gone["id"]!))!.Attempts > 0, () => "Nobody counted the failed fetch.");
        Assert.NotEqual(InboxState.Done, (await FindAsync(app, (string)gone["id"]!))!.State);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1, 2]")]
    [InlineData("\"text\"")]
    [InlineData("{\"id\": 7, \"type\": null}")]
    [InlineData("{\"id\":\"evt_1\",\"type\":\"customer.created\",\"created\":1e400,\"data\":{\"object\":{}}}")]
    [InlineData("{\"id\":\"evt_1\\u0000\",\"type\":\"customer.created\",\"created\":1,\"data\":{\"object\":{\"id\":\"cus_1\",\"object\":\"customer\"}}}")]
    [InlineData("raw \0 character")]
    public async Task A_genuine_body_that_is_no_event_is_kept_for_a_person_and_delays_nobody(string text)
    {
        foreach (var provider in (DatabaseProvider[])[DatabaseProvider.Sqlite, DatabaseProvider.Postgres])
        {
            var app = await portals.OnAsync(provider);
            var next = StripePost.Event("customer.created", Customer());
            var received = app.PostBodyAsync(Encoding.UTF8.GetBytes(text), body => StripePost.Sign(body, PortalOnEach.Secret));
            var alsoReceived = app.PostEventAsync(next);
            using var strange = await received;
            using var usual = await alsoReceived;
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (strange.StatusCode, usual.StatusCode));
            await BecomesAsync(app, next, InboxState.Done);
            await using var context = Open(app);
            var shown = text.Replace('\0', '\uFFFD');
            var kept = await context.InboxEntries.SingleAsync(entry => entry.Payload == shown, Cancellation);
            Assert.Equal(InboxState.Parked, kept.State);
            Assert.NotNull(kept.Error);
        }
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_NUL_within_an_object_stops_neither_the_storing_nor_the_others(DatabaseProvider provider)
    {
        var app = await portals.OnAsync(provider);
        var strange = StripePost.Event("customer.created", Customer("Ada\0Lovelace"));
        var usual = Enumerable.Range(0, 10).Select(_ => StripePost.Event("customer.created", Customer())).ToList();
        foreach (var answer in await Task.WhenAll(usual.Append(strange).Select(posted => app.PostEventAsync(posted))))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            answer.Dispose();
        }
        foreach (var posted in usual)
            await BecomesAsync(app, posted, InboxState.Done);
        Assert.Contains("\\u0000", (await FindAsync(app, (string)strange["id"]!))!.Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_without_signatures_is_answered_429_while_genuine_events_from_the_same_address_are_stored()
    {
        await using var app = await PortalApp.StartAsync(new Dictionary<string, string> { ["RateLimits:Webhooks"] = "5" });
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            using var answer = await app.PostBodyAsync("{}"u8.ToArray(), _ => "t=1,v1=00");
            statuses.Add(answer.StatusCode);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        }
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.BadRequest, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)], statuses);
        var posted = StripePost.Event("customer.created", Customer());
        using var genuine = await app.PostEventAsync(posted);
        Assert.Equal(HttpStatusCode.OK, genuine.StatusCode);
        await BecomesAsync(app, posted, InboxState.Done);
    }

    private static JsonObject Customer(string name = "Ada Lovelace") => new()
    {
        ["id"] = $"cus_posted{Interlocked.Increment(ref lastNumber)}",
        ["object"] = "customer",
        ["created"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["name"] = name,
        ["email"] = "ada@example.com",
    };

    private static PortalDbContext Open(PortalApp app) => app.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();

    private static async Task<InboxEntry?> FindAsync(PortalApp app, string id)
    {
        await using var context = Open(app);
        return await context.InboxEntries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == id, Cancellation);
    }

    private static async Task BecomesAsync(PortalApp app, JsonObject posted, InboxState state)
    {
        var seen = "nothing";
        await Eventually.TrueAsync(
            async () =>
            {
                var entry = await FindAsync(app, (string)posted["id"]!);
                seen = $"{entry?.State}, attempts {entry?.Attempts}, {entry?.Error}";
                return entry?.State == state;
            },
            () => $"The event was to become {state}. It is: {seen}");
    }
}
