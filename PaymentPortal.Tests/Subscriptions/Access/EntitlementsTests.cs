using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Data;
using PaymentPortal.Invoices;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;
using PaymentPortal.Subscriptions.Access;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Subscriptions.Access;

/// <summary>What each state of a subscription opens, at a clock that stands still.</summary>
public sealed class EntitlementsTests(Databases databases)
{
    private static readonly Catalogue Catalogue = new(Options.Create(new CatalogOptions
    {
        Currencies = ["usd"],
        Plans =
        [
            Plan("pilot", [], 1000),
            Plan("pro", ["usage_reports"], 100_000),
        ],
    }));

    [Theory]
    [InlineData("active", AccessReason.Running)]
    [InlineData("trialing", AccessReason.Trial)]
    [InlineData("past_due", AccessReason.Grace)]
    [InlineData("unpaid", AccessReason.Unpaid)]
    [InlineData("paused", AccessReason.Paused)]
    [InlineData("canceled", AccessReason.Ended)]
    [InlineData("incomplete", AccessReason.NoPlan)]
    [InlineData("incomplete_expired", AccessReason.NoPlan)]
    public async Task Each_status_opens_what_it_should(string status, AccessReason reason)
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var organisation = await SubscribedAsync(tables, Subscription("sub_1", status));
        var own = await OfAsync(tables, organisation);
        Assert.Equal((reason, reason <= AccessReason.Grace), (own.Reason, own.HasAccess));
        Assert.Equal(own.HasAccess ? (true, 100_000) : (false, 0), (own.Has("usage_reports"), own.LimitOf("api_calls")));
        Assert.False(own.Has("audit_log"));
        Assert.Equal("Pro", own.PlanName);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task The_grace_lasts_from_the_unpaid_invoice_to_the_very_moment(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        var subscription = Subscription("sub_1", "past_due");
        (subscription.LatestInvoiceId, subscription.CurrentPeriodStart) = ("in_1", PortalTables.At(0).AddDays(-20));
        var organisation = await SubscribedAsync(tables, subscription);
        // Before the invoice is known the period's beginning counts
        Assert.Equal(AccessReason.Unpaid, (await OfAsync(tables, organisation)).Reason);
        var invoice = PortalTables.Invoice("in_1", "cus_1", "A-1");
        (invoice.SubscriptionId, invoice.Status, invoice.FinalizedAt) = ("sub_1", "open", PortalTables.At(60));
        await tables.AddAsync(invoice);
        var own = await OfAsync(tables, organisation);
        Assert.Equal((AccessReason.Grace, PortalTables.At(60).AddDays(7)), (own.Reason, own.Until!.Value));
        tables.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));
        Assert.True((await OfAsync(tables, organisation)).Has("usage_reports"));
        tables.Time.Advance(TimeSpan.FromMilliseconds(1));
        own = await OfAsync(tables, organisation);
        Assert.Equal((AccessReason.Unpaid, false), (own.Reason, own.Has("usage_reports")));
    }

    [Fact]
    public async Task Who_cancelled_keeps_the_plan_to_the_end_of_the_grace_and_no_moment_longer_and_who_pauses_does_not()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var ending = Subscription("sub_1", "active");
        ending.CancelAtPeriodEnd = true;
        var organisation = await SubscribedAsync(tables, ending);
        var own = await OfAsync(tables, organisation);
        var end = ending.CurrentPeriodEnd!.Value.AddDays(3);
        Assert.Equal((AccessReason.Ending, end), (own.Reason, own.Until));
        tables.Time.Advance(end - tables.Time.GetUtcNow() - TimeSpan.FromMilliseconds(1));
        Assert.Equal(AccessReason.Ending, (await OfAsync(tables, organisation)).Reason);
        tables.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(AccessReason.Ended, (await OfAsync(tables, organisation)).Reason);

        var paused = Subscription("sub_2", "active");
        paused.CollectionPaused = true;
        Assert.Equal(AccessReason.Paused, (await OfAsync(tables, await SubscribedAsync(tables, paused))).Reason);
    }

    [Theory]
    [InlineData("paid", true)]
    [InlineData("void", false)]
    [InlineData("open", false)]
    public async Task A_pause_takes_nothing_of_what_is_paid_and_gives_nothing_that_is_not(string invoice, bool isPaid)
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var paused = Subscription("sub_1", "active");
        (paused.CollectionPaused, paused.LatestInvoiceId) = (true, "in_1");
        var latest = PortalTables.Invoice("in_1", paused.CustomerId, "1");
        (latest.SubscriptionId, latest.Status) = ("sub_1", invoice);
        await tables.AddAsync(latest);
        var organisation = await SubscribedAsync(tables, paused);
        var own = await OfAsync(tables, organisation);
        Assert.Equal(isPaid ? (AccessReason.Pausing, paused.CurrentPeriodEnd) : (AccessReason.Paused, null), (own.Reason, own.Until));
        Assert.Equal(isPaid, own.Has("usage_reports"));
        tables.Time.Advance(paused.CurrentPeriodEnd!.Value - tables.Time.GetUtcNow());
        Assert.Equal(AccessReason.Paused, (await OfAsync(tables, organisation)).Reason);
    }

    [Fact]
    public async Task An_upgrade_that_came_to_nothing_takes_nothing_of_what_was_paid_before_a_pause()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var paused = Subscription("sub_1", "active");
        (paused.CollectionPaused, paused.LatestInvoiceId) = (true, "in_2");
        await tables.AddAsync(Billed("in_1", "subscription_cycle", "paid", 3), Billed("in_2", "subscription_update", "void", 1));
        var own = await OfAsync(tables, await SubscribedAsync(tables, paused));
        Assert.Equal((AccessReason.Pausing, paused.CurrentPeriodEnd), (own.Reason, own.Until));
    }

    [Theory]
    [InlineData("open", false)]
    [InlineData("paid", true)]
    public async Task There_is_one_grace_however_many_renewals_are_not_paid(string first, bool isNew)
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var behind = Subscription("sub_1", "past_due");
        behind.LatestInvoiceId = "in_2";
        await tables.AddAsync(Billed("in_1", "subscription_cycle", first, 32), Billed("in_2", "subscription_cycle", "open", 2));
        var own = await OfAsync(tables, await SubscribedAsync(tables, behind));
        Assert.Equal(isNew ? (AccessReason.Grace, PortalTables.At(0).AddDays(5)) : (AccessReason.Unpaid, null), (own.Reason, own.Until));
    }

    [Fact]
    public async Task Of_several_subscriptions_the_one_that_opens_most_counts_and_others_organisations_do_not()
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var organisation = await SubscribedAsync(tables, Subscription("sub_1", "canceled"), Subscription("sub_2", "active", "pilot_month_usd"), Subscription("sub_3", "active"));
        Assert.Equal("pro", (await OfAsync(tables, organisation)).PlanCode);
        var other = await OfAsync(tables, await SubscribedAsync(tables));
        Assert.Equal((AccessReason.NoPlan, false, 0), (other.Reason, other.HasAccess, other.LimitOf("api_calls")));
    }

    [Theory]
    [InlineData("active", 3, 3)]
    [InlineData("past_due", 3, 3)]
    [InlineData("paused", 0, 3)]
    [InlineData("unpaid", 0, 3)]
    [InlineData("canceled", 0, 1)]
    [InlineData("incomplete", 0, 1)]
    public async Task Seats_are_as_many_as_were_bought_whatever_the_plan_would_sell(string status, long limit, long seats)
    {
        await using var tables = await PortalTables.OnAsync(databases, DatabaseProvider.Sqlite);
        var subscription = Subscription("sub_1", status);
        subscription.Items[0].Quantity = 3;
        var own = await OfAsync(tables, await SubscribedAsync(tables, subscription));
        Assert.Equal((limit, seats), (own.LimitOf(Entitlement.SeatLimit), own.Seats));
        Assert.Equal(1, (await OfAsync(tables, await SubscribedAsync(tables))).Seats);
    }

    private static Plan Plan(string code, string[] features, long calls) => new()
    {
        Code = code,
        Name = code == "pro" ? "Pro" : "Pilot",
        Entitlements = new PlanEntitlements { Features = features, Limits = new() { ["api_calls"] = calls, ["seats"] = 10 } },
        Prices = new() { ["usd"] = new IntervalPrices { Month = 100, Year = 1000 } },
    };

    private static Subscription Subscription(string id, string status, string key = "pro_month_usd")
    {
        var subscription = PortalTables.Subscription(id, "cus_1", status);
        (subscription.CurrentPeriodStart, subscription.CurrentPeriodEnd) = (PortalTables.At(0).AddDays(-3), PortalTables.At(0).AddDays(27));
        subscription.Items[0].LookupKey = key;
        return subscription;
    }

    private static Invoice Billed(string id, string reason, string status, int daysAgo)
    {
        var at = PortalTables.At(daysAgo * 24 * 60);
        var amount = new Money(4900, Currency.Parse("usd"));
        return new Invoice
        {
            Id = id,
            CustomerId = "cus_1",
            SubscriptionId = "sub_1",
            BillingReason = reason,
            Status = status,
            Total = amount,
            Tax = Money.Zero(amount.Currency),
            AmountPaid = status == "paid" ? amount : Money.Zero(amount.Currency),
            AmountDue = status == "open" ? amount : Money.Zero(amount.Currency),
            CreatedAt = at,
            FinalizedAt = at,
        };
    }

    private static async Task<OrganisationId> SubscribedAsync(PortalTables tables, params Subscription[] subscriptions)
    {
        var organisation = new Organisation { Id = TypedId.New<OrganisationId>(tables.Time), Name = "Engines", CreatedAt = tables.Time.GetUtcNow() };
        foreach (var subscription in subscriptions)
            subscription.OrganisationId = organisation.Id;
        await tables.AddAsync([organisation, .. subscriptions]);
        return organisation.Id;
    }

    private static Task<Entitlement> OfAsync(PortalTables tables, OrganisationId organisation) =>
        new Entitlements(tables.Contexts, Catalogue, Options.Create(new AccessOptions()), Options.Create(new RetentionOptions { GraceDays = 3 }), tables.Time).OfAsync(organisation, TestContext.Current.CancellationToken);
}
