using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

public sealed class InboxStoreTests(PortalApp portal, Databases databases) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Told by what fails: only what is in the same transaction is undone with it.</summary>
    [Fact]
    public async Task What_comes_while_another_is_written_joins_its_commit_and_shares_its_fate()
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Sqlite, []);
        var sound = bench.Entry(StripePost.Event("customer.created", new JsonObject { ["id"] = "cus_sound", ["object"] = "customer" }));
        var broken = bench.Entry(StripePost.Event("customer.created", new JsonObject { ["id"] = "cus_broken", ["object"] = "customer" }));
        broken.Payload = null!;

        Task<bool> first, second;
        Task left;
        await using (var other = bench.Contexts.CreateDbContext())
        {
            await using var holds = await other.Database.BeginTransactionAsync(Cancellation);
            var turn = await bench.Store.EnterAsync(Cancellation);
            first = bench.Store.AddAsync(sound, Cancellation);
            left = Task.Run(async () => await turn.DisposeAsync(), Cancellation);
            // Taken to be written, and kept from it by the other transaction
            Assert.True(SpinWait.SpinUntil(() => !bench.Store.IsAwaited, TimeSpan.FromSeconds(20)));
            second = bench.Store.AddAsync(broken, Cancellation);
            Assert.False(first.IsCompleted);
        }

        await left;
        await Assert.ThrowsAsync<IOException>(() => second);
        await Assert.ThrowsAsync<IOException>(() => first);
        Assert.Empty(await bench.EntriesAsync());
        Assert.True(await bench.Store.AddAsync(sound, Cancellation));
        Assert.False(await bench.Store.AddAsync(sound, Cancellation));
    }

    /// <summary>Whatever the fault was: a host that is not found while its container is away is none of the database's own kind.</summary>
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_could_not_be_opened_once_is_opened_anew_the_next_time(DatabaseProvider provider)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider, []);
        var entry = bench.Entry(StripePost.Event("customer.created", new JsonObject { ["id"] = "cus_late", ["object"] = "customer" }));
        await using var writer = new EntryWriter(new ClosedOnce(bench.Contexts));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync([entry]));
        Assert.Equal([true], await writer.WriteAsync([entry]));
        Assert.Single(await bench.EntriesAsync());
    }

    private sealed class ClosedOnce(IDbContextFactory<PortalDbContext> contexts) : IDbContextFactory<PortalDbContext>
    {
        private bool wasClosed;

        public PortalDbContext CreateDbContext()
        {
            var context = contexts.CreateDbContext();
            if (!wasClosed)
                context.Dispose();
            wasClosed = true;
            return context;
        }
    }
}
