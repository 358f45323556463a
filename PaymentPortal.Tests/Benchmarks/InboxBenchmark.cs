using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Benchmarks;

/// <summary>
/// How many events a second are answered durably, beside the bare limit and beside what most people would write, in one run on one machine; and how long it takes from the answer to the effect.
/// Asked for by name; the bounds are ratios.
/// </summary>
[Collection(nameof(Measured))]
public sealed class InboxBenchmark(ITestOutputHelper output)
{
    private const string Secret = "whsec_sandbox";
    private const int Rounds = 3;
    private const int Connections = 64;
    private const int MostPerSecond = 12_000;
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(60);
    private static int lastNumber;
    private JsonObject template = [];

    [Fact(Explicit = true)]
    public async Task Whole()
    {
        output.WriteLine($"Load of the machine before: {(File.Exists("/proc/loadavg") ? await File.ReadAllTextAsync("/proc/loadavg") : "unknown").Trim()}");
        await using var portal = await PortalProcess.StartAsync();
        template = await RecordAsync(portal.Address);
        await using var bare = await BareEndpoint.StartAsync(Secret);
        await using var express = await ExpressEndpoint.StartAsync(Secret, output.WriteLine);
        var (ofBare, ofExpress, single, tails) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        foreach (var address in new[] { bare.Address, express?.Address, portal.Address }.OfType<Uri>())
            Run(address, Connections, WarmUp);
        await DrainedAsync(portal);
        for (var round = 1; round <= Rounds; round++)
        {
            var limit = Run(bare.Address, Connections, Load);
            var usual = express is null ? null : Run(express.Address, Connections, Load);
            var ours = Run(portal.Address, Connections, Load);
            var drain = await DrainedAsync(portal);
            var usualAlone = express is null ? null : Run(express.Address, 1, Load);
            var oursAlone = Run(portal.Address, 1, Load);
            var drainAlone = await DrainedAsync(portal);
            output.WriteLine($"Round {round}, {Connections} connections\n  bare     {limit}\n  express  {(object?)usual ?? "left out"}\n  portal   {ours}, drained {drain.TotalSeconds:0.0} s after the load");
            output.WriteLine($"Round {round}, 1 connection\n  express  {(object?)usualAlone ?? "left out"}\n  portal   {oursAlone}, drained {drainAlone.TotalSeconds:0.0} s after the load");
            Assert.True(drain < LongestDrain, $"The backlog took {drain.TotalSeconds:0} s.");
            Assert.Equal((0, 0), (ours.Failed, oursAlone.Failed));
            ofBare.Add(ours.PerSecond / limit.PerSecond);
            if (usual is not null && usualAlone is not null)
            {
                ofExpress.Add(ours.PerSecond / usual.PerSecond);
                single.Add(oursAlone.PerSecond / usualAlone.PerSecond);
                tails.Add(ours.P99 / usual.P99);
            }
        }
        var late = await EffectAsync(portal);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Portal / bare at {Connections} connections: {Text(ofBare)} (at least 0.7)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Portal / express at {Connections} connections: {Text(ofExpress)} (at least 4); at 1: {Text(single)} (at least 1); p99: {Text(tails)} (under 0.33)"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"From answer to effect at 200 events a second for a minute: at most {late.TotalMilliseconds:0} ms (under 1,000)"));
        Assert.True(Median(ofBare) >= 0.7, "Less than 0.7 of the bare endpoint.");
        Assert.True(express is null || (Median(ofExpress) >= 4 && Median(single) >= 1 && Median(tails) < 1.0 / 3), "Not as far from Express as it should be.");
        Assert.True(late < TimeSpan.FromSeconds(1), "An effect came later than a second after the answer.");
    }

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);

    private static string Text(List<double> of) => of.Count == 0 ? "left out" : string.Join(' ', of.Select(one => one.ToString("0.00", CultureInfo.InvariantCulture)));

    private LoadGenerator.Result Run(Uri address, int connections, TimeSpan time)
    {
        var load = new LoadGenerator(address, Secret);
        return load.Run(load.Sign(connections, (int)(MostPerSecond * time.TotalSeconds / (connections == 1 ? 2 : connections)), _ => Event()), time);
    }

    /// <summary>A payment that went through, as the sandbox tells it, under ids of its own.</summary>
    private byte[] Event()
    {
        var number = Interlocked.Increment(ref lastNumber).ToString(CultureInfo.InvariantCulture);
        template["id"] = "evt_load_" + number;
        template["data"]!["object"]!["id"] = "pi_load_" + number;
        template["created"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return Encoding.UTF8.GetBytes(template.ToJsonString());
    }

    private static async Task<JsonObject> RecordAsync(Uri portal)
    {
        using var stripe = new SandboxApi(portal);
        await stripe.PostAsync("payment_intents", ("amount", "2900"), ("currency", "usd"), ("payment_method", "pm_card_visa"), ("confirm", "true"), ("automatic_payment_methods[enabled]", "true"), ("automatic_payment_methods[allow_redirects]", "never"));
        return (await stripe.ListAsync("events", ("type", "payment_intent.succeeded")))[0];
    }

    private static SqliteConnection Tables(PortalProcess portal) => new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(portal.DataDirectory, "portal.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);

    internal static async Task<TimeSpan> DrainedAsync(PortalProcess portal)
    {
        var began = Stopwatch.GetTimestamp();
        await using var tables = Tables(portal);
        await tables.OpenAsync(TestContext.Current.CancellationToken);
        await using var left = tables.CreateCommand();
        left.CommandText = """SELECT EXISTS (SELECT 1 FROM "InboxEntries" WHERE "State" = 'Pending')""";
        await Eventually.TrueAsync(async () => await left.ExecuteScalarAsync(TestContext.Current.CancellationToken) is 0L, () => "The backlog does not drain.", TimeSpan.FromMinutes(5));
        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>The longest time from storing an event to having applied it, at 200 a second for a minute. It is answered after it was stored, so that the time from the answer is shorter.</summary>
    private async Task<TimeSpan> EffectAsync(PortalProcess portal)
    {
        var load = new LoadGenerator(portal.Address, Secret);
        var first = lastNumber;
        var minute = TimeSpan.FromMinutes(1);
        var result = load.Run(load.Sign(8, 200 * 60 / 8, _ => Event()), minute + TimeSpan.FromSeconds(5), 200);
        output.WriteLine($"200 a second for a minute: {result}");
        await DrainedAsync(portal);
        await using var tables = Tables(portal);
        await tables.OpenAsync(TestContext.Current.CancellationToken);
        await using var longest = tables.CreateCommand();
        longest.CommandText = """SELECT max("DoneAt" - "ReceivedAt") FROM "InboxEntries" WHERE "Id" LIKE 'evt_load_%' AND CAST(substr("Id", 10) AS INTEGER) > @first""";
        longest.Parameters.AddWithValue("@first", first);
        return TimeSpan.FromMilliseconds((long)(await longest.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
    }
}
