using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Data;
using PaymentPortal.Invoices;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Invoices;

/// <summary>Invoices that were made at Stripe without naming the organisation: they belong to that of their customer.</summary>
public sealed class InvoiceOwnerTests(PortalApp portal, Databases databases) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseProvider.Sqlite, 12)]
    [InlineData(DatabaseProvider.Postgres, 6)]
    public async Task An_invoice_is_its_customers_organisations_whichever_is_told_first(DatabaseProvider provider, int orders)
    {
        var organisation = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var events = await LifeAsync(organisation);
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        foreach (var told in (IEnumerable<JsonObject>[])[events, events.Reverse()])
        {
            await bench.ForgetAsync();
            foreach (var one in told)
            {
                await bench.ReceiveAsync(bench.Entry(one));
                await bench.WorkAsync();
            }

            await using var context = bench.Contexts.CreateDbContext();
            var invoice = await context.Invoices.SingleAsync(Cancellation);
            Assert.Equal((new OrganisationId(organisation), "paid"), (invoice.OrganisationId, invoice.Status));
            var effects = await context.OutboxMessages.Where(m => m.Cause.StartsWith(invoice.Id)).Select(m => m.Effect).ToListAsync(Cancellation);
            Assert.Contains(FreezeDocument.EffectName, effects);
            Assert.Contains(ReceiptMail.EffectName, effects);
        }

        await bench.SaysTheSameAsync([.. events], orders);
    }

    [Fact]
    public async Task What_was_paid_long_before_its_customer_had_an_organisation_is_listed_and_not_mailed()
    {
        var stripe = portal.Sandbox;
        var organisation = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var clock = (string)(await stripe.PostAsync("test_helpers/test_clocks", ("frozen_time", $"{now}")))["id"]!;
        var customer = (string)(await stripe.PostAsync("customers", ("email", "ada@example.com"), ("test_clock", clock)))["id"]!;
        await PaidAsync(customer);
        await stripe.AdvanceAsync(clock, now + (3 * 86_400));
        await stripe.PostAsync($"customers/{customer}", ("metadata[organisation]", $"{organisation}"));
        await using var bench = await InboxBench.OpenAsync(portal, databases, DatabaseProvider.Sqlite);
        var events = await EventsAsync(customer);
        await bench.ReceiveAsync(events.SkipLast(1).Select(bench.Entry));
        await bench.WorkAsync();
        await using var context = bench.Contexts.CreateDbContext();
        Assert.Null((await context.Invoices.AsNoTracking().SingleAsync(Cancellation)).OrganisationId);
        await bench.ReceiveAsync(bench.Entry(events[^1]));
        await bench.WorkAsync();
        Assert.Equal(new OrganisationId(organisation), (await context.Invoices.SingleAsync(Cancellation)).OrganisationId);
        Assert.Equal([FreezeDocument.EffectName], await context.OutboxMessages.Select(m => m.Effect).ToListAsync(Cancellation));
    }

    private async Task<IReadOnlyList<JsonObject>> LifeAsync(Guid organisation)
    {
        var customer = (string)(await portal.Sandbox.PostAsync("customers", ("email", "ada@example.com"), ("metadata[organisation]", $"{organisation}")))["id"]!;
        await PaidAsync(customer);
        return await EventsAsync(customer);
    }

    private async Task PaidAsync(string customer)
    {
        var stripe = portal.Sandbox;
        var method = (string)(await stripe.PostAsync("payment_methods/pm_card_visa/attach", ("customer", customer)))["id"]!;
        var invoice = (string)(await stripe.PostAsync("invoices", ("customer", customer), ("currency", "usd"), ("auto_advance", "false")))["id"]!;
        await stripe.PostAsync("invoiceitems", ("customer", customer), ("invoice", invoice), ("amount", "2500"), ("currency", "usd"));
        await stripe.PostAsync($"invoices/{invoice}/finalize");
        await stripe.PostAsync($"invoices/{invoice}/pay", ("payment_method", method));
    }

    /// <summary>The oldest first.</summary>
    private async Task<IReadOnlyList<JsonObject>> EventsAsync(string customer) =>
        [.. (await portal.Sandbox.ListAsync("events")).Where(e => e.ToJsonString().Contains(customer, StringComparison.Ordinal)).Reverse()];
}
