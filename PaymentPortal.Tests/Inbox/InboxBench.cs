using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Data;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>The inbox's worker on a database of its own, run by the test step by step. What it has to ask, it asks the Stripe of the portal that it is made from.</summary>
internal sealed class InboxBench : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TemporaryFolder folder = new();
    private readonly TestDatabase database;
    private readonly ServiceProvider data;
    private readonly InboxStore store;
    private readonly Readiness readiness = new();
    private readonly StripeGateway gateway;
    private readonly IReadOnlyList<IProjector> projectors;
    private InboxWorker? own;
    private int received;

    private InboxBench(PortalApp portal, TestDatabase database, IReadOnlyList<IProjector>? projectors)
    {
        this.database = database;
        this.projectors = projectors ?? [.. portal.Services.GetServices<IProjector>()];
        data = Databases.ServicesOn(database.Provider, database.ConnectionString, folder.Path);
        gateway = portal.Services.GetRequiredService<StripeGateway>();
        store = new InboxStore(Contexts, new InboxSignal(), readiness, Time, NullLogger<InboxStore>.Instance);
    }

    public InboxStore Store => store;

    public ObjectReader Reader => new(Contexts, gateway, store);

    public UndecidedObjects Undecided => field ??= new UndecidedObjects(Contexts, Reader, store, new InboxSignal(), Marks, Time, NullLogger<UndecidedObjects>.Instance);

    public ManualTime Time { get; } = new(TimeProvider.System.GetUtcNow());

    public IDbContextFactory<PortalDbContext> Contexts => data.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    public static async Task<InboxBench> OpenAsync(PortalApp portal, Databases databases, DatabaseProvider provider, IReadOnlyList<IProjector>? projectors = null)
    {
        var bench = new InboxBench(portal, await databases.CopyAsync(provider), projectors);
        bench.readiness.SayDatabaseReady();
        return bench;
    }

    private EntryMarks Marks => new(Time, NullLogger<EntryMarks>.Instance);

    /// <summary>A worker as each process has one.</summary>
    public InboxWorker Worker() =>
        new(Contexts, projectors, Undecided, Marks, store, new InboxSignal(), new ChangeSignal(), readiness, Time, NullLogger<InboxWorker>.Instance);

    public async Task ReceiveAsync(params IEnumerable<InboxEntry> entries)
    {
        List<Task<bool>> stored;
        // Whoever comes while another has the turn is committed together with all that wait: one trip to the disk, and not one for each
        await using (await store.EnterAsync(TestContext.Current.CancellationToken))
            stored = [.. entries.Select(entry => store.AddAsync(entry, TestContext.Current.CancellationToken))];
        await Task.WhenAll(stored);
    }

    /// <summary>The entry that the endpoint makes of this event; each comes a millisecond after the other.</summary>
    public InboxEntry Entry(JsonObject posted) =>
        EventReader.Read(JsonSerializer.SerializeToUtf8Bytes(posted), Time.GetUtcNow().AddMilliseconds(-100_000 + Interlocked.Increment(ref received)));

    /// <summary>
    /// Tells the events in as many orders, each with doubles and perhaps with answers among them, and finds what the tables say now after every one of them.
    /// </summary>
    /// <param name="events">All of them; the tables must know them already.</param>
    /// <param name="orders">In how many orders.</param>
    /// <param name="answers">What else comes, in an order of this chance.</param>
    public async Task SaysTheSameAsync(IReadOnlyCollection<JsonObject> events, int orders, Func<Random, IEnumerable<InboxEntry>>? answers = null)
    {
        var expected = await TablesAsync();
        var first = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seeds {first} to {first + orders - 1}");
        for (var seed = first; seed < first + orders; seed++)
        {
            var random = new Random(seed);
            await ForgetAsync();
            await TellAsync(events, random, answers?.Invoke(random) ?? []);
            var tables = await TablesAsync();
            Assert.True(expected == tables, $"Seed {seed}: the tables say otherwise.\n{tables}\ninstead of\n{expected}");
            await using var context = Contexts.CreateDbContext();
            var entries = await context.InboxEntries.Select(entry => new { entry.Id, entry.Source, entry.Type, entry.State, entry.Error }).ToListAsync(TestContext.Current.CancellationToken);
            Assert.All(entries, entry => Assert.True(entry.State is InboxState.Done or InboxState.Ignored, $"Seed {seed}: {entry.Type} is {entry.State}: {entry.Error}"));
            // However often an event came, the inbox holds it once
            Assert.Equal(events.Select(posted => (string)posted["id"]!).Order(StringComparer.Ordinal), entries.Where(entry => entry.Source == InboxSource.Event).Select(entry => entry.Id).Order(StringComparer.Ordinal));
        }
    }

    /// <summary>Receives the events in any order, some of them twice, a part at a time, and works after each part.</summary>
    public async Task TellAsync(IReadOnlyCollection<JsonObject> events, Random random, params IEnumerable<InboxEntry> answers)
    {
        var told = events.Concat(events.Where(_ => random.Next(4) == 0)).Select(posted => (Func<InboxEntry>)(() => Entry(posted)))
            .Concat(answers.Select(answer => (Func<InboxEntry>)(() => answer))).ToArray();
        random.Shuffle(told);
        for (var at = 0; at < told.Length;)
        {
            var some = random.Next(1, told.Length);
            await ReceiveAsync(told.Skip(at).Take(some).Select(entry => entry()));
            await WorkAsync();
            at += some;
        }
    }

    /// <summary>Works until nothing is due.</summary>
    public async Task WorkAsync()
    {
        // The same each time: a new one would compile its queries anew, which takes longer than the work
        own ??= Worker();
        do
        {
            while (await own.WorkAsync(TestContext.Current.CancellationToken) > 0)
            {
            }
        }
        while (await Undecided.AskForAllAsync(TestContext.Current.CancellationToken) > 0);
    }

    public async Task<IReadOnlyList<InboxEntry>> EntriesAsync()
    {
        await using var context = Contexts.CreateDbContext();
        return await context.InboxEntries.AsNoTracking().OrderBy(entry => entry.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Everything that the tables say about what was bought, as text.</summary>
    public async Task<string> TablesAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var context = Contexts.CreateDbContext();
        return JsonSerializer.Serialize(
            new
            {
                Customers = await context.Customers.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellation),
                Subscriptions = await context.Subscriptions.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellation),
                Items = await context.SubscriptionItems.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellation),
                Invoices = await context.Invoices.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellation),
                Payments = await context.Payments.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellation),
                Charges = await context.Charges.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellation),
                States = await context.SubscriptionStates.AsNoTracking().OrderBy(row => row.SubscriptionId).ThenBy(row => row.At).ToListAsync(cancellation),
                ChargedTaxes = await context.ChargedTaxes.AsNoTracking().OrderBy(row => row.InvoiceId).ThenBy(row => row.PriceId).ToListAsync(cancellation),
                Movements = await context.Movements.AsNoTracking().OrderBy(row => row.CustomerId).ThenBy(row => row.Currency).ThenBy(row => row.At).ToListAsync(cancellation),
                Revenue = await context.DailyRevenue.AsNoTracking().OrderBy(row => row.Day).ThenBy(row => row.Currency).ToListAsync(cancellation),
                InvoicePayments = await context.InvoicePayments.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellation),
            },
            Readable);
    }

    /// <summary>Forgets everything, so that the same can be told in another order.</summary>
    public async Task ForgetAsync()
    {
        await using var context = Contexts.CreateDbContext();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await context.InboxEntries.ExecuteDeleteAsync();
        await context.OutboxMessages.ExecuteDeleteAsync();
        await context.SubscriptionItems.ExecuteDeleteAsync();
        await context.Subscriptions.ExecuteDeleteAsync();
        await context.Invoices.ExecuteDeleteAsync();
        await context.Payments.ExecuteDeleteAsync();
        await context.Charges.ExecuteDeleteAsync();
        await context.InvoicePayments.ExecuteDeleteAsync();
        await context.Customers.ExecuteDeleteAsync();
        await context.SubscriptionStates.ExecuteDeleteAsync();
        await context.ChargedTaxes.ExecuteDeleteAsync();
        await context.TaxRates.ExecuteDeleteAsync();
        await context.Movements.ExecuteDeleteAsync();
        await context.DailyRevenue.ExecuteDeleteAsync();
        await transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        own?.Dispose();
        await store.DisposeAsync();
        await data.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }
}
