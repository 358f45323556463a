using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PaymentPortal.Data;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Sandbox.Storage;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>What the inbox was not told: events that never came, and changes without an event. The sandbox stands for Stripe and delivers nothing to these tables.</summary>
public sealed class InboxJobsTests(PortalApp portal, Databases databases) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StripeGateway Gateway => portal.Services.GetRequiredService<StripeGateway>();

    private IEnumerable<IProjector> Projectors => portal.Services.GetServices<IProjector>();

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_never_arrived_is_taken_from_Stripes_list_applied_and_told_once(DatabaseProvider provider)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        var (gaps, job) = await FirstPassAsync(bench);
        var (lost, late) = (await CustomerAsync("Lost"), await CustomerAsync("Late"));

        Assert.StartsWith("2 events", await gaps.RunAsync(job, Cancellation), StringComparison.Ordinal);
        await bench.WorkAsync();
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal("Lost", (await context.Customers.SingleAsync(c => c.Id == lost, Cancellation)).Name);
        Assert.Equal("Nothing was missing", await gaps.RunAsync(job, Cancellation));
        Assert.Empty(await context.InboxAlerts.ToListAsync(Cancellation));

        // One of them was only on its way
        var listed = (await portal.Sandbox.ListAsync("events")).Single(e => (string?)e["data"]!["object"]!["id"] == late);
        await bench.ReceiveAsync(bench.Entry(listed));
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        await gaps.RunAsync(job, Cancellation);
        await gaps.RunAsync(job, Cancellation);
        var alert = Assert.Single(await context.InboxAlerts.AsNoTracking().ToListAsync(Cancellation));
        Assert.Equal((InboxAlertKind.NeverDelivered, 1), (alert.Kind, alert.Count));
        Assert.Contains((await context.InboxEntries.SingleAsync(e => e.ObjectId == lost, Cancellation)).Id, alert.Text, StringComparison.Ordinal);
    }

    /// <summary>Such as those of a test clock that has gone through a year.</summary>
    [Fact]
    public async Task Events_that_lie_ahead_hide_none_of_today()
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Sqlite);
        var (gaps, job) = await FirstPassAsync(bench);
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        bench.Time.Correct(yesterday);
        await CustomerAsync("Ahead");
        await gaps.RunAsync(job, Cancellation);
        Assert.InRange(long.Parse(job.Cursor!, CultureInfo.InvariantCulture), 0, bench.Time.GetUtcNow().ToUnixTimeSeconds());
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task One_object_of_the_list_that_cannot_be_read_hides_no_other(DatabaseProvider provider)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        var (gaps, job) = await FirstPassAsync(bench);
        var (before, poison, after) = (await CustomerAsync("Before"), await CustomerAsync("Poison"), await CustomerAsync("After"));
        await PoisonAsync(poison);

        Assert.StartsWith("3 events", await gaps.RunAsync(job, Cancellation), StringComparison.Ordinal);
        await bench.WorkAsync();
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal(2, await context.Customers.CountAsync(c => c.Id == before || c.Id == after, Cancellation));
        Assert.True(await context.InboxEntries.AnyAsync(e => e.ObjectId == poison && e.Source == InboxSource.Event, Cancellation));
        var counts = new CompareCounts(bench.Contexts, Gateway, Projectors, Options.Create(new InboxOptions()), bench.Time);
        Assert.NotNull(await counts.RunAsync(new InboxJob { Name = counts.Name, DueAt = bench.Time.GetUtcNow() }, Cancellation));
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        await gaps.RunAsync(job, Cancellation);
        Assert.Equal(3, Assert.Single(await context.InboxAlerts.AsNoTracking().ToListAsync(Cancellation)).Count);
    }

    /// <summary>Stripe answers, and in a shape that this version does not know.</summary>
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task An_answer_that_cannot_be_read_holds_up_no_other_object(DatabaseProvider provider)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        var (poison, sound) = (await CustomerAsync("Poison"), await CustomerAsync("Sound"));
        await using (var file = new SqliteConnection($"Data Source={Path.Combine(portal.DataDirectory, "sandbox.db")};Pooling=False"))
        {
            await file.OpenAsync(Cancellation);
            await using var write = file.CreateCommand();
            write.CommandText = "UPDATE objects SET json = json_set(json, '$.created', 'yesterday') WHERE id = $id";
            write.Parameters.AddWithValue("$id", poison);
            Assert.Equal(1, await write.ExecuteNonQueryAsync(Cancellation));
        }

        var told = (await portal.Sandbox.ListAsync("events")).Where(e => (string?)e["data"]!["object"]!["id"] is { } id && (id == poison || id == sound)).ToList();
        told.ForEach(e => e["api_version"] = "2020-08-27");
        await bench.ReceiveAsync(told.Select(bench.Entry));
        bench.Time.Correct(TimeProvider.System.GetUtcNow());
        await bench.WorkAsync();
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal(sound, (await context.Customers.SingleAsync(Cancellation)).Id);
        var waits = (await bench.EntriesAsync()).Single(e => e.ObjectId == poison);
        Assert.Equal((InboxState.Pending, true), (waits.State, waits.Attempts > 0));
        Assert.Contains("cannot be read by this version", waits.Error, StringComparison.Ordinal);

        var again = new ReadAgain(bench.Contexts, bench.Reader, bench.Store, Projectors, Options.Create(new InboxOptions()), NullLogger<ReadAgain>.Instance);
        Assert.Equal("2 objects were read again, 0 had changed, of 1 the answer cannot be read", await again.RunAsync(new InboxJob { Name = again.Name, DueAt = bench.Time.GetUtcNow() }, Cancellation));
    }

    /// <summary>Stripe's list holds a time of this customer that no calendar has.</summary>
    private async Task PoisonAsync(string customer)
    {
        await using var file = new SqliteConnection($"Data Source={Path.Combine(portal.DataDirectory, "sandbox.db")};Pooling=False");
        await file.OpenAsync(Cancellation);
        var found = (await portal.Sandbox.ListAsync("events")).Single(e => (string?)e["data"]!["object"]!["id"] == customer);
        found["data"]!["object"]!["created"] = 86_400_001_795_990_653;
        await using var write = file.CreateCommand();
        write.CommandText = "UPDATE events SET json = $json WHERE id = $id";
        write.Parameters.AddWithValue("$json", Packed.Pack(Encoding.UTF8.GetBytes(found.ToJsonString())));
        write.Parameters.AddWithValue("$id", (string)found["id"]!);
        Assert.Equal(1, await write.ExecuteNonQueryAsync(Cancellation));
    }

    [Fact]
    public async Task What_the_endpoint_does_not_subscribe_to_is_applied_without_an_alert_until_no_endpoint_listens()
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Sqlite);
        var endpoint = (string)(await portal.Sandbox.PostAsync("webhook_endpoints", ("url", "http://127.0.0.1:9/api/webhooks/stripe"), ("enabled_events[]", "invoice.paid"), ("enabled_events[]", "customer.updated")))["id"]!;
        var others = (string)(await portal.Sandbox.PostAsync("webhook_endpoints", ("url", "http://127.0.0.1:9/somebody/else"), ("enabled_events[]", "*")))["id"]!;
        var (gaps, job) = await FirstPassAsync(bench);

        var unheard = await CustomerAsync("Unheard");
        Assert.Equal("1 event was taken from Stripe's list. The webhook endpoint does not subscribe to customer.created", await gaps.RunAsync(job, Cancellation));
        await bench.WorkAsync();
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        await gaps.RunAsync(job, Cancellation);
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal("Unheard", (await context.Customers.SingleAsync(c => c.Id == unheard, Cancellation)).Name);
        Assert.Empty(await context.InboxAlerts.ToListAsync(Cancellation));

        await portal.Sandbox.PostAsync($"customers/{unheard}", ("name", "Heard"));
        Assert.StartsWith("1 event had not arrived", await gaps.RunAsync(job, Cancellation), StringComparison.Ordinal);
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        await gaps.RunAsync(job, Cancellation);
        Assert.Equal(1, Assert.Single(await context.InboxAlerts.AsNoTracking().ToListAsync(Cancellation)).Count);

        await portal.Sandbox.PostAsync($"webhook_endpoints/{endpoint}", ("disabled", "true"));
        await CustomerAsync("Told to nobody");
        await gaps.RunAsync(job, Cancellation);
        bench.Time.Advance(TimeSpan.FromMinutes(6));
        await gaps.RunAsync(job, Cancellation);
        Assert.Equal(2, await context.InboxAlerts.CountAsync(Cancellation));
        await portal.Sandbox.PostAsync($"webhook_endpoints/{others}", ("disabled", "true"));
    }

    [Fact]
    public async Task The_tables_are_whole_when_no_event_was_ever_delivered()
    {
        await portal.Sandbox.PostAsync("customers", ("name", "Never told"));
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Sqlite);
        var gaps = Gaps(bench);
        await gaps.RunAsync(new InboxJob { Name = gaps.Name, DueAt = bench.Time.GetUtcNow() }, Cancellation);
        await bench.WorkAsync();
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal((await portal.Sandbox.ListAsync("customers")).Select(c => (string)c["id"]!).Order(StringComparer.Ordinal), (await context.Customers.Select(c => c.Id).ToListAsync(Cancellation)).Order(StringComparer.Ordinal));
        Assert.Empty(await context.InboxAlerts.ToListAsync(Cancellation));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task The_heartbeat_tells_where_Stripe_and_the_portal_count_differently(DatabaseProvider provider)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        await CustomerAsync("Counted");
        var counts = new CompareCounts(bench.Contexts, Gateway, Projectors, Options.Create(new InboxOptions()), bench.Time);
        var job = new InboxJob { Name = counts.Name, DueAt = bench.Time.GetUtcNow() };
        bench.Time.Correct(TimeProvider.System.GetUtcNow().AddMinutes(12));
        await counts.RunAsync(job, Cancellation);
        await using var context = bench.Contexts.CreateDbContext();
        var alert = Assert.Single(await context.InboxAlerts.ToListAsync(Cancellation));
        Assert.Equal(InboxAlertKind.CountsDiffer, alert.Kind);
        Assert.EndsWith("and 0 are here.", alert.Text, StringComparison.Ordinal);

        await Gaps(bench).RunAsync(new InboxJob { Name = "find-gaps", DueAt = bench.Time.GetUtcNow() }, Cancellation);
        await counts.RunAsync(job, Cancellation);
        Assert.Equal(1, await context.InboxAlerts.CountAsync(Cancellation));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_changed_at_Stripe_without_an_event_heals_at_the_next_pass(DatabaseProvider provider)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        var id = await CustomerAsync("As it is");
        var told = (await portal.Sandbox.ListAsync("events")).Single(e => (string?)e["data"]!["object"]!["id"] == id);
        told["data"]!["object"]!["name"] = "As it was";
        await bench.ReceiveAsync(bench.Entry(told));
        await bench.WorkAsync();
        var again = new ReadAgain(bench.Contexts, bench.Reader, bench.Store, Projectors, Options.Create(new InboxOptions()), NullLogger<ReadAgain>.Instance);
        var job = new InboxJob { Name = again.Name, DueAt = bench.Time.GetUtcNow() };
        bench.Time.Correct(TimeProvider.System.GetUtcNow());
        Assert.Equal("1 objects were read again, 1 had changed", await again.RunAsync(job, Cancellation));
        await bench.WorkAsync();
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal("As it is", (await context.Customers.SingleAsync(Cancellation)).Name);
        Assert.Equal("1 objects were read again, 0 had changed", await again.RunAsync(job, Cancellation));
    }

    [Fact]
    public async Task An_invoice_that_was_only_foretold_is_not_asked_for()
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Sqlite);
        await bench.ReceiveAsync(bench.Entry(StripePost.Event("invoice.upcoming", new JsonObject { ["id"] = "upcoming_in_1", ["object"] = "invoice" })));
        var again = new ReadAgain(bench.Contexts, bench.Reader, bench.Store, Projectors, Options.Create(new InboxOptions()), NullLogger<ReadAgain>.Instance);
        Assert.Equal("0 objects were read again, 0 had changed", await again.RunAsync(new InboxJob { Name = again.Name, DueAt = bench.Time.GetUtcNow() }, Cancellation));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Of_two_nodes_one_runs_the_job_and_not_before_it_is_due(DatabaseProvider provider)
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        var job = new Counted();
        var nodes = Enumerable.Range(0, 4).Select(_ => new InboxJobs(bench.Contexts, [job], new Readiness(), bench.Time, NullLogger<InboxJobs>.Instance)).ToList();
        Assert.False(await nodes[0].RunIfDueAsync(job, Cancellation));
        for (var round = 1; round <= 3; round++)
        {
            bench.Time.Advance(job.Every);
            await Task.WhenAll(nodes.Select(node => Task.Run(() => node.RunIfDueAsync(job, Cancellation))));
            Assert.Equal(round, job.Runs);
        }
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal(("run 3", bench.Time.GetUtcNow().ToUnixTimeSeconds()), await context.InboxJobs.Select(j => new { j.LastResult, j.LastDoneAt }).SingleAsync(Cancellation) is var row ? (row.LastResult, row.LastDoneAt!.Value.ToUnixTimeSeconds()) : default);
    }

    [Fact]
    public async Task A_job_that_fails_is_said_to_have_failed_and_runs_again()
    {
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Sqlite);
        var job = new Counted { Fails = true };
        var node = new InboxJobs(bench.Contexts, [job], new Readiness(), bench.Time, NullLogger<InboxJobs>.Instance);
        await node.RunIfDueAsync(job, Cancellation);
        bench.Time.Advance(job.Every);
        await Assert.ThrowsAsync<InvalidDataException>(() => node.RunIfDueAsync(job, Cancellation));
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Equal("It failed and runs again at its next time: run 1", (await context.InboxJobs.AsNoTracking().SingleAsync(Cancellation)).LastResult);
        job.Fails = false;
        bench.Time.Advance(job.Every);
        Assert.True(await node.RunIfDueAsync(job, Cancellation));
        Assert.Equal("run 2", (await context.InboxJobs.AsNoTracking().SingleAsync(Cancellation)).LastResult);
    }

    /// <summary>The job after its first pass, which takes over what was there before.</summary>
    private async Task<(FindGaps Gaps, InboxJob Job)> FirstPassAsync(InboxBench bench)
    {
        var gaps = Gaps(bench);
        var job = new InboxJob { Name = gaps.Name, DueAt = bench.Time.GetUtcNow() };
        await gaps.RunAsync(job, Cancellation);
        await bench.WorkAsync();
        bench.Time.Correct(TimeProvider.System.GetUtcNow());
        return (gaps, job);
    }

    private FindGaps Gaps(InboxBench bench) => new(bench.Contexts, Gateway, bench.Store, Projectors, Options.Create(new InboxOptions()), bench.Time);

    private async Task<string> CustomerAsync(string name) => (string)(await portal.Sandbox.PostAsync("customers", ("name", name)))["id"]!;

    private sealed class Counted : IInboxJob
    {
        private int runs;

        public int Runs => runs;

        public bool Fails { get; set; }

        public string Name => "counted";

        public TimeSpan Every => TimeSpan.FromMinutes(1);

        public Task<string?> RunAsync(InboxJob job, CancellationToken cancellationToken)
        {
            var told = string.Create(CultureInfo.InvariantCulture, $"run {Interlocked.Increment(ref runs)}");
            return Fails ? throw new InvalidDataException(told + ".") : Task.FromResult<string?>(told);
        }
    }
}
