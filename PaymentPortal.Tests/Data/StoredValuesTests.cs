using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Invoices;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Data;

public sealed class StoredValuesTests(Databases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Money_ids_and_instants_come_back_as_they_went(DatabaseProvider provider)
    {
        await using var database = await databases.CopyAsync(provider);
        using var folder = new TemporaryFolder();
        await using var services = Databases.ServicesOn(provider, database.ConnectionString, folder.Path);
        var contexts = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        var instant = new DateTimeOffset(2026, 3, 29, 1, 59, 59, 999, TimeSpan.Zero);
        var organisation = TypedId.New<OrganisationId>(TimeProvider.System);
        await using (var writing = contexts.CreateDbContext())
        {
            writing.Organisations.Add(new Organisation { Id = organisation, Name = "Łódź & Söhne 東京 🚀", CreatedAt = instant.ToOffset(TimeSpan.FromHours(-11)) });
            writing.Invoices.Add(new Invoice
            {
                Id = "in_1",
                CustomerId = "cus_1",
                OrganisationId = organisation,
                Status = "paid",
                Total = new Money(long.MaxValue, Currency.Parse("usd")),
                Tax = new Money(-1, Currency.Parse("jpy")),
                AmountPaid = new Money(long.MinValue, Currency.Parse("kwd")),
                AmountDue = Money.Zero(Currency.Parse("zar")),
                CreatedAt = instant,
            });
            await writing.SaveChangesAsync(Cancellation);
        }
        await using var reading = contexts.CreateDbContext();
        var invoice = await reading.Invoices.SingleAsync(one => one.OrganisationId == organisation, Cancellation);
        Assert.Equal(
            (long.MaxValue, "usd", -1L, "jpy", long.MinValue, "kwd", 0L, "zar"),
            (invoice.Total.MinorUnits, invoice.Total.Currency.Code, invoice.Tax.MinorUnits, invoice.Tax.Currency.Code,
                invoice.AmountPaid.MinorUnits, invoice.AmountPaid.Currency.Code, invoice.AmountDue.MinorUnits, invoice.AmountDue.Currency.Code));
        var kept = await reading.Organisations.SingleAsync(one => one.Id == organisation, Cancellation);
        Assert.Equal(("Łódź & Söhne 東京 🚀", instant, TimeSpan.Zero), (kept.Name, kept.CreatedAt, kept.CreatedAt.Offset));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Instants_are_ordered_and_compared_by_when_they_were_whatever_their_zone(DatabaseProvider provider)
    {
        await using var database = await databases.CopyAsync(provider);
        using var folder = new TemporaryFolder();
        await using var services = Databases.ServicesOn(provider, database.ConnectionString, folder.Path);
        await using var context = services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
        var noon = new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
        (int Seconds, int Zone)[] steps = [(3, -11), (1, 13), (2, 0), (0, 5)];
        foreach (var (seconds, zone) in steps)
        {
            var at = noon.AddSeconds(seconds);
            context.FunnelEvents.Add(new FunnelEvent { Id = Guid.CreateVersion7(at), VisitorId = Guid.CreateVersion7(at), Step = FunnelStep.Paid, At = at.ToOffset(TimeSpan.FromHours(zone)) });
        }
        await context.SaveChangesAsync(Cancellation);
        context.ChangeTracker.Clear();
        Assert.Equal([0, 1, 2, 3], (await context.FunnelEvents.OrderBy(step => step.At).Select(step => step.At).ToListAsync(Cancellation)).Select(at => (int)(at - noon).TotalSeconds));
        var limit = noon.AddSeconds(2).ToOffset(TimeSpan.FromHours(9));
        Assert.Equal(2, await context.FunnelEvents.CountAsync(step => step.At < limit, Cancellation));
        Assert.Equal(noon.AddSeconds(3), await context.FunnelEvents.MaxAsync(step => step.At, Cancellation));
    }

    [Fact]
    public async Task Every_connection_to_SQLite_waits_for_the_disk_and_checks_references()
    {
        await using var database = await databases.CopyAsync(DatabaseProvider.Sqlite);
        using var folder = new TemporaryFolder();
        await using var services = Databases.ServicesOn(DatabaseProvider.Sqlite, database.ConnectionString, folder.Path);
        var contexts = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        var open = new List<PortalDbContext>();
        for (var i = 0; i < 3; i++)
        {
            var context = contexts.CreateDbContext();
            open.Add(context);
            await context.Database.OpenConnectionAsync(Cancellation);
            Assert.Equal(("2", "1", "0", "wal"), (await AskAsync(context, "synchronous"), await AskAsync(context, "foreign_keys"), await AskAsync(context, "busy_timeout"), await AskAsync(context, "journal_mode")));
        }
        foreach (var context in open)
            await context.DisposeAsync();
    }

    private static async Task<string?> AskAsync(PortalDbContext context, string pragma)
    {
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return $"{await command.ExecuteScalarAsync(Cancellation)}";
    }
}
