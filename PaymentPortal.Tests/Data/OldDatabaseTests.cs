using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Billing;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Metrics;
using PaymentPortal.Outbox;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Data;

/// <summary>A portal in which somebody bought a plan whose price contains the tax, and everything is done that follows from it.</summary>
public sealed class LivedPortal : IAsyncLifetime
{
    internal Shopper Shopper { get; private set; } = null!;

    public PortalApp App { get; private set; } = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        App = await PortalApp.StartAsync(OldDatabaseTests.Inclusive);
        Shopper = await Shopper.ComeAsync(App);
        var purchase = (await Shopper.StartAsync("pro_month_gbp")).Value;
        var step = await Shopper.PayAsync(purchase, new BillingDetails { Name = "Ada", Country = "GB" });
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        await Shopper.ConfirmAsync(step.Value);
        await Shopper.PaidAsync(purchase);
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(App);
                return (await App.Sandbox.ListAsync("events", ("delivery_success", "false"))).Count == 0
                    && !await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending, Cancellation)
                    && !await context.OutboxMessages.AnyAsync(m => m.State == OutboxState.Pending, Cancellation);
            },
            () => "The purchase is not done.");
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>A database that an earlier version wrote, with a real life in it, comes up to the present one and goes on.</summary>
public sealed class OldDatabaseTests(LivedPortal life) : IClassFixture<LivedPortal>
{
    internal static readonly IReadOnlyDictionary<string, string> Inclusive = new Dictionary<string, string> { ["Catalog:TaxInclusive:0"] = "gbp" };

