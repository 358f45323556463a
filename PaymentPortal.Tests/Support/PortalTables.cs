using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PaymentPortal.Catalog;
using PaymentPortal.Customers;
using PaymentPortal.Customers.Admin;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Invoices;
using PaymentPortal.Metrics;
using PaymentPortal.Payments;
using PaymentPortal.Settings;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;

namespace PaymentPortal.Tests.Support;

/// <summary>A database of the portal with rows that a test puts in, and the services that read it.</summary>
internal sealed class PortalTables : IAsyncDisposable
{
    public static readonly Currency Usd = Currency.Parse("usd");
    private readonly TestDatabase _database;
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    private PortalTables(TestDatabase database, string zone)
    {
        _database = database;
        _services = Databases.ServicesOn(database.Provider, database.ConnectionString, _folder.Path);
        Contexts = _services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        Zone = new ReportingZone(Options.Create(new PortalOptions { ReportingTimeZone = zone }));
    }

    public IDbContextFactory<PortalDbContext> Contexts { get; }

    public ReportingZone Zone { get; }

    public ManualTime Time { get; } = new();

    public InboxQueries Inbox => new(Contexts);

    public PaymentQueries Payments => PaymentsOn(Contexts);

    public CustomerQueries Customers => new(Contexts, Payments, Inbox, new TaxIdQueries(Contexts), Catalogue);

    public DashboardQueries Dashboard => DashboardOn(Contexts);

    private static Catalogue Catalogue { get; } = new(Options.Create(new CatalogOptions()));

    public static async Task<PortalTables> OnAsync(Databases databases, DatabaseProvider provider, string zone = "Etc/UTC") => new(await databases.CopyAsync(provider), zone);

    public DashboardQueries DashboardOn(IDbContextFactory<PortalDbContext> contexts) => new(contexts, PaymentsOn(contexts), Zone, Time);

    public FunnelQueries FunnelOn(IDbContextFactory<PortalDbContext> contexts) => new(contexts, Catalogue, Zone, Time);

    /// <summary>Adds the rows, and beside each subscription what the ledger says of it.</summary>
    public async Task AddAsync(params object[] rows)
    {
        await using var context = await Contexts.CreateDbContextAsync(TestContext.Current.CancellationToken);
        context.AddRange(rows);
        context.AddRange(rows.OfType<Subscription>().Select(StateOf));
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    public static Customer Customer(string id, string? name = null, string? email = null, DateTimeOffset? at = null) =>
        new() { Id = id, Name = name, Email = email, CreatedAt = at ?? At(0) };

    public static Payment Payment(string id, long amount = 4900, string status = "succeeded", string? failure = null, string? customer = null, DateTimeOffset? at = null, Currency? currency = null)
    {
        var money = new Money(amount, currency ?? Usd);
        return new() { Id = id, Amount = money, AmountReceived = status == "succeeded" ? money : Money.Zero(money.Currency), Status = status, FailureCode = failure, CustomerId = customer, CreatedAt = at ?? At(0) };
    }

    public static Charge Charge(string id, string? payment = null, long amount = 4900, long refunded = 0, string status = "succeeded", string? customer = null, string? last4 = null, DateTimeOffset? at = null, Currency? currency = null) => new()
    {
        Id = id,
        PaymentId = payment,
        CustomerId = customer,
        Amount = new Money(amount, currency ?? Usd),
        AmountRefunded = new Money(refunded, currency ?? Usd),
        Status = status,
        CardBrand = "visa",
        CardLast4 = last4,
        CreatedAt = at ?? At(0),
    };

    public static Invoice Invoice(string id, string customer, string number) => new()
    {
        Id = id,
        CustomerId = customer,
        Number = number,
        Status = "paid",
        Total = new Money(4900, Usd),
        Tax = Money.Zero(Usd),
        AmountPaid = new Money(4900, Usd),
        AmountDue = Money.Zero(Usd),
        CreatedAt = At(0),
    };

    public static Subscription Subscription(string id, string customer, string status = "active", long amount = 4900, BillingInterval interval = BillingInterval.Month, bool ending = false, bool paused = false) => new()
    {
        Id = id,
        CustomerId = customer,
        Status = status,
        CancelAtPeriodEnd = ending,
        CollectionPaused = paused,
        CreatedAt = At(0),
        Items =
        [
            new SubscriptionItem
            {
                Id = "si_" + id,
                SubscriptionId = id,
                PriceId = "price_1",
                UnitAmount = new Money(amount, Usd),
                Quantity = 1,
                Interval = interval,
                IntervalCount = 1,
                RecurringAmount = new Money(amount, Usd),
            },
        ],
    };

    private static SubscriptionState StateOf(Subscription subscription)
    {
        var item = subscription.Items[0];
        return new()
        {
            SubscriptionId = subscription.Id,
            At = subscription.CreatedAt,
            CustomerId = subscription.CustomerId,
            Status = subscription.Status,
            CollectionPaused = subscription.CollectionPaused,
            Monthly = subscription.CollectionPaused || !Mrr.CountedStates.Contains(subscription.Status) ? Money.Zero(Usd) : Mrr.PerMonth(item.RecurringAmount, item.Interval, item.IntervalCount),
            Definition = MovementLedger.Definition,
        };
    }

    /// <summary>Minutes before noon of 20 November 2026, which is the manual clock's now.</summary>
    public static DateTimeOffset At(int minutesAgo) => new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero).AddMinutes(-minutesAgo);

    private PaymentQueries PaymentsOn(IDbContextFactory<PortalDbContext> contexts) => new(contexts, new InboxQueries(contexts), Catalogue, Zone);
}
