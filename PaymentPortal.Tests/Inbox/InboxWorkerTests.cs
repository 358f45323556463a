using System.Collections.Concurrent;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Accounts;
using PaymentPortal.Customers;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

public sealed class InboxWorkerTests(PortalApp portal, Databases databases) : IClassFixture<PortalApp>
{
    private const int MostAttempts = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_fails_backs_off_and_is_parked_while_the_others_of_its_batch_go_on_and_a_replay_heals_it(DatabaseProvider provider)
    {
        var fragile = new Fragile();
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider, [fragile]);
        fragile.Breaks = "cus_bad";
        await bench.ReceiveAsync(bench.Entry(Created("cus_first")), bench.Entry(Created("cus_bad")), bench.Entry(Created("cus_last")));
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            await bench.WorkAsync();
            var entries = await bench.EntriesAsync();
            Assert.All(entries.Where(entry => entry.ObjectId != "cus_bad"), entry => Assert.Equal((InboxState.Done, 1), (entry.State, entry.Attempts)));
            var bad = entries.Single(entry => entry.ObjectId == "cus_bad");
            Assert.Equal((attempt, "The paper is full."), (bad.Attempts, bad.Error));
            Assert.Equal(attempt == MostAttempts ? InboxState.Parked : InboxState.Pending, bad.State);
            var wait = TimeSpan.FromSeconds(Math.Pow(2, attempt));
            bench.Time.Advance(wait - TimeSpan.FromSeconds(1));
            await bench.WorkAsync();
            Assert.Equal(attempt, (await bench.EntriesAsync()).Single(entry => entry.ObjectId == "cus_bad").Attempts);
            bench.Time.Advance(TimeSpan.FromSeconds(1));
        }
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal(["cus_first", "cus_last"], await context.Customers.Select(customer => customer.Id).Order().ToListAsync(Cancellation));

        fragile.Breaks = null;
        var id = (await bench.EntriesAsync()).Single(entry => entry.ObjectId == "cus_bad").Id;
        var replay = new ReplayEntry(bench.Contexts, new InboxSignal(), bench.Time, NullLogger<ReplayEntry>.Instance);
        Assert.True((await replay.RunAsync(id, await AdminAsync(bench), Cancellation)).IsDone);
        await bench.WorkAsync();
        Assert.Equal((InboxState.Done, null), (await bench.EntriesAsync()).Where(entry => entry.Id == id).Select(entry => (entry.State, entry.Error)).Single());
        Assert.Equal(3, await context.Customers.CountAsync(Cancellation));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_worker_that_dies_before_its_commit_leaves_everything_as_it_was(DatabaseProvider provider)
    {
        var fragile = new Fragile();
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider, [fragile]);
        await bench.ReceiveAsync(bench.Entry(Created("cus_1")), bench.Entry(Created("cus_2")));
        fragile.DiesAt = "cus_2";
        await Assert.ThrowsAsync<OperationCanceledException>(() => bench.Worker().WorkAsync(Cancellation));
        Assert.All(await bench.EntriesAsync(), entry => Assert.Equal((InboxState.Pending, 0), (entry.State, entry.Attempts)));
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal(0, await context.Customers.CountAsync(Cancellation));
        fragile.DiesAt = null;
        await bench.WorkAsync();
        Assert.Equal(2, await context.Customers.CountAsync(Cancellation));
    }

    [Fact]
    public async Task Two_nodes_at_once_apply_every_entry_once()
    {
        var fragile = new Fragile();
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Postgres, [fragile]);
        var events = Enumerable.Range(0, 300).Select(number => Created($"cus_{number % 60}")).ToList();
        await bench.ReceiveAsync(events.Select(bench.Entry));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.WorkAsync()));
        await bench.WorkAsync();
        Assert.All(await bench.EntriesAsync(), entry => Assert.Equal((InboxState.Done, 1, null), (entry.State, entry.Attempts, entry.Error)));
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal(60, await context.Customers.CountAsync(Cancellation));
        Assert.Equal(0, fragile.Together);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_slow_answer_does_not_cover_an_event_that_came_meanwhile(DatabaseProvider provider)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        var renamed = Created("cus_slow", "Ada Lovelace");
        renamed["type"] = "customer.updated";
        renamed["data"]!["previous_attributes"] = new JsonObject { ["name"] = "Ada" };
        var came = bench.Entry(renamed);
        var asked = new InboxEntry
        {
            Id = "answer:req_1:cus_slow",
            Source = InboxSource.Answer,
            Type = "answer",
            ObjectKind = "customer",
            ObjectId = "cus_slow",
            ApiVersion = StripePost.ApiVersion,
            SnapshotAt = came.SnapshotAt,
            ReceivedAt = came.ReceivedAt.AddMilliseconds(-1),
            Payload = Created("cus_slow", "Ada")["data"]!["object"]!.ToJsonString(),
            State = InboxState.Pending,
            DueAt = came.DueAt,
        };
        await bench.ReceiveAsync(came);
        await bench.WorkAsync();
        await bench.ReceiveAsync(asked);
        await bench.WorkAsync();
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal("Ada Lovelace", (await context.Customers.SingleAsync(Cancellation)).Name);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task One_poisoned_event_in_a_hundred_delays_nobody_and_heals_by_a_replay_of_all(DatabaseProvider provider)
    {
        var fragile = new Fragile { BreaksAll = "cus_bad_" };
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider, [fragile]);
        var posted = Enumerable.Range(0, 1000).Select(number => Created(number % 200 == 0 ? $"cus_bad_{number}" : $"cus_{number}")).ToList();
        foreach (var undecodable in posted.Where((_, number) => number % 200 == 100))
        {
            undecodable["data"]!["object"]!["id"] = "cus_no_number";
            undecodable["data"]!["object"]!["created"] = "yesterday";
        }
        await bench.ReceiveAsync(posted.Select(bench.Entry));
        await bench.WorkAsync();
        var entries = await bench.EntriesAsync();
        Assert.Equal(990, entries.Count(entry => (entry.State, entry.Attempts) == (InboxState.Done, 1)));
        Assert.All(entries.Where(entry => entry.ObjectId == "cus_no_number"), entry => Assert.Contains("cannot be read", entry.Error, StringComparison.Ordinal));
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(Math.Pow(2, attempt)));
            await bench.WorkAsync();
        }
        Assert.Equal(10, (await bench.EntriesAsync()).Count(entry => entry.State == InboxState.Parked));

        fragile.BreaksAll = null;
        var replay = new ReplayEntry(bench.Contexts, new InboxSignal(), bench.Time, NullLogger<ReplayEntry>.Instance);
        var admin = await AdminAsync(bench);
        Assert.Equal("not_allowed", (await replay.RunParkedAsync(new ClaimsPrincipal(), Cancellation)).Refusal?.Code);
        Assert.Equal(10, (await replay.RunParkedAsync(admin, Cancellation)).Value);
        await bench.WorkAsync();
        Assert.Equal(995, (await bench.EntriesAsync()).Count(entry => entry.State == InboxState.Done));
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal(995, await context.Customers.CountAsync(Cancellation));
        var audited = await context.Replays.SingleAsync(Cancellation);
        Assert.Equal((10, null, admin.FindFirstValue(ClaimTypes.NameIdentifier)), (audited.Count, audited.EntryId, $"{audited.UserId}"));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task An_undecodable_event_does_not_hold_up_the_others_of_its_object_and_Stripe_is_asked_for_what_it_would_have_said(DatabaseProvider provider)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        var id = (string)(await portal.Sandbox.PostAsync("customers", ("name", "Ada Lovelace")))["id"]!;
        var undecodable = Created(id);
        undecodable["type"] = "customer.updated";
        undecodable["created"] = (long)undecodable["created"]! + 5;
        undecodable["data"]!["object"]!["created"] = "yesterday";
        await bench.ReceiveAsync(bench.Entry(Created(id)), bench.Entry(undecodable));
        bench.Time.Correct(TimeProvider.System.GetUtcNow());
        await bench.WorkAsync();
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal("Ada Lovelace", (await context.Customers.SingleAsync(Cancellation)).Name);
        Assert.Equal([InboxState.Done, InboxState.Done, InboxState.Parked], (await bench.EntriesAsync()).Select(entry => entry.State).Order());
    }

    [Fact]
    public async Task Who_takes_one_turn_to_write_after_the_other_lets_in_between_whoever_stores_an_entry()
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Sqlite);
        var turn = await bench.Store.EnterAsync(Cancellation);
        try
        {
            for (var number = 0; number < 50; number++)
            {
                var received = bench.Store.AddAsync(bench.Entry(Created($"cus_{number}")), Cancellation);
                Assert.True(bench.Store.IsAwaited);
                var next = bench.Store.EnterAsync(Cancellation);
                await turn.DisposeAsync();
                turn = await next;
                Assert.False(bench.Store.IsAwaited);
                await received;
                Assert.Equal(number + 1, (await bench.EntriesAsync()).Count);
            }
        }
        finally
        {
            await turn.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(3, false)]
    public async Task Many_who_wait_at_once_are_a_rush_from_the_first_commit_on(int posts, bool isRush)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Sqlite);
        Task received;
        await using (await bench.Store.EnterAsync(Cancellation))
            received = bench.ReceiveAsync(Enumerable.Range(0, posts).Select(number => bench.Entry(Created($"cus_{number}"))));
        await received;
        Assert.Equal(isRush, bench.Store.IsBusy);
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(bench.Store.IsBusy);
    }

    private static async Task<ClaimsPrincipal> AdminAsync(InboxBench bench)
    {
        await using var context = bench.Contexts.CreateDbContext();
        var now = bench.Time.GetUtcNow();
        var admin = new User { Id = Guid.CreateVersion7(now), UserName = "admin@example.com", DisplayName = "Ada Admin", CreatedAt = now };
        context.Users.Add(admin);
        context.UserRoles.Add(new IdentityUserRole<Guid> { UserId = admin.Id, RoleId = await context.Roles.Where(role => role.Name == "Admin").Select(role => role.Id).SingleAsync(Cancellation) });
        await context.SaveChangesAsync(Cancellation);
        return new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, $"{admin.Id}")]));
    }

    private static JsonObject Created(string id, string name = "Ada") => StripePost.Event("customer.created", new JsonObject
    {
        ["id"] = id,
        ["object"] = "customer",
        ["created"] = 1_780_000_000,
        ["livemode"] = false,
        ["metadata"] = new JsonObject(),
        ["name"] = name,
    });

    /// <summary>The customers' projector, with faults that a test plants.</summary>
    private sealed class Fragile : IProjector
    {
        private readonly CustomerProjector inner = new();
        private readonly ConcurrentDictionary<string, bool> under = new();
        private int together;

        public string? Breaks { get; set; }

        /// <summary>Every object whose id begins so.</summary>
        public string? BreaksAll { get; set; }

        public string? DiesAt { get; set; }

        /// <summary>How often one object was under two workers at once.</summary>
        public int Together => together;

        public string ObjectKind => "customer";

        public async Task ProjectAsync(PortalDbContext context, Newest newest, CancellationToken cancellationToken)
        {
            var id = newest.Snapshot.Id;
            if (!under.TryAdd(id, true))
                Interlocked.Increment(ref together);
            await inner.ProjectAsync(context, newest, cancellationToken);
            under.TryRemove(id, out _);
            if (id == Breaks || (BreaksAll is { } all && id.StartsWith(all, StringComparison.Ordinal)))
                throw new IOException("The paper is full.");
            if (id == DiesAt)
                throw new OperationCanceledException();
        }
    }
}
