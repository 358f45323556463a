using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PaymentPortal.Accounts;
using PaymentPortal.Catalog;
using PaymentPortal.Credits;
using PaymentPortal.Data;
using PaymentPortal.Gateway;
using PaymentPortal.Gateway.Snapshots;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Credits;

/// <summary>Spending and expiring, on each database.</summary>
public sealed class CreditLedgerTests(Databases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_expires_first_is_spent_first_and_a_key_spends_once(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        var organisation = await OrganisationAsync(tables);
        await tables.AddAsync(Lot(organisation, "late", 100, days: 300), Lot(organisation, "soon", 30, days: 3));
        var spend = Spend(tables);
        Assert.Equal(90, (await spend.RunAsync(organisation, 40, "key 1", "A report", Cancellation)).Value);
        Assert.Equal(90, (await spend.RunAsync(organisation, 40, "key 1", "A report", Cancellation)).Value);
        Assert.Equal([("late", -10), ("soon", -30)], (await LedgerAsync(tables)).Where(e => e.Kind == CreditKind.Spent).Select(e => (e.Lot, e.Amount)).Order());
        Assert.Equal(SpendCredits.KeyUsed, (await spend.RunAsync(organisation, 41, "key 1", "A report", Cancellation)).Refusal?.Code);
        var refused = (await spend.RunAsync(organisation, 91, "key 2", "A report", Cancellation)).Refusal!;
        Assert.Equal((SpendCredits.NotEnough, "This takes 91 credits, and 90 are left. Buy more credits first."), (refused.Code, refused.Sentence));
        Assert.Equal(["amount_invalid", "key_invalid", "reason_missing"], new[]
        {
            (await spend.RunAsync(organisation, 0, "key 3", "A report", Cancellation)).Refusal!.Code,
            (await spend.RunAsync(organisation, 1, "", "A report", Cancellation)).Refusal!.Code,
            (await spend.RunAsync(organisation, 1, "key 3", " ", Cancellation)).Refusal!.Code,
        });
        Assert.Equal(SpendCredits.NotEnough, (await spend.RunAsync(await OrganisationAsync(tables), 1, "key 1", "Of others", Cancellation)).Refusal?.Code);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Many_who_spend_at_once_never_spend_more_than_there_is(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        var organisation = await OrganisationAsync(tables);
        await tables.AddAsync(Lot(organisation, "a", 50, days: 3), Lot(organisation, "b", 55, days: 4));
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(() => Spend(tables).RunAsync(organisation, 10, $"key {n / 2 * 2}", "At once", Cancellation))));
        // Eight keys, each asked twice at once.
        Assert.All(outcomes, outcome => Assert.True(outcome.IsDone, outcome.Refusal?.Sentence));
        Assert.Equal(25, (await LedgerAsync(tables)).Sum(e => e.Amount));
        outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(() => Spend(tables).RunAsync(organisation, 10, $"more {n}", "At once", Cancellation))));
        Assert.Equal(2, outcomes.Count(outcome => outcome.IsDone));
        var ledger = await LedgerAsync(tables);
        Assert.Equal(5, ledger.Sum(e => e.Amount));
        Assert.All(ledger.GroupBy(e => e.Lot), lot => Assert.True(lot.Sum(e => e.Amount) >= 0));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_has_expired_cannot_be_spent_and_is_written_once(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        var organisation = await OrganisationAsync(tables);
        await tables.AddAsync(Lot(organisation, "soon", 30, days: 3), Lot(organisation, "late", 5, days: 300), Lot(organisation, "used", 7, days: 1));
        Assert.True((await Spend(tables).RunAsync(organisation, 9, "before", "A report", Cancellation)).IsDone);
        tables.Time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await Expire(tables).RunAsync(Cancellation));
        Assert.True((await Spend(tables).RunAsync(organisation, 1, "at the last moment", "A report", Cancellation)).IsDone);
        tables.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(SpendCredits.NotEnough, (await Spend(tables).RunAsync(organisation, 6, "after", "A report", Cancellation)).Refusal?.Code);
        Assert.Equal([0, 1], (await Task.WhenAll(Expire(tables).RunAsync(Cancellation), Expire(tables).RunAsync(Cancellation))).Order());
        Assert.Equal(0, await Expire(tables).RunAsync(Cancellation));
        var expired = Assert.Single(await LedgerAsync(tables), e => e.Kind == CreditKind.Expired);
        Assert.Equal(("soon", -27, expired.ExpiresAt), (expired.Lot, expired.Amount, expired.At));
        Assert.Equal(5, (await LedgerAsync(tables)).Sum(e => e.Amount));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_paid_invoice_grants_its_lines_once_and_no_other_status_and_no_other_product_does(DatabaseProvider provider)
    {
        await using var tables = await PortalTables.OnAsync(databases, provider);
        var organisation = await OrganisationAsync(tables);
        var catalogue = new Catalogue(Options.Create(new CatalogOptions { OneTime = [new OneTimeProduct { Code = "credits_500", Kind = OneTimeKind.Credits, Name = "500 credits", Credits = 500, ExpiresAfterDays = 30, Prices = new() { ["usd"] = 4500 } }] }));
        var grants = new GrantCredits(catalogue, new PriceKeys(Options.Create(new StripeOptions { Prices = new() { ["credits_500_usd"] = "price_of_theirs" } })));
        foreach (var (status, granted) in new[] { ("draft", 0L), ("open", 0), ("void", 0), ("uncollectible", 0), ("paid", 1500), ("paid", 1500) })
        {
            await using var context = await tables.Contexts.CreateDbContextAsync(Cancellation);
            var invoice = Invoice(organisation, status, Line("il_1", 2, "price_1", "credits_500"), Line("il_2", 1, "price_of_theirs", "prod_theirs"), Line("il_3", 1, "price_2", "pro"), Line("il_4", 1, null, null));
            Assert.Equal(status == "paid", await grants.AddAsync(context, invoice, Cancellation));
            await context.SaveChangesAsync(Cancellation);
            Assert.Equal(granted, (await LedgerAsync(tables)).Sum(e => e.Amount));
        }
        Assert.All(await LedgerAsync(tables), entry => Assert.Equal((PortalTables.At(5), PortalTables.At(5).AddDays(30), "in_1"), (entry.At, entry.ExpiresAt, entry.InvoiceId)));
    }

    private static InvoiceSnapshot Invoice(OrganisationId organisation, string status, params InvoiceLineSnapshot[] lines)
    {
        var money = new Money(4500, PortalTables.Usd);
        return new InvoiceSnapshot(
            "in_1", "cus_1", null, organisation.Value, "A-1", status, "manual", money, money, money, money, money, money,
            PortalTables.At(9), null, PortalTables.At(8), status == "paid" ? PortalTables.At(5) : null, null, new BuyerSnapshot("Ada", null, null, []), lines, [], true);
    }

    private static InvoiceLineSnapshot Line(string id, long quantity, string? price, string? product)
    {
        var money = new Money(4500 * quantity, PortalTables.Usd);
        return new InvoiceLineSnapshot("500 credits", quantity, 4500, money, Money.Zero(PortalTables.Usd), PortalTables.At(9), PortalTables.At(9), []) { Id = id, PriceId = price, ProductId = product };
    }

    private static SpendCredits Spend(PortalTables tables) => new(tables.Contexts, new ChangeSignal(), tables.Time);

    private static ExpireCredits Expire(PortalTables tables) => new(tables.Contexts, new Readiness(), new ChangeSignal(), tables.Time, NullLogger<ExpireCredits>.Instance);

    private static async Task<OrganisationId> OrganisationAsync(PortalTables tables)
    {
        var organisation = new Organisation { Id = TypedId.New<OrganisationId>(tables.Time), Name = "Engines", CreatedAt = tables.Time.GetUtcNow() };
        await tables.AddAsync(organisation);
        return organisation.Id;
    }

    private static CreditEntry Lot(OrganisationId organisation, string lot, long amount, int days) => new()
    {
        Id = CreditEntryId.From(Guid.CreateVersion7(PortalTables.At(0))),
        OrganisationId = organisation,
        Kind = CreditKind.Granted,
        Amount = amount,
        Lot = lot,
        Cause = lot,
        Reason = "Bought",
        At = PortalTables.At(0),
        ExpiresAt = PortalTables.At(0).AddDays(days),
    };

    private static async Task<IReadOnlyList<CreditEntry>> LedgerAsync(PortalTables tables)
    {
        await using var context = await tables.Contexts.CreateDbContextAsync(Cancellation);
        return await context.CreditEntries.AsNoTracking().ToListAsync(Cancellation);
    }
}
