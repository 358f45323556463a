using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Data;
using PaymentPortal.Metrics;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Metrics;

/// <summary>What the funnel counts, and which checkouts it calls abandoned.</summary>
public sealed class FunnelQueriesTests(Databases databases)
{
    private const string Pro = "pro_month_usd";
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Catalogue Catalogue = new(Options.Create(new CatalogOptions
    {
        Currencies = ["usd"],
        Plans = [new Plan { Code = "pro", Name = "Pro", Prices = { ["usd"] = new IntervalPrices { Month = 14_900, Year = 149_000 } } }],
    }));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Each_visitor_counts_once_for_the_steps_up_to_his_last_in_the_days_asked_for(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider, "Asia/Tokyo");
        var noon = tables.Time.GetUtcNow();
        await StepsAsync(tables, noon, FunnelStep.PricingViewed);
        await StepsAsync(tables, noon, FunnelStep.PricingViewed, FunnelStep.PricingViewed, FunnelStep.CheckoutStarted);
        await StepsAsync(tables, noon, FunnelStep.CheckoutStarted, FunnelStep.PaymentAttempted);
        await StepsAsync(tables, noon, FunnelStep.PricingViewed, FunnelStep.CheckoutStarted, FunnelStep.CheckoutStarted, FunnelStep.PaymentAttempted, FunnelStep.Paid);
        // The seventh day before tomorrow begins at midnight in Tokyo, which is three in the afternoon in Greenwich.
        var first = new DateTimeOffset(2026, 11, 13, 15, 0, 0, TimeSpan.Zero);
        await StepsAsync(tables, first, FunnelStep.Paid);
        await StepsAsync(tables, first.AddMilliseconds(-1), FunnelStep.PricingViewed, FunnelStep.Paid);

