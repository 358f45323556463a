using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Billing;
using PaymentPortal.Inbox;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Billing;

/// <summary>An order whose payment was begun in checkout and not finished: who ordered knows of it, and nobody owes it.</summary>
public sealed class UnfinishedOrderTests(PortalApp portal) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_paid_only_where_it_is_named_and_its_failed_attempts_are_told_by_no_mail()
    {
        var shopper = await Shopper.ComeAsync(portal);
        var plan = (await shopper.StartAsync("pro_month_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(plan)).Value!);
        await shopper.PaidAsync(plan);

        var pack = (await shopper.StartAsync("credits_100_usd")).Value;
        var step = (await shopper.PayAsync(pack)).Value!;
        await Assert.ThrowsAnyAsync<Exception>(() => shopper.ConfirmAsync(step, "pm_card_chargeDeclined"));
        var invoice = (await shopper.FindAsync(pack)).InvoiceId!;
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(portal);
                return await context.Invoices.AnyAsync(i => i.Id == invoice && i.Status == "open", Cancellation)
                    && await context.OutboxMessages.AnyAsync(m => m.Cause == invoice + ":1", Cancellation)
                    && !await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending, Cancellation)
                    && !await context.OutboxMessages.AnyAsync(m => m.State == OutboxState.Pending, Cancellation);
            },
            () => "The attempt is not known: " + string.Join('\n', portal.Log.Problems));
        Assert.DoesNotContain(portal.Services.GetRequiredService<Mailbox>().Latest(500), m => m.To.Contains(shopper.Email, StringComparison.Ordinal) && m.Subject.Contains("failed", StringComparison.Ordinal));

        var cards = portal.Services.GetRequiredService<CardQuery>();
        var all = (await cards.OfUserAsync(shopper.UserId, pays: true, null, Cancellation)).Value!;
        Assert.Empty(all.Open);
        Assert.Null((await cards.OfUserAsync(shopper.UserId, pays: false, null, Cancellation)).Value!.Owed);
        Assert.Equal(invoice, Assert.Single((await cards.OfUserAsync(shopper.UserId, pays: true, invoice, Cancellation)).Value!.Open).Id);
        await shopper.ConfirmAsync(step);
        await shopper.PaidAsync(pack);
    }
}
