using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Data;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Outbox;

public sealed class OutboxDispatcherTests(Databases databases)
{
    private const string Effect = "test.count";
    private const int MostAttempts = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Several_dispatchers_at_once_do_each_thing_once_and_a_replay_of_its_cause_nothing(DatabaseProvider provider)
    {
        await using var bench = await Bench.OpenAsync(databases, provider);
        for (var times = 0; times < 2; times++)
        {
            await bench.AskAsync(Enumerable.Range(0, 40).Select(number => $"cause {number}"));
            await bench.RunAsync(4, context => context.OutboxMessages.AllAsync(message => message.State == OutboxState.Done, Cancellation));
        }
        Assert.Equal(40, bench.Effect.Done.Count);
        Assert.All(bench.Effect.Done, done => Assert.Equal(1, done.Value));
        await using var context = bench.Contexts.CreateDbContext();
        Assert.All(await context.OutboxMessages.ToListAsync(Cancellation), message => Assert.Equal("{}", message.Payload));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_fails_backs_off_and_is_parked_in_the_end(DatabaseProvider provider)
    {
        await using var bench = await Bench.OpenAsync(databases, provider);
        bench.Effect.Fails = true;
        await bench.AskAsync(["cause"]);
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var expected = attempt;
            await bench.RunAsync(1, context => context.OutboxMessages.AnyAsync(message => message.Attempts == expected && message.LeasedUntil == null, Cancellation));
            await using var context = bench.Contexts.CreateDbContext();
            var message = await context.OutboxMessages.SingleAsync(Cancellation);
            Assert.Equal((attempt == MostAttempts ? OutboxState.Parked : OutboxState.Pending, "The post office is closed."), (message.State, message.Error));
            Assert.Equal(bench.Time.GetUtcNow().AddSeconds(Math.Pow(2, attempt)).ToUnixTimeMilliseconds(), message.DueAt.ToUnixTimeMilliseconds());
            bench.Time.Correct(message.DueAt);
        }
        Assert.Empty(bench.Effect.Done);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_waits_for_something_else_counts_no_attempt_and_is_done_once_it_can_be(DatabaseProvider provider)
    {
        await using var bench = await Bench.OpenAsync(databases, provider);
        bench.Effect.Waits = true;
        await bench.AskAsync(["cause"]);
        for (var round = 0; round <= MostAttempts; round++)
        {
            var now = bench.Time.GetUtcNow();
            await bench.RunAsync(1, context => context.OutboxMessages.AnyAsync(message => message.DueAt > now && message.LeasedUntil == null, Cancellation));
            await using var context = bench.Contexts.CreateDbContext();
            var message = await context.OutboxMessages.SingleAsync(Cancellation);
            Assert.Equal((OutboxState.Pending, 0, "Stripe does not answer."), (message.State, message.Attempts, message.Error));
            bench.Time.Correct(message.DueAt);
        }
        bench.Effect.Waits = false;
        await bench.RunAsync(1, context => context.OutboxMessages.AnyAsync(message => message.State == OutboxState.Done && message.Attempts == 1 && message.Error == null, Cancellation));
        Assert.Single(bench.Effect.Done);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task The_lease_of_a_dead_process_is_taken_over_when_it_has_run_out(DatabaseProvider provider)
    {
        await using var bench = await Bench.OpenAsync(databases, provider);
        await bench.AskAsync(["leased", "free"]);
        await using (var context = bench.Contexts.CreateDbContext())
        {
            var until = bench.Time.GetUtcNow().AddMinutes(2);
            await context.OutboxMessages.Where(message => message.Cause == "leased").ExecuteUpdateAsync(set => set.SetProperty(message => message.LeasedUntil, until).SetProperty(message => message.Attempts, 1), Cancellation);
        }
        await bench.RunAsync(1, context => context.OutboxMessages.AnyAsync(message => message.Cause == "free" && message.State == OutboxState.Done, Cancellation));
        Assert.Equal(["free"], bench.Effect.Done.Keys);
        bench.Time.Correct(bench.Time.GetUtcNow().AddMinutes(2).AddSeconds(1));
        await bench.RunAsync(1, context => context.OutboxMessages.AllAsync(message => message.State == OutboxState.Done, Cancellation));
        Assert.Equal(["free", "leased"], bench.Effect.Done.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_never_ends_counts_as_failed_and_keeps_nothing_else_waiting(DatabaseProvider provider)
    {
        await using var bench = await Bench.OpenAsync(databases, provider);
        bench.Effect.Hangs = "stuck";
        await bench.AskAsync(["stuck", "free"]);
        var isOver = false;
        await bench.RunAsync(1, async context =>
        {
            if (bench.Effect.IsHanging && !isOver)
            {
                isOver = true;
                bench.Time.Advance(TimeSpan.FromSeconds(91));
            }
            return await context.OutboxMessages.CountAsync(message => message.LeasedUntil == null && (message.State == OutboxState.Done || message.Error != null), Cancellation) == 2;
        });
        Assert.Equal(["free"], bench.Effect.Done.Keys);
        await using var context = bench.Contexts.CreateDbContext();
        var stuck = await context.OutboxMessages.SingleAsync(message => message.Cause == "stuck", Cancellation);
        Assert.Equal((OutboxState.Pending, 1, "It did not end within 90 seconds."), (stuck.State, stuck.Attempts, stuck.Error));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_ends_while_the_app_is_being_stopped_is_not_done_again(DatabaseProvider provider)
    {
        await using var bench = await Bench.OpenAsync(databases, provider);
        bench.Effect.EndsAtStop = true;
        await bench.AskAsync(["cause"]);
        await bench.RunAsync(1, _ => Task.FromResult(bench.Effect.IsHanging));
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal((OutboxState.Done, null), await context.OutboxMessages.SingleAsync(Cancellation) is var message ? (message.State, message.LeasedUntil) : default);
        Assert.Equal(1, Assert.Single(bench.Effect.Done).Value);
    }

    private sealed class Bench : IAsyncDisposable
    {
        private readonly TemporaryFolder folder = new();
        private readonly TestDatabase database;
        private readonly ServiceProvider services;

        private Bench(TestDatabase database)
        {
            this.database = database;
            services = Databases.ServicesOn(database.Provider, database.ConnectionString, folder.Path);
        }

        public ManualTime Time { get; } = new();

        public Counting Effect { get; } = new();

        public IDbContextFactory<PortalDbContext> Contexts => services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

        public static async Task<Bench> OpenAsync(Databases databases, DatabaseProvider provider) => new(await databases.CopyAsync(provider));

        public async Task AskAsync(IEnumerable<string> causes)
        {
            await using var context = Contexts.CreateDbContext();
            foreach (var cause in causes)
            {
                for (var twice = 0; twice < 2; twice++)
                    await new OutboxWriter(Time).AddAsync(context, cause, OutboxDispatcherTests.Effect, new { Secret = "link" }, Cancellation);
            }
            await context.SaveChangesAsync(Cancellation);
        }

        /// <summary>Lets this many processes work until the tables say so.</summary>
        public async Task RunAsync(int processes, Func<PortalDbContext, Task<bool>> done)
        {
            var readiness = new Readiness();
            readiness.SayDatabaseReady();
            var running = Enumerable.Range(0, processes)
                .Select(_ => new OutboxDispatcher(Contexts, [Effect], new OutboxSignal(), new ChangeSignal(), readiness, Time, NullLogger<OutboxDispatcher>.Instance)).ToList();
            foreach (var one in running)
                await one.StartAsync(Cancellation);
            await Eventually.TrueAsync(
                async () =>
                {
                    await using var context = Contexts.CreateDbContext();
                    return await done(context);
                },
                () => "The outbox did not come so far.");
            foreach (var one in running)
            {
                await one.StopAsync(CancellationToken.None);
                one.Dispose();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await database.DisposeAsync();
            folder.Dispose();
        }
    }

    private sealed class Counting : IEffect
    {
        public ConcurrentDictionary<string, int> Done { get; } = new();

        public bool Fails { get; set; }

        public bool Waits { get; set; }

        /// <summary>The cause at which it never ends, whatever it is told.</summary>
        public string? Hangs { get; set; }

        /// <summary>It comes to its end when the app is stopped, and not before.</summary>
        public bool EndsAtStop { get; set; }

        public bool IsHanging { get; private set; }

        public string Name => Effect;

        public async Task DoAsync(OutboxMessage message, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (Waits)
                throw new EffectWaitsException("Stripe does not answer.");
            if (Fails)
                throw new IOException("The post office is closed.");
            if (message.Cause == Hangs)
            {
                IsHanging = true;
                await new TaskCompletionSource().Task;
            }
            if (EndsAtStop)
            {
                var stop = new TaskCompletionSource();
                await using var told = cancellationToken.Register(stop.SetResult);
                IsHanging = true;
                await stop.Task;
            }
            Done.AddOrUpdate(message.Cause, 1, (_, times) => times + 1);
        }
    }
}
