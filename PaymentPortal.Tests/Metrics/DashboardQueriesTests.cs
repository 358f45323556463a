using PaymentPortal.Catalog;
using PaymentPortal.Data;
using PaymentPortal.Metrics;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Metrics;

public sealed class DashboardQueriesTests(Databases databases)
{
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task The_figures_are_those_of_one_currency(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        await tables.AddAsync(
            Day(11, 20, gross: 10000, refunded: 2000),
            Day(11, 19, gross: 500),
            Day(11, 1, gross: 100),
            Day(10, 31, gross: 7),
            Day(10, 20, gross: 30),
            Day(10, 21, gross: 4000),
            Day(11, 20, gross: 999_999, currency: "eur"),
            PortalTables.Subscription("sub_1", "cus_1"),
            PortalTables.Subscription("sub_2", "cus_1", amount: 200000, interval: BillingInterval.Year, ending: true),
            PortalTables.Subscription("sub_3", "cus_2", status: "past_due", amount: 10000),
            PortalTables.Subscription("sub_4", "cus_2", status: "canceled", amount: 10000),
            PortalTables.Subscription("sub_5", "cus_2", amount: 10000, paused: true),
            PortalTables.Payment("pi_1", status: "requires_payment_method", failure: "insufficient_funds"),
            PortalTables.Payment("pi_2", status: "requires_payment_method", failure: "insufficient_funds", at: PortalTables.At(60 * 24 * 31)),
            PortalTables.Payment("pi_3"));
        var snapshot = await tables.Dashboard.SnapshotAsync(null, TestContext.Current.CancellationToken);
        var figures = snapshot.Figures!;
        Assert.Equal(["usd", "eur"], snapshot.Currencies.Select(c => c.Code));
        Assert.Equal(
            (8000, 500, 8600, 30),
            (figures.RevenueToday.MinorUnits, figures.RevenueYesterday.MinorUnits, figures.RevenueThisMonth.MinorUnits, figures.RevenueLastMonthToDate.MinorUnits));
        Assert.Equal((31567, 10000, 14900), (figures.Mrr.All.MinorUnits, figures.Mrr.AtRisk.MinorUnits, figures.Mrr.Committed.MinorUnits));
        Assert.Equal((4, 1, 1), (figures.Subscriptions, figures.PastDueSubscriptions, figures.FailedPayments));
        Assert.Equal((30, new DateOnly(2026, 10, 22), 8607), (figures.Series.Count, figures.Series[0].Day, figures.SeriesTotal.MinorUnits));
        Assert.Equal(3, snapshot.Latest.Count);
        Assert.Equal(999_999, (await tables.Dashboard.SnapshotAsync(Currency.Parse("eur"), TestContext.Current.CancellationToken)).Figures!.RevenueToday.MinorUnits);
        Assert.Equal(PortalTables.Usd, (await tables.Dashboard.SnapshotAsync(Currency.Parse("xyz"), TestContext.Current.CancellationToken)).Currency);
    }

    [Fact]
    public async Task Where_nothing_was_sold_there_are_no_figures_and_no_currency()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var snapshot = await tables.Dashboard.SnapshotAsync(PortalTables.Usd, TestContext.Current.CancellationToken);
        Assert.Null(snapshot.Figures);
        Assert.Null(snapshot.Currency);
    }

    private static DailyRevenue Day(int month, int day, long gross, long refunded = 0, string currency = "usd") =>
        new() { Day = new DateOnly(2026, month, day), Currency = currency, Gross = gross, Refunded = refunded, Succeeded = 1 };
}