    /// <summary>What the portal that ran on it before did not have to do, and does once now.</summary>
    private static readonly HashSet<string> WrittenAnew = ["InboxEntries.State", "SubscriptionStates.Definition"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, "Initial")]
    [InlineData(DatabaseProvider.Postgres, "Initial")]
    [InlineData(DatabaseProvider.Sqlite, "LedgerAndGaps")]
    [InlineData(DatabaseProvider.Postgres, "LedgerAndGaps")]
    public async Task It_keeps_every_row_and_is_read_and_counted_as_a_new_one(DatabaseProvider provider, string version)
    {
        using var folder = new TemporaryFolder();
        await using var database = EmptyDatabase.Of(provider, folder);
        await using var services = Databases.ServicesOn(provider, database.ConnectionString, folder.Path);
        var contexts = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        Dictionary<string, List<string>> before;
        await using (var old = await contexts.CreateDbContextAsync(Cancellation))
        {
            await old.GetService<IMigrator>().MigrateAsync(version, Cancellation);
            var tables = Tables(old, version);
            await CopyAsync(old, tables);
            if (tables.Exists(table => table.Name == "SubscriptionStates"))
            {
                // That version counted the tax
                await old.Database.ExecuteSqlRawAsync("""UPDATE "SubscriptionStates" SET "Monthly_MinorUnits" = 11900 WHERE "Monthly_MinorUnits" > 0""", Cancellation);
                await old.Database.ExecuteSqlRawAsync("""UPDATE "Movements" SET "Amount" = 11900, "Mrr" = 11900""", Cancellation);
            }
            before = await RowsAsync(old, tables);
            Assert.All((string[])["Organisations", "Users", "Memberships", "Customers", "Prices", "TaxRates", "Purchases", "Subscriptions", "SubscriptionItems", "Invoices", "InvoiceDocuments", "Payments", "Charges", "InvoicePayments", "InboxEntries", "OutboxMessages", "DailyRevenue"], table => Assert.NotEmpty(before[table]));
        }

        await services.GetRequiredService<DatabaseMigrator>().MigrateAsync(Cancellation);
        await using (var present = await contexts.CreateDbContextAsync(Cancellation))
        {
            Assert.Empty(await present.Database.GetPendingMigrationsAsync(Cancellation));
            var after = await RowsAsync(present, Tables(present, version));
            Assert.All(before, table => Assert.Equal(table.Value, after[table.Key]));
            if (provider == DatabaseProvider.Sqlite)
                Assert.Empty(await present.Database.SqlQueryRaw<string>("""SELECT "table" AS "Value" FROM pragma_foreign_key_check""").ToListAsync(Cancellation));
        }

        await using var portal = await PortalApp.StartAsync(database.Settings.Concat(Inclusive));
        await using var context = Shopper.Open(portal);
        // 119.00 with 20 % in it
        await Eventually.TrueAsync(
            async () => await context.Movements.AsNoTracking().ToListAsync(Cancellation) is [{ Kind: MovementKind.New, Mrr: 9_917 }], () => "The ledger was not written. " + string.Join('\n', portal.Log.Problems));
        var figures = (await portal.Services.GetRequiredService<DashboardQueries>().SnapshotAsync(null, Cancellation)).Figures!;
        Assert.Equal((9_917, 11_900, 1), (figures.Mrr.All.MinorUnits, figures.SeriesTotal.MinorUnits, figures.Subscriptions));
        var billing = await portal.Services.GetRequiredService<BillingQueries>().OfUserAsync(life.Shopper.UserId, Cancellation);
        Assert.Equal(("active", "pro_month_gbp"), (billing!.Current!.Subscription.Status, billing.Current.Subscription.PlanItem!.LookupKey));
        Assert.Equal(0, await context.InboxEntries.CountAsync(e => e.State == InboxState.Pending || e.State == InboxState.Parked, Cancellation));
        var visitor = new Visitor(portal.NewClient());
        await visitor.SignInAsync(life.Shopper.Email, Shopper.Password);
        Assert.Contains("119.00", await visitor.ReadAsync("/billing/invoices"), StringComparison.Ordinal);
    }

    /// <summary>The tables as they were in a version, what others refer to first.</summary>
    private static List<ITable> Tables(PortalDbContext context, string version)
    {
        var assembly = context.GetService<IMigrationsAssembly>();
        var (_, type) = assembly.Migrations.Single(m => m.Key.EndsWith("_" + version, StringComparison.Ordinal));
        var model = context.GetService<IModelRuntimeInitializer>().Initialize(assembly.CreateMigration(type, context.Database.ProviderName!).TargetModel);
        var left = model.GetRelationalModel().Tables.ToList();
        var sorted = new List<ITable>();
        while (left.Count > 0)
        {
            var next = left.First(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || sorted.Contains(key.PrincipalTable)));
            left.Remove(next);
            sorted.Add(next);
        }
        return sorted;
    }

    /// <summary>Writes the rows of the life into the old tables, as far as these had columns for them.</summary>
    private async Task CopyAsync(PortalDbContext old, List<ITable> tables)
    {
        await using var source = Shopper.Open(life.App);
        await source.Database.OpenConnectionAsync(Cancellation);
        await old.Database.OpenConnectionAsync(Cancellation);
        foreach (var table in tables.Where(table => table.Name != "AspNetRoles"))
        {
            var columns = table.Columns.ToList();
            await using var select = source.Database.GetDbConnection().CreateCommand();
            select.CommandText = $"SELECT {Names(columns)} FROM \"{table.Name}\"";
            await using var rows = await select.ExecuteReaderAsync(Cancellation);
            while (await rows.ReadAsync(Cancellation))
            {
                await using var insert = old.Database.GetDbConnection().CreateCommand();
                insert.CommandText = $"INSERT INTO \"{table.Name}\" ({Names(columns)}) VALUES ({string.Join(", ", columns.Index().Select(c => $"@p{c.Index}"))})";
                foreach (var (at, column) in columns.Index())
                {
                    var parameter = insert.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = ($"@p{at}", rows.IsDBNull(at) ? DBNull.Value : Stored(rows.GetValue(at), column.StoreType));
                    insert.Parameters.Add(parameter);
                }
                await insert.ExecuteNonQueryAsync(Cancellation);
            }
        }
    }

    /// <summary>A value of SQLite as a column of this type takes it.</summary>
    private static object Stored(object value, string type) => type switch
    {
        "uuid" => Guid.Parse((string)value),
        "boolean" => (long)value != 0,
        "integer" => (int)(long)value,
        "date" => DateOnly.Parse((string)value, CultureInfo.InvariantCulture),
        "timestamp with time zone" => DateTimeOffset.FromUnixTimeMilliseconds((long)value),
        _ => value,
    };

    private static async Task<Dictionary<string, List<string>>> RowsAsync(PortalDbContext context, List<ITable> tables)
    {
        var all = new Dictionary<string, List<string>>();
        await context.Database.OpenConnectionAsync(Cancellation);
        foreach (var table in tables)
        {
            var columns = table.Columns.Where(column => !WrittenAnew.Contains($"{table.Name}.{column.Name}")).ToList();
            await using var select = context.Database.GetDbConnection().CreateCommand();
            select.CommandText = $"SELECT {Names(columns)} FROM \"{table.Name}\"";
            await using var rows = await select.ExecuteReaderAsync(Cancellation);
            var texts = all[table.Name] = [];
            while (await rows.ReadAsync(Cancellation))
                texts.Add(string.Join(" | ", columns.Select((_, at) => Convert.ToString(rows.GetValue(at), CultureInfo.InvariantCulture))));
            texts.Sort(StringComparer.Ordinal);
        }
        return all;
    }

    private static string Names(IEnumerable<IColumn> columns) => string.Join(", ", columns.Select(column => $"\"{column.Name}\""));
}
