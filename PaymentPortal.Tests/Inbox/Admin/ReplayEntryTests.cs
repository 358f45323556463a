using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox.Admin;

public sealed class ReplayEntryTests(Databases databases)
{
    [Fact]
    public async Task Only_who_still_holds_the_role_replays_whatever_the_open_page_says()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var cancellation = TestContext.Current.CancellationToken;
        var (role, userId) = (Guid.CreateVersion7(tables.Time.GetUtcNow()), Guid.CreateVersion7(tables.Time.GetUtcNow()));
        await tables.AddAsync(
            new PaymentPortal.Accounts.User { Id = userId, UserName = "a@example.test", Email = "a@example.test", DisplayName = "A", CreatedAt = tables.Time.GetUtcNow() },
            new IdentityRole<Guid>("Admin") { Id = role },
            Entry("evt_1", "charge.succeeded"),
            Entry("evt_2", "unreadable"));
        var user = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, userId.ToString()), new(ClaimTypes.Role, "Admin")], "test"));
        var replay = new ReplayEntry(tables.Contexts, new InboxSignal(), tables.Time, NullLogger<ReplayEntry>.Instance);

        Assert.Equal("not_allowed", (await replay.RunAsync("evt_1", user, cancellation)).Refusal?.Code);
        Assert.Equal("not_allowed", (await replay.RunAsync("evt_1", new ClaimsPrincipal(), cancellation)).Refusal?.Code);
        Assert.Equal(InboxState.Done, (await tables.Inbox.FindAsync("evt_1", cancellation))!.State);

        await tables.AddAsync(new IdentityUserRole<Guid> { RoleId = role, UserId = userId });
        Assert.True((await replay.RunAsync("evt_1", user, cancellation)).IsDone);
        Assert.Equal(InboxState.Pending, (await tables.Inbox.FindAsync("evt_1", cancellation))!.State);
        Assert.Equal("not_replayable", (await replay.RunAsync("evt_2", user, cancellation)).Refusal?.Code);
    }

    private static InboxEntry Entry(string id, string type) => new()
    {
        Id = id,
        Source = InboxSource.Event,
        Type = type,
        ObjectKind = "charge",
        ObjectId = "ch_1",
        SnapshotAt = PortalTables.At(0),
        ReceivedAt = PortalTables.At(0),
        Payload = "{}",
        State = InboxState.Done,
        DueAt = PortalTables.At(0),
        Attempts = 1,
    };
}
