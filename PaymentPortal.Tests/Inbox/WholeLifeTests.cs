using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Metrics;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>A whole life, told in every order, with doubles and late answers: the newest state and the ledger's dates and amounts are always the true ones.</summary>
public sealed class WholeLifeTests(PortalApp portal, Databases databases) : IClassFixture<PortalApp>
{
    private static readonly DateTimeOffset Today = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task All_5040_orders_of_seven_events_come_to_the_same()
    {
        var life = await WholeLife.RecordAsync(portal.Sandbox);
        var orders = 0;
        foreach (var order in Orders([.. Enumerable.Range(0, 7)]))
        {
            orders++;
            Check([.. order.Select((at, position) => WholeLife.Entry(life.Seven[at], Today.AddSeconds(position)))], life.Seven, WholeLife.MovementsOfSeven, $"order {string.Join(' ', order)}");
        }
        Assert.Equal(5040, orders);
    }

    [Fact]
    public async Task Ten_thousand_shuffles_with_doubles_come_to_the_same()
    {
        var life = await WholeLife.RecordAsync(portal.Sandbox);
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        Parallel.For(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number =>
        {
            var random = new Random(seed + number);
            var told = life.Whole.Concat(life.Whole.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(told);
            // A double is stored once, as it first came
            var entries = told.Select((posted, position) => WholeLife.Entry(posted, Today.AddSeconds(position))).DistinctBy(entry => entry.Id).ToList();
            Check(entries, life.Whole, WholeLife.MovementsOfWhole, $"seed {seed + number}");
        });
    }

    [Fact]
    public async Task Events_and_answers_that_are_late_by_up_to_months_come_to_the_same()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var life = await WholeLife.RecordAsync(portal.Sandbox);
        for (var number = 0; number < 1000; number++)
        {
            var random = new Random(seed + number);
            var entries = life.Whole.Select(posted => WholeLife.Entry(posted, WholeLife.At(posted) + Delay(random))).ToList();
            for (var answers = random.Next(4); answers > 0; answers--)
            {
                var read = WholeLife.At(life.Seven[0]).AddSeconds(random.Next(1, 120 * 86_400));
                entries.Add(life.Answer(WholeLife.First, read - (Delay(random) / 100), read, read + (Delay(random) / 100)));
            }
            entries.Sort((one, other) => one.Id.GetHashCode(StringComparison.Ordinal).CompareTo(other.Id.GetHashCode(StringComparison.Ordinal)));
            Check(entries, life.Whole, WholeLife.MovementsOfWhole, $"seed {seed + number}");
        }
    }

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 200)]
    [InlineData(DatabaseProvider.Postgres, 200)]
    public async Task Every_database_says_the_same_after_every_order(DatabaseProvider provider, int orders)
    {
        var life = await WholeLife.RecordAsync(portal.Sandbox);
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        await bench.ReceiveAsync(life.Whole.Select(bench.Entry));
        await bench.WorkAsync();
        var expected = await bench.TablesAsync();
        var first = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {first}");
        for (var seed = first; seed < first + orders; seed++)
        {
            var random = new Random(seed);
            await bench.ForgetAsync();
            await bench.TellAsync(life.Whole, random);
            Assert.True(expected == await bench.TablesAsync(), $"Seed {seed}: the tables say otherwise.\n{await bench.TablesAsync()}\ninstead of\n{expected}");
        }
        await using var context = bench.Contexts.CreateDbContext();
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(WholeLife.MovementsOfWhole, (await context.Movements.OrderBy(m => m.At).ToListAsync(cancellation)).Select(WholeLife.Line));
        Assert.Equal("active", (await context.Subscriptions.SingleAsync(s => s.Id == WholeLife.Second, cancellation)).Status);
        Assert.Equal("canceled", (await context.Subscriptions.SingleAsync(s => s.Id == WholeLife.First, cancellation)).Status);
    }

    [Fact]
    public async Task A_change_that_only_an_answer_tells_of_is_a_movement_of_the_answers_day()
    {
        var life = await WholeLife.RecordAsync(portal.Sandbox);
        var events = life.Seven.Take(2).Select(posted => WholeLife.Entry(posted, WholeLife.At(posted).AddSeconds(1))).ToList();
        var read = WholeLife.At(life.Seven[2]).AddDays(3);
        var answer = life.Answer(WholeLife.First, read, read, read);
        Assert.Equal([WholeLife.MovementsOfSeven[0], WholeLife.MovementsOfSeven[1].Replace("2026-02-20", "2026-02-23", StringComparison.Ordinal)], Movements([.. events, answer]));

        // Its event comes after all, and the movement goes to its own day
        Assert.Equal(WholeLife.MovementsOfSeven.Take(2), Movements([.. events, answer, WholeLife.Entry(life.Seven[2], read.AddDays(1))]));
    }

    private static void Check(List<InboxEntry> entries, IReadOnlyList<JsonObject> truth, IReadOnlyList<string> movements, string which)
    {
        foreach (var subscription in entries.GroupBy(entry => entry.ObjectId))
        {
            var newest = SnapshotOrder.Newest([.. subscription]);
            Assert.True(newest is not null, $"{which}: nobody can say which is the newest.");
            var last = truth.Last(posted => (string?)posted["data"]!["object"]!["id"] == subscription.Key)["data"]!["object"]!;
            var shown = JsonNode.Parse(newest.Payload)!;
            Assert.True(JsonNode.DeepEquals(newest.Source == InboxSource.Answer ? shown : shown["data"]!["object"], last), $"{which}: the newest of {subscription.Key} is {newest.Id}.");
        }
        Assert.True(movements.SequenceEqual(Movements(entries)), $"{which}: the ledger says\n{string.Join('\n', Movements(entries))}\ninstead of\n{string.Join('\n', movements)}");
    }

    private static IEnumerable<string> Movements(IEnumerable<InboxEntry> entries) =>
        MovementLedger.Of(entries.GroupBy(entry => entry.ObjectId).SelectMany(subscription => MovementLedger.StatesOf(InboxWorker.HistoryOf([.. subscription]), IncludedTaxes.None))).Select(WholeLife.Line);

    private static TimeSpan Delay(Random random) => TimeSpan.FromSeconds(random.Next(3) switch { 0 => random.NextDouble(), 1 => random.Next(0, 86_400), _ => random.Next(0, 120 * 86_400) });

    private static IEnumerable<List<int>> Orders(List<int> left) =>
        left.Count == 0 ? [[]] : left.SelectMany(first => Orders([.. left.Where(other => other != first)]).Select(rest => (List<int>)[first, .. rest]));
}
