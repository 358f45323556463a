using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Metrics;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Metrics;

/// <summary>Prices that contain tax are counted without it, whoever set the tax and in whatever order it is told.</summary>
public sealed class IncludedTaxesTests(InclusivePortal inclusive, PortalOnEach portals, Databases databases) : IClassFixture<InclusivePortal>, IClassFixture<PortalOnEach>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_rate_of_the_account_that_is_contained_in_the_price_is_taken_off(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        // 149.00 with 15 % in it: 19.43 is tax
        Assert.Equal([12_957], await BuyAsync(portal, "pro_month_usd", "ZA", 12_957));
        // With 20 % on top
        Assert.Equal([14_900], await BuyAsync(portal, "pro_month_usd", "GB", 14_900));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task In_whatever_order_subscription_invoice_and_rate_are_told_the_ledger_says_the_same(DatabaseProvider provider)
    {
        var portal = inclusive.App;
        Assert.Equal([9_917], await BuyAsync(portal, "pro_month_gbp", "GB", 9_917));
        DashboardSnapshot? dashboard = null;
        await Eventually.TrueAsync(
            async () => (dashboard = await portal.Services.GetRequiredService<DashboardQueries>().SnapshotAsync(Currency.Parse("gbp"), Cancellation)).Figures is not null, () => "The dashboard does not come to its figures.");
        await using var source = Shopper.Open(portal);
        Assert.Equal(await source.SubscriptionStates.CountAsync(s => s.Monthly.MinorUnits > 0, Cancellation) * 9_917L, dashboard!.Figures!.Mrr.All.MinorUnits);
        var entries = await source.InboxEntries.AsNoTracking().Where(e => e.State != InboxState.Parked).ToListAsync(Cancellation);
        entries.ForEach(entry => entry.State = InboxState.Pending);
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        string? expected = null;
        for (var order = 0; order < 12; order++)
        {
            var seed = Environment.TickCount + order;
            var random = new Random(seed);
            var told = entries.ToArray();
            random.Shuffle(told);
            await bench.ForgetAsync();
            foreach (var part in told.Chunk(random.Next(1, told.Length)))
            {
                await bench.ReceiveAsync(part);
                await bench.WorkAsync();
            }
            expected ??= await bench.TablesAsync();
            Assert.True(expected == await bench.TablesAsync(), $"Seed {seed}: the tables say otherwise.\n{await bench.TablesAsync()}\ninstead of\n{expected}");
            await using var context = await bench.Contexts.CreateDbContextAsync(Cancellation);
            Assert.All(await context.Movements.ToListAsync(Cancellation), movement => Assert.Equal((MovementKind.New, 9_917L), (movement.Kind, movement.Mrr)));
        }
    }

    /// <summary>Buys a plan and gives the movements of its buyer, once the last of them comes to this.</summary>
    private static async Task<IReadOnlyList<long>> BuyAsync(PortalApp portal, string lookupKey, string country, long mrr)
    {
        var shopper = await Shopper.ComeAsync(portal);
        var billing = new BillingDetails { Name = "Ada", Country = country };
        var started = await shopper.StartAsync(lookupKey);
        Assert.True(started.IsDone, started.Refusal?.Sentence);
        var step = await shopper.PayAsync(started.Value, billing);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        await shopper.ConfirmAsync(step.Value);
        await shopper.PaidAsync(started.Value);
        var customer = (await shopper.FindAsync(started.Value)).CustomerId!;
        List<long> movements = [];
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(portal);
                movements = await context.Movements.Where(m => m.CustomerId == customer).OrderBy(m => m.At).Select(m => m.Mrr).ToListAsync(Cancellation);
                return movements is [.., var last] && last == mrr;
            },
            () => $"The ledger says {string.Join(", ", movements)}.");
        return movements;
    }
}
