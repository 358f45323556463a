using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Data;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Metrics;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>A whole life, told in every order, with doubles and late answers: the newest state is always the one that the sandbox answers, and the ledger's dates and amounts are always the true ones.</summary>
public sealed class WholeLifeTests(PortalApp portal, Databases databases) : IClassFixture<PortalApp>
{
    private static readonly DateTimeOffset Today = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ParallelOptions TwoAtATime = new() { MaxDegreeOfParallelism = 2 };

    private readonly ConcurrentDictionary<string, StripeSnapshot> shown = new(StringComparer.Ordinal);

    /// <summary>The first subscription turns eight times. All but one of them are told: neither its beginning as a trial nor its recovery brings or loses anything.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task All_5040_orders_of_seven_events_come_to_the_same(int leftOut)
    {
        var life = await WholeLife.LiveAsync(portal.Sandbox);
        Assert.Equal(
            ["trialing", "active", "active", "past_due", "active", "active", "active", "canceled"],
            life.Turns.Select(posted => (string?)WholeLife.Object(posted)["status"]));
        List<JsonObject> seven = [.. life.Turns.Where((_, at) => at != leftOut)];
        var truth = life.Movements(life.First);
        Assert.Equal(["New", "Expansion", "Churn", "Reactivation", "Churn"], truth.Select(line => line.Split(' ')[2]));
        List<List<int>> orders = [.. Orders([.. Enumerable.Range(0, 7)])];
        Assert.Equal(5040, orders.Count);
        Parallel.ForEach(orders, TwoAtATime, order => Check(life, [.. order.Select((at, position) => life.Entry(seven[at], Today.AddSeconds(position)))], truth, $"order {string.Join(' ', order)}"));
    }

    [Fact]
    public async Task Ten_thousand_shuffles_with_doubles_come_to_the_same()
    {
        var life = await WholeLife.LiveAsync(portal.Sandbox);
        var truth = life.Movements(life.First, life.Second);
        var seed = Seed();
        Parallel.For(0, 10_000, TwoAtATime, number =>
        {
            var random = new Random(seed + number);
            // The inbox would drop the doubles; the projection takes no harm from them either
            var told = life.OfSubscriptions.Concat(life.OfSubscriptions.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(told);
            Check(life, [.. told.Select((posted, position) => life.Entry(posted, Today.AddSeconds(position)))], truth, $"seed {seed + number}");
        });
    }

    [Fact]
    public async Task Events_and_answers_that_are_late_by_up_to_months_come_to_the_same()
    {
        var life = await WholeLife.LiveAsync(portal.Sandbox);
        var truth = life.Movements(life.First, life.Second);
        var seed = Seed();
        Parallel.For(0, 1000, TwoAtATime, number =>
        {
            var random = new Random(seed + number);
            var entries = life.OfSubscriptions.Select(posted => life.Entry(posted, WholeLife.At(posted) + Delay(random))).Concat(life.SlowAnswers(random, random.Next(4))).ToArray();
            random.Shuffle(entries);
            Check(life, entries, truth, $"seed {seed + number}");
        });
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 200)]
    [InlineData(DatabaseProvider.Postgres, 200)]
    public async Task Every_database_says_the_truth_after_every_order(DatabaseProvider provider, int orders)
    {
        var life = await WholeLife.LiveAsync(portal.Sandbox);
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        await bench.ReceiveAsync(life.Events.Select(bench.Entry));
        await bench.WorkAsync();
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal(await CustomerTruth.AnsweredAsync(portal.Sandbox, life.Customer), await CustomerTruth.WrittenAsync(context));
        Assert.Equal(["open", "paid", "void"], await context.Invoices.Select(i => i.Status).Distinct().OrderBy(status => status).ToListAsync(TestContext.Current.CancellationToken));
        var movements = await context.Movements.AsNoTracking().OrderBy(m => m.At).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(life.Movements(life.First, life.Second), movements.Select(WholeLife.Line));
        // What is true of the tables is so after every order in which they say the same
        await bench.SaysTheSameAsync(life.Events, orders, random => life.SlowAnswers(random, random.Next(4)));
    }

    [Fact]
    public async Task A_change_that_only_an_answer_tells_of_is_a_movement_of_the_answers_day()
    {
        var life = await WholeLife.LiveAsync(portal.Sandbox);
        var truth = life.Movements(life.First);
        var events = life.Turns.Take(2).Select(posted => life.Entry(posted, WholeLife.At(posted).AddSeconds(1))).ToList();
        var upgrade = life.Turns[2];
        var read = WholeLife.At(upgrade).AddDays(3);
        var answer = life.Answer(life.Stands.Last(stand => stand.AskedAt == WholeLife.At(upgrade)), read, read, read);
        Assert.Equal([truth[0], truth[1].Replace($"{WholeLife.At(upgrade):yyyy-MM-dd}", $"{read:yyyy-MM-dd}", StringComparison.Ordinal)], Movements([.. events, answer]));

        // Its event comes after all, and the movement goes to its own day
        Assert.Equal(truth.Take(2), Movements([.. events, answer, life.Entry(upgrade, read.AddDays(1))]));
    }

    private void Check(WholeLife life, IReadOnlyCollection<InboxEntry> entries, IReadOnlyList<string> truth, string which)
    {
        foreach (var subscription in entries.GroupBy(entry => entry.ObjectId))
        {
            var newest = SnapshotOrder.Newest([.. subscription]);
            Assert.True(newest is not null, $"{which}: nobody can say which is the newest.");
            var shown = JsonNode.Parse(newest.Payload)!;
            Assert.True(JsonNode.DeepEquals(newest.Source == InboxSource.Answer ? shown : shown["data"]!["object"], life.End(subscription.Key)), $"{which}: the newest of {subscription.Key} is {newest.Id}.");
        }
        List<string> movements = [.. Movements(entries)];
        Assert.True(truth.SequenceEqual(movements), $"{which}: the ledger says\n{string.Join('\n', movements)}\ninstead of\n{string.Join('\n', truth)}");
    }

    private IEnumerable<string> Movements(IEnumerable<InboxEntry> entries) =>
        MovementLedger.Of(entries.GroupBy(entry => entry.ObjectId).SelectMany(subscription => MovementLedger.StatesOf(History([.. subscription]), IncludedTaxes.None))).Select(WholeLife.Line);

    /// <summary>What the worker makes of the entries; but what each of them shows is the same in every order, and read once.</summary>
    private IEnumerable<Known> History(IReadOnlyCollection<InboxEntry> entries) =>
        SnapshotOrder.History(entries).Select(told => new Known(told.At, shown.GetOrAdd(told.Entry.Id, _ => InboxWorker.Read(told.Entry)!)));

    private static int Seed()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        return seed;
    }

    private static TimeSpan Delay(Random random) => TimeSpan.FromSeconds(random.Next(3) switch { 0 => random.NextDouble(), 1 => random.Next(0, 86_400), _ => random.Next(0, 120 * 86_400) });

    private static IEnumerable<List<int>> Orders(List<int> left) =>
        left.Count == 0 ? [[]] : left.SelectMany(first => Orders([.. left.Where(other => other != first)]).Select(rest => (List<int>)[first, .. rest]));
}
