using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentPortal.Data;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Inbox;
using PaymentPortal.Metrics;
using PaymentPortal.Payments;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Metrics;

public sealed class RevenueTests(Databases databases)
{
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Any_order_of_snapshots_with_doubles_comes_to_the_sum_of_the_charges(DatabaseProvider provider)
    {
        const int Seed = 48151623;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {Seed}");
        var random = new Random(Seed);
        await using var tables = await PortalTables.OnAsync(databases, provider, "Europe/Berlin");
        var start = new DateTimeOffset(2026, 10, 24, 0, 0, 0, TimeSpan.Zero);
        Currency[] currencies = [PortalTables.Usd, Currency.Parse("jpy"), Currency.Parse("kwd")];
        var charges = Enumerable.Range(0, 25).Select(n => new
        {
            Id = $"ch_{n}",
            Amount = new Money(random.Next(1, 1_000_000), currencies[random.Next(currencies.Length)]),
            At = start.AddMinutes(random.Next(0, 3 * 24 * 60)),
            Ends = random.Next(3),
        }).ToList();
        var deliveries = charges.SelectMany(c => Enumerable.Range(0, c.Ends + 1).SelectMany(version => Enumerable.Repeat((Charge: c, Version: version), random.Next(1, 3)))).ToArray();
        random.Shuffle(deliveries);
        var known = new Dictionary<string, int>();
        foreach (var (charge, version) in deliveries)
        {
            known[charge.Id] = Math.Max(version, known.GetValueOrDefault(charge.Id));
            await ProjectAsync(tables, Snapshot(charge.Id, charge.Amount, charge.At, known[charge.Id]));
        }

        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var expected = charges
            .GroupBy(c => (Day: DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(c.At, berlin).DateTime), c.Amount.Currency.Code))
            .Select(g => (g.Key.Day, g.Key.Code,
                Gross: g.Sum(c => c.Ends >= 1 ? c.Amount.MinorUnits : 0),
                Refunded: g.Sum(c => c.Ends == 2 ? c.Amount.MinorUnits / 2 : 0),
                Succeeded: g.Count(c => c.Ends >= 1),
                Failed: 0))
            .OrderBy(r => r.Day).ThenBy(r => r.Code, StringComparer.Ordinal).ToList();
        Assert.Equal(expected, await RowsAsync(tables));

        await Rebuild(tables).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(expected, await RowsAsync(tables));
    }

    [Theory]
    [InlineData("2026-12-31T23:30:00Z", "2027-01-01")]
    [InlineData("2026-07-01T21:59:59Z", "2026-07-01")]
    [InlineData("2026-07-01T22:00:00Z", "2026-07-02")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25")]
    [InlineData("2026-10-25T22:59:59Z", "2026-10-25")]
    [InlineData("2026-10-25T23:00:00Z", "2026-10-26")]
    [InlineData("2026-03-29T21:59:59Z", "2026-03-29")]
    [InlineData("2026-03-29T22:00:00Z", "2026-03-30")]
    public async Task A_charge_counts_on_its_day_in_Berlin_also_when_the_clock_changes(string at, string day)
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite, "Europe/Berlin");
        await ProjectAsync(tables, Snapshot("ch_1", new Money(4900, PortalTables.Usd), DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), 1));
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), Assert.Single(await RowsAsync(tables)).Day);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Rebuilding_takes_away_days_that_no_charge_supports_and_adds_those_that_are_missing(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        await tables.AddAsync(
            PortalTables.Charge("ch_1", amount: 4900, refunded: 900, at: PortalTables.At(0)),
            PortalTables.Charge("ch_2", status: "failed", at: PortalTables.At(0)),
            new DailyRevenue { Day = new DateOnly(2020, 1, 1), Currency = "usd", Gross = 1 },
            new DailyRevenue { Day = new DateOnly(2026, 11, 20), Currency = "eur", Gross = 1 });
        Assert.Equal(2, await Rebuild(tables).RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal((new DateOnly(2026, 11, 20), "usd", 4900, 900, 1, 1), Assert.Single(await RowsAsync(tables)));
    }

    private static RebuildRevenue Rebuild(PortalTables tables) => new(tables.Contexts, new RevenueRollup(tables.Zone), tables.Zone, new ChangeSignal(), NullLogger<RebuildRevenue>.Instance);

    /// <summary>Version 0 is pending, 1 succeeded, 2 half given back.</summary>
    private static ChargeSnapshot Snapshot(string id, Money amount, DateTimeOffset at, int version) => new(
        id, "pi_" + id, null, amount, version == 2 ? amount with { MinorUnits = amount.MinorUnits / 2 } : Money.Zero(amount.Currency), version == 0 ? "pending" : "succeeded", null, "visa", "4242", at);

    private static async Task ProjectAsync(PortalTables tables, ChargeSnapshot snapshot)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var context = await tables.Contexts.CreateDbContextAsync(cancellation);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        foreach (var projector in (IProjector[])[new ChargeProjector(), new RevenueProjector(new RevenueRollup(tables.Zone), tables.Zone)])
        {
            await projector.ProjectAsync(context, new Newest(snapshot, false, snapshot.CreatedAt, []), cancellation);
            await context.SaveChangesAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task<List<(DateOnly Day, string Code, long Gross, long Refunded, int Succeeded, int Failed)>> RowsAsync(PortalTables tables)
    {
        await using var context = await tables.Contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        var rows = await context.DailyRevenue.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        return [.. rows.OrderBy(r => r.Day).ThenBy(r => r.Currency, StringComparer.Ordinal).Select(r => (r.Day, r.Currency, r.Gross, r.Refunded, r.Succeeded, r.Failed))];
    }
}
