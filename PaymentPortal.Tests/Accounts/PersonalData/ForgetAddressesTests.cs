using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Accounts.PersonalData;
using PaymentPortal.Accounts.Sessions;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Accounts.PersonalData;

/// <summary>How long addresses of visitors stand in the tables.</summary>
public sealed class ForgetAddressesTests(Databases databases)
{
    private const string Here = "203.0.113.9";
    private const string Mandate = """{"id":"evt_1","data":{"object":{"object":"mandate","customer_acceptance":{"online":{"ip_address":"203.0.113.9","user_agent":"Browser"}}}}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Addresses_go_when_they_are_older_than_the_settings_say_and_all_else_stays(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        var now = tables.Time.GetUtcNow();
        var user = new User { Id = Guid.CreateVersion7(PortalTables.At(0)), UserName = "ada@example.com", Email = "ada@example.com", DisplayName = "Ada", CreatedAt = now };
        await tables.AddAsync(user);
        var (old, young) = (now.AddDays(-30).AddMilliseconds(-1), now.AddDays(-30));
        foreach (var at in (DateTimeOffset[])[old, young])
            await tables.AddAsync(Attempt(at, user.Id), Session(at, user.Id), Entry($"evt_{(at - now).TotalMilliseconds}", at, Mandate), Entry($"evt_other_{(at - now).TotalMilliseconds}", at, """{"id":"evt_2","ip_address":null}"""));

        var (forget, job) = (new ForgetAddresses(tables.Contexts, Options.Create(new PersonalDataOptions { AddressDays = 30 }), tables.Time), new InboxJob { Name = "forget-addresses", DueAt = now });
        Assert.Equal("Addresses were forgotten of 1 attempt to pay, 1 session and 1 message of Stripe", await forget.RunAsync(job, Cancellation));
        await using var context = await tables.Contexts.CreateDbContextAsync(Cancellation);
        Assert.Equal([null, Here], await context.PaymentAttempts.OrderBy(a => a.At).Select(a => a.Address).ToListAsync(Cancellation));
        Assert.Equal(["", Here], await context.Sessions.OrderBy(s => s.LastSeenAt).Select(s => s.Address).ToListAsync(Cancellation));
        Assert.Equal(["Browser", "Browser"], await context.Sessions.Select(s => s.Agent).ToListAsync(Cancellation));
        var told = await context.InboxEntries.AsNoTracking().Where(e => e.Payload.Contains("mandate")).OrderBy(e => e.ReceivedAt).Select(e => e.Payload).ToListAsync(Cancellation);
        Assert.Equal([null, Here], told.Select(payload => (string?)Online(payload)["ip_address"]));
        Assert.Equal("Browser", (string?)Online(told[0])["user_agent"]);

        Assert.StartsWith("Addresses were forgotten of 0 attempts to pay, 0 sessions and 0 messages", await forget.RunAsync(job, Cancellation), StringComparison.Ordinal);
        tables.Time.Advance(TimeSpan.FromDays(1));
        Assert.StartsWith("Addresses were forgotten of 1 attempt to pay, 1 session and 1 message", await forget.RunAsync(job, Cancellation), StringComparison.Ordinal);
        Assert.Equal(2, await context.PaymentAttempts.CountAsync(a => a.Address == null && a.BillingCountry == "US", Cancellation));
    }

    private static JsonNode Online(string payload) => JsonNode.Parse(payload)!["data"]!["object"]!["customer_acceptance"]!["online"]!;

    private static PaymentAttempt Attempt(DateTimeOffset at, Guid user) => new()
    {
        Id = Guid.CreateVersion7(PortalTables.At(0)),
        At = at,
        UserId = user,
        OrganisationId = TypedId.New<OrganisationId>(TimeProvider.System),
        Address = Here,
        BillingCountry = "US",
        Amount = new Money(1000, PortalTables.Usd),
        Score = 0,
        Reasons = "[]",
        Decision = AttemptDecision.Passed,
    };

    private static Session Session(DateTimeOffset at, Guid user) => new() { Id = TypedId.New<SessionId>(TimeProvider.System), UserId = user, CreatedAt = at, LastSeenAt = at, Address = Here, Agent = "Browser" };

    private static InboxEntry Entry(string id, DateTimeOffset at, string payload) => new()
    {
        Id = id,
        Source = InboxSource.Event,
        Type = "mandate.updated",
        ObjectKind = "mandate",
        ObjectId = "mandate_1",
        SnapshotAt = at,
        ReceivedAt = at,
        Payload = payload,
        State = InboxState.Done,
        DueAt = at,
    };
}
