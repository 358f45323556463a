using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Credits;
using PaymentPortal.Data;
using PaymentPortal.Gateway;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Credits;

/// <summary>Credits whose money goes, in part or for a time: taken back once and given back once, on each database.</summary>
public sealed class CreditReturnTests(PortalOnEach portals, Databases databases) : IClassFixture<PortalOnEach>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_dispute_takes_them_and_one_that_is_won_brings_them_back(DatabaseProvider provider)
    {
        var (portal, buyer) = await ComeAsync(provider, "pm_card_createDisputeInquiry");
        await buyer.BuyAsync(("credits_500", 1));
        await buyer.BalanceBecomesAsync(500);
        Assert.Equal(450, (await portal.Services.GetRequiredService<SpendCredits>().RunAsync(buyer.Organisation, 50, $"report {provider}", "A report", Cancellation)).Value);
        // An inquiry takes no money
        var dispute = await DisputeAsync(portal, buyer);
        await AnswerAsync(portal, dispute, "escalate_inquiry_evidence");
        await buyer.BalanceBecomesAsync(0);
        await AnswerAsync(portal, dispute, "winning_evidence");
        await buyer.BalanceBecomesAsync(450);
        Assert.Equal(
            [(CreditKind.Granted, 500, "500 credits bought"), (CreditKind.Spent, -50, "A report"), (CreditKind.Reversed, -450, "Purchase refunded; 50 of its 500 credits were used before"), (CreditKind.Restored, 450, "The purchase is paid again")],
            await TurnsAsync(buyer));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_dispute_that_is_lost_takes_them_for_good(DatabaseProvider provider)
    {
        var (portal, buyer) = await ComeAsync(provider, "pm_card_createDispute");
        await buyer.BuyAsync(("credits_500", 1));
        var dispute = await DisputeAsync(portal, buyer);
        await AnswerAsync(portal, dispute, "losing_evidence");
        await SettledAsync(portal);
        Assert.Equal([500, -500], (await buyer.LedgerAsync()).Select(e => e.Amount).OrderDescending());
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_line_that_is_credited_in_part_loses_the_same_part_and_refunds_that_sum_to_all_take_the_rest(DatabaseProvider provider)
    {
        var (portal, buyer) = await ComeAsync(provider, "pm_card_visa");
        var invoice = await buyer.BuyAsync(("credits_500", 3));
        await buyer.BalanceBecomesAsync(1500);
        var line = (await portal.Sandbox.GetAsync($"invoices/{invoice}"))["lines"]!["data"]![0]!;
        await portal.Sandbox.PostAsync("credit_notes", ("invoice", invoice), ("lines[0][type]", "invoice_line_item"), ("lines[0][invoice_line_item]", (string)line["id"]!), ("lines[0][quantity]", "1"), ("refund_amount", Text((long)line["amount"]! / 3)));
        await buyer.BalanceBecomesAsync(1000);
        Assert.Equal("Part of the purchase refunded", Assert.Single(await buyer.LedgerAsync(), e => e.Kind == CreditKind.Reversed).Reason);
        var payment = (string)(await portal.Sandbox.GetAsync($"invoice_payments?invoice={invoice}"))["data"]![0]!["payment"]!["payment_intent"]!;
        await portal.Sandbox.PostAsync("refunds", ("payment_intent", payment), ("amount", "100"));
        await SettledAsync(portal);
        Assert.Equal(1000, await buyer.BalanceAsync());
        await portal.Sandbox.PostAsync("refunds", ("payment_intent", payment));
        await buyer.BalanceBecomesAsync(0);
        Assert.Equal([1500, -500, -1000], (await buyer.LedgerAsync()).Select(e => e.Amount).OrderDescending());
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_credit_note_that_was_voided_before_the_payment_takes_nothing(DatabaseProvider provider)
    {
        var (portal, buyer) = await ComeAsync(provider, "pm_card_visa");
        var invoice = await buyer.InvoiceAsync(("credits_500", 1), ("credits_100", 1));
        var lines = (await portal.Sandbox.GetAsync($"invoices/{invoice}"))["lines"]!["data"]!.AsArray();
        async Task<string> CreditAsync(int at) => (string)(await portal.Sandbox.PostAsync(
            "credit_notes", ("invoice", invoice), ("lines[0][type]", "invoice_line_item"), ("lines[0][invoice_line_item]", (string)lines[at]!["id"]!), ("lines[0][quantity]", "1")))["id"]!;
        await portal.Sandbox.PostAsync($"credit_notes/{await CreditAsync(0)}/void");
        await CreditAsync(1);
        await buyer.PayAsync(invoice);
        await Eventually.TrueAsync(async () => (await buyer.LedgerAsync()).Any(e => e.Kind == CreditKind.Reversed), () => "What was credited was not taken back.");
        await SettledAsync(portal);
        Assert.Equal(lines.Select(l => (string)l!["id"]!).Take(1), (await buyer.LedgerAsync()).GroupBy(e => e.Lot).Where(lot => lot.Sum(e => e.Amount) > 0).Select(lot => lot.Key));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task In_whatever_order_and_however_often_it_is_told_each_turn_is_written_once(DatabaseProvider provider)
    {
        var (portal, buyer) = await ComeAsync(DatabaseProvider.Sqlite, "pm_card_createDisputeInquiry");
        await buyer.BuyAsync(("credits_500", 1), ("credits_100", 1));
        await buyer.BalanceBecomesAsync(600);
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        await TellAsync(600);
        var dispute = await DisputeAsync(portal, buyer);
        await TellAsync(600);
        await AnswerAsync(portal, dispute, "escalate_inquiry_evidence");
        await TellAsync(0);
        await AnswerAsync(portal, dispute, "winning_evidence");
        await TellAsync(600);
        await using var context = await bench.Contexts.CreateDbContextAsync(Cancellation);
        Assert.Equal([-500, -100, 100, 100, 500, 500], (await context.CreditEntries.Where(e => e.OrganisationId == buyer.Organisation).ToListAsync(Cancellation)).Select(e => e.Amount).Order());

        async Task TellAsync(long balance)
        {
            await SettledAsync(portal);
            await using var source = Shopper.Open(portal);
            var entries = (await source.InboxEntries.AsNoTracking().ToListAsync(Cancellation)).Where(e => e.State != InboxState.Parked).ToArray();
            foreach (var entry in entries)
                entry.State = InboxState.Pending;
            random.Shuffle(entries);
            await bench.ReceiveAsync(entries);
            await bench.WorkAsync();
            var settle = new SettleCredits(bench.Contexts, portal.Services.GetRequiredService<StripeGateway>(), portal.Services.GetRequiredService<GrantCredits>(), new ChangeSignal(), bench.Time);
            await using var asked = await bench.Contexts.CreateDbContextAsync(Cancellation);
            var effects = await asked.OutboxMessages.AsNoTracking().Where(m => m.Effect == SettleCredits.EffectName).ToListAsync(Cancellation);
            var twice = effects.Concat(effects).ToArray();
            random.Shuffle(twice);
            foreach (var effect in twice)
                await settle.DoAsync(effect, Cancellation);
            Assert.Equal(balance, await asked.CreditEntries.Where(e => e.OrganisationId == buyer.Organisation).SumAsync(e => e.Amount, Cancellation));
        }
    }

    private static async Task<IEnumerable<(CreditKind, long, string)>> TurnsAsync(CreditBuyer buyer)
    {
        CreditKind[] order = [CreditKind.Granted, CreditKind.Spent, CreditKind.Reversed, CreditKind.Restored];
        return (await buyer.LedgerAsync()).OrderBy(e => Array.IndexOf(order, e.Kind)).Select(e => (e.Kind, e.Amount, e.Reason));
    }

    private async Task<(PortalApp Portal, CreditBuyer Buyer)> ComeAsync(DatabaseProvider provider, string card)
    {
        var portal = await portals.OnAsync(provider);
        return (portal, await new CreditBuyer(portal, (await Shopper.ComeAsync(portal)).Organisation).ComeAsync(card));
    }

    private static async Task<string> DisputeAsync(PortalApp portal, CreditBuyer buyer)
    {
        var charge = (string)(await portal.Sandbox.ListAsync("charges", ("customer", buyer.Customer)))[0]["id"]!;
        string? dispute = null;
        await Eventually.TrueAsync(async () => (dispute = (string?)(await portal.Sandbox.ListAsync("disputes", ("charge", charge))).FirstOrDefault()?["id"]) is not null, () => "Nobody disputed.");
        return dispute!;
    }

    /// <summary>Hands in evidence, and waits for the bank's word.</summary>
    private static async Task AnswerAsync(PortalApp portal, string dispute, string evidence)
    {
        var before = (string)(await portal.Sandbox.GetAsync($"disputes/{dispute}"))["status"]!;
        await portal.Sandbox.PostAsync($"disputes/{dispute}", ("evidence[uncategorized_text]", evidence), ("submit", "true"));
        await Eventually.TrueAsync(async () => (string)(await portal.Sandbox.GetAsync($"disputes/{dispute}"))["status"]! is var now && now != before && !now.EndsWith("under_review", StringComparison.Ordinal), () => "The bank does not answer.");
    }

    /// <summary>Waits until every event has come and been applied, and every effect is done.</summary>
    private static Task SettledAsync(PortalApp portal) => Eventually.TrueAsync(
        async () =>
        {
            if ((await portal.Sandbox.ListAsync("events", ("delivery_success", "false"))).Count > 0)
                return false;
            await using var context = Shopper.Open(portal);
            return !await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending, Cancellation) && !await context.OutboxMessages.AnyAsync(m => m.State == OutboxState.Pending, Cancellation);
        },
        () => "The events are not applied. " + string.Join('\n', portal.Log.Problems));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