        var week = await ReadAsync(tables, 7);
        Assert.Equal((new DateOnly(2026, 11, 14), new DateOnly(2026, 11, 20), 5, 2), (week.From, week.To, week.Visitors, week.Paid));
        Assert.Equal([FunnelStep.PricingViewed, FunnelStep.CheckoutStarted, FunnelStep.PaymentAttempted, FunnelStep.Paid], week.Steps.Select(s => s.Step));
        Assert.Equal([5, 4, 3, 2], week.Steps.Select(s => s.Visitors));
        Assert.Equal([null, 4 / 5d, 3 / 4d, 2 / 3d], week.Steps.Select(s => s.OfStepBefore));
        Assert.Equal([1d, 4 / 5d, 3 / 5d, 2 / 5d], week.Steps.Select(s => s.OfAll));
        Assert.Equal([6, 5, 4, 3], (await ReadAsync(tables, 30)).Steps.Select(s => s.Visitors));
    }

    [Fact]
    public async Task Where_nobody_came_there_are_no_rates()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var nobody = await ReadAsync(tables, 30);
        Assert.Equal((0, 0, 0), (nobody.Visitors, nobody.Paid, nobody.AbandonedCount));
        Assert.All(nobody.Steps, step => Assert.Equal((0, null, null), (step.Visitors, step.OfStepBefore, step.OfAll)));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_checkout_is_abandoned_that_nobody_goes_on_with_pays_otherwise_or_waits_for(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        var now = tables.Time.GetUtcNow();
        var left = await BegunAsync(tables, now - (3 * Hour));
        var declined = await BegunAsync(tables, now - (5 * Hour));
        await AttemptAsync(tables, declined, now - (2 * Hour));
        await BegunAsync(tables, now - (0.9 * Hour));
        await AttemptAsync(tables, await BegunAsync(tables, now - (3 * Hour)), now - (0.5 * Hour));
        await HeldAsync(tables, await BegunAsync(tables, now - (3 * Hour)));
        await BegunAsync(tables, now - (3 * Hour), purchase => purchase.PaymentId = "pi_debit");
        await tables.AddAsync(PortalTables.Payment("pi_debit", status: "processing"));
        var otherwise = await BegunAsync(tables, now - (3 * Hour));
        await BegunAsync(tables, now - (2 * Hour), purchase => (purchase.State, purchase.PaidAt) = (PurchaseState.Paid, now - (2 * Hour)), otherwise.OrganisationId, "credits");
        await BegunAsync(tables, now.AddDays(-40));

        var month = await ReadAsync(tables, 30);
        Assert.Equal([left.Id.Value, declined.Id.Value], month.Abandoned.Select(a => a.Id));
        Assert.Equal((2, 3), (month.AbandonedCount, (await ReadAsync(tables, 90)).AbandonedCount));
        Assert.Equal(("Pro plan", "Engines", now - (3 * Hour), "Left before paying", 29_800L), (month.Abandoned[0].Title, month.Abandoned[0].Organisation, month.Abandoned[0].LeftAt, month.Abandoned[0].LastStep, month.Abandoned[0].ListPrice?.MinorUnits));
        Assert.Equal(["Pro, 2 seats, per month"], month.Abandoned[0].Lines);
        Assert.Equal((now - (2 * Hour), "Declined: Not enough money on the account"), (month.Abandoned[1].LeftAt, month.Abandoned[1].LastStep));
    }

    private static Task<FunnelView> ReadAsync(PortalTables tables, int days) => new FunnelQueries(tables.Contexts, Catalogue, tables.Zone, tables.Time).OfDaysAsync(days, Cancellation);

    private static Task StepsAsync(PortalTables tables, DateTimeOffset at, params FunnelStep[] steps)
    {
        var visitor = Guid.CreateVersion7(PortalTables.At(0));
        return tables.AddAsync([.. steps.Select(step => new FunnelEvent { Id = Guid.CreateVersion7(PortalTables.At(0)), VisitorId = visitor, Step = step, At = at })]);
    }

    private static async Task<Purchase> BegunAsync(PortalTables tables, DateTimeOffset at, Action<Purchase>? change = null, OrganisationId? organisation = null, string key = Pro)
    {
        var owner = organisation ?? TypedId.New<OrganisationId>(TimeProvider.System);
        var id = TypedId.New<PurchaseId>(TimeProvider.System);
        var purchase = new Purchase
        {
            Id = id,
            OrganisationId = owner,
            UserId = Guid.CreateVersion7(PortalTables.At(0)),
            LookupKey = key,
            State = PurchaseState.Open,
            Currency = PortalTables.Usd,
            CreatedAt = at,
            Lines = [new PurchaseLine { PurchaseId = id, LookupKey = key, Quantity = 2 }],
        };
        change?.Invoke(purchase);
        if (organisation is null)
            await tables.AddAsync(new Organisation { Id = owner, Name = "Engines", CreatedAt = at });
        await tables.AddAsync(purchase, new FunnelEvent { Id = Guid.CreateVersion7(PortalTables.At(0)), VisitorId = Guid.CreateVersion7(PortalTables.At(0)), Step = FunnelStep.CheckoutStarted, At = at, OrganisationId = owner, PurchaseId = id });
        return purchase;
    }

    private static Task AttemptAsync(PortalTables tables, Purchase purchase, DateTimeOffset at) => tables.AddAsync(new PaymentAttempt
    {
        Id = Guid.CreateVersion7(PortalTables.At(0)),
        At = at,
        UserId = purchase.UserId,
        OrganisationId = purchase.OrganisationId,
        PurchaseId = purchase.Id,
        Amount = new Money(29_800, PortalTables.Usd),
        Score = 0,
        Reasons = "[]",
        Decision = AttemptDecision.Passed,
        PaymentId = $"pi_{purchase.Id}",
        Outcome = "failed",
        DeclineCode = "insufficient_funds",
    });

    private static Task HeldAsync(PortalTables tables, Purchase purchase) => tables.AddAsync(new HeldPurchase
    {
        Id = Guid.CreateVersion7(PortalTables.At(0)),
        PurchaseId = purchase.Id,
        OrganisationId = purchase.OrganisationId,
        UserId = purchase.UserId,
        At = purchase.CreatedAt,
        Lines = "",
        Amount = new Money(29_800, PortalTables.Usd),
        BillingCountry = "US",
        Score = 100,
        Reasons = "[]",
        State = HoldState.Waiting,
    });
}
