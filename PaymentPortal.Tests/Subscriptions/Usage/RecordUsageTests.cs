using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Data;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions.Usage;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Subscriptions.Usage;

/// <summary>Noting usage, on each database.</summary>
public sealed class RecordUsageTests(Databases databases)
{
    private static readonly Catalogue Catalogue = new(Options.Create(new CatalogOptions { Meters = [new Meter { Code = "api_calls", Name = "API calls" }] }));

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_key_counts_once_even_at_once_and_only_for_its_organisation(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        var (one, other) = (TypedId.New<OrganisationId>(tables.Time), TypedId.New<OrganisationId>(tables.Time));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => NoteAsync(tables, one, 5, "key"))));
        Assert.All(outcomes, outcome => Assert.True(outcome.IsDone, outcome.Refusal?.Sentence));
        Assert.True((await NoteAsync(tables, other, 7, "key")).IsDone);
        Assert.Equal(RecordUsage.KeyUsed, (await NoteAsync(tables, one, 6, "key")).Refusal?.Code);
        await using var context = await tables.Contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        Assert.Equal([5, 7], await context.UsageRecords.OrderBy(r => r.Quantity).Select(r => r.Quantity).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("calls", 1, "key", 0, "meter_unknown")]
    [InlineData("api_calls", 0, "key", 0, "quantity_invalid")]
    [InlineData("api_calls", 1, "", 0, "key_invalid")]
    [InlineData("api_calls", 1, "key", 10, "time_invalid")]
    [InlineData("api_calls", 1, "key", -36 * 1440, "time_invalid")]
    public async Task What_cannot_be_counted_is_refused(string meter, long quantity, string key, int minutes, string code)
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var outcome = await Record(tables).RunAsync(TypedId.New<OrganisationId>(tables.Time), meter, quantity, key, tables.Time.GetUtcNow().AddMinutes(minutes), TestContext.Current.CancellationToken);
        Assert.Equal(code, outcome.Refusal?.Code);
    }

    [Theory]
    [InlineData(0, 100, "0 of 100 used (0%).")]
    [InlineData(79, 100, "79 of 100 used (79%).")]
    [InlineData(80, 100, "80 of 100 used (80%): 20 left in this period.")]
    [InlineData(99_999, 100_000, "99,999 of 100,000 used (99%): 1 left in this period.")]
    [InlineData(100, 100, "All 100 are used.")]
    [InlineData(130, 100, "130 of 100 used: 30 more than the plan includes.")]
    [InlineData(1234, -1, "1,234 used, without limit.")]
    [InlineData(3, 0, "3 used, and none included.")]
    public void A_limit_is_said_in_words(long used, long limit, string sentence) => Assert.Equal(sentence, UsagePage.SentenceOf(new MeterUsage("api_calls", "API calls", used, limit)));

    private static RecordUsage Record(PortalTables tables) => new(tables.Contexts, Catalogue, new MeteredUse(new OutboxWriter(tables.Time), Catalogue), new ChangeSignal(), tables.Time);

    private static Task<Outcome> NoteAsync(PortalTables tables, OrganisationId organisation, long quantity, string key) =>
        Record(tables).RunAsync(organisation, "api_calls", quantity, key, tables.Time.GetUtcNow(), TestContext.Current.CancellationToken);
}
