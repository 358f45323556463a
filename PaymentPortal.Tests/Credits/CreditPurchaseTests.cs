using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Credits;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Credits;

/// <summary>Packs bought at the sandbox become credits, and go again with their money.</summary>
public sealed class CreditPurchaseTests(PortalApp portal, Databases databases) : IClassFixture<PortalApp>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<CreditBuyer> ComeAsync(string? card = "pm_card_visa", string? clock = null) =>
        await new CreditBuyer(portal, (await Shopper.ComeAsync(portal)).Organisation).ComeAsync(card, clock);

    [Fact]
    public async Task Each_line_of_a_paid_invoice_is_granted_once_times_its_quantity_and_for_a_year()
    {
        var buyer = await ComeAsync();
        var invoice = await buyer.InvoiceAsync(("credits_500", 1), ("credits_100", 3));
        await Eventually.TrueAsync(async () => await ShownAsync(invoice) == "open", () => "The open invoice was not shown.");
        Assert.Equal(0, await buyer.BalanceAsync());
        await buyer.PayAsync(invoice);
        await buyer.BalanceBecomesAsync(800);
        await EffectsAreDoneAsync(invoice);
        var ledger = await buyer.LedgerAsync();
        Assert.Equal([300, 500], ledger.Select(e => e.Amount).Order());
        Assert.All(ledger, entry => Assert.Equal((CreditKind.Granted, entry.At.AddDays(365), invoice), (entry.Kind, entry.ExpiresAt, entry.InvoiceId)));
        Assert.Contains(ledger, entry => entry.Reason == "3 × 100 credits bought");
    }

    [Fact]
    public async Task A_refund_in_full_takes_back_what_is_left_and_one_in_part_nothing()
    {
        var buyer = await ComeAsync();
        var refunded = await buyer.BuyAsync(("credits_500", 1));
        await buyer.BalanceBecomesAsync(500);
        Assert.Equal(450, (await portal.Services.GetRequiredService<SpendCredits>().RunAsync(buyer.Organisation, 50, "report", "A report", Cancellation)).Value);
        var kept = await buyer.BuyAsync(("credits_100", 1));
        await buyer.BalanceBecomesAsync(550);
        await portal.Sandbox.PostAsync("refunds", ("payment_intent", await PaymentOfAsync(kept)), ("amount", "100"));
        await portal.Sandbox.PostAsync("refunds", ("payment_intent", await PaymentOfAsync(refunded)));
        await Eventually.TrueAsync(async () => (await buyer.LedgerAsync()).Any(e => e.Kind == CreditKind.Reversed), () => "Nothing was taken back.");
        var reversed = Assert.Single(await buyer.LedgerAsync(), e => e.Kind == CreditKind.Reversed);
        Assert.Equal((refunded, 100), (await InvoiceOfAsync(buyer, reversed.Lot), await buyer.BalanceAsync()));
        Assert.Equal("Purchase refunded; 50 of its 500 credits were used before", reversed.Reason);
    }

    [Fact]
    public async Task A_credit_note_over_one_line_takes_back_that_line_alone()
    {
        var buyer = await ComeAsync();
        var invoice = await buyer.BuyAsync(("credits_500", 1), ("credits_2000", 1));
        await buyer.BalanceBecomesAsync(2500);
        var line = (await portal.Sandbox.GetAsync($"invoices/{invoice}"))["lines"]!["data"]!.AsArray().Single(l => (long)l!["amount"]! == 4500)!;
        await portal.Sandbox.PostAsync("credit_notes", ("invoice", invoice), ("lines[0][type]", "invoice_line_item"), ("lines[0][invoice_line_item]", (string)line["id"]!), ("lines[0][quantity]", "1"), ("refund_amount", "4500"));
        await buyer.BalanceBecomesAsync(2000);
        Assert.Equal("Purchase refunded", Assert.Single(await buyer.LedgerAsync(), e => e.Kind == CreditKind.Reversed).Reason);
    }

    [Fact]
    public async Task Nothing_is_granted_while_a_debit_is_on_its_way()
    {
        var begin = TimeProvider.System.GetUtcNow().AddDays(-30).ToUnixTimeSeconds();
        var clock = (string)(await portal.Sandbox.PostAsync("test_helpers/test_clocks", ("frozen_time", Text(begin))))["id"]!;
        var buyer = await ComeAsync(card: null, clock);
        var setup = await portal.Sandbox.PostAsync(
            "setup_intents",
            ("customer", buyer.Customer), ("payment_method", "pm_usBankAccount_success"), ("payment_method_types[]", "us_bank_account"), ("confirm", "true"),
            ("mandate_data[customer_acceptance][type]", "online"), ("mandate_data[customer_acceptance][online][ip_address]", "127.0.0.1"), ("mandate_data[customer_acceptance][online][user_agent]", "test"));
        var invoice = await buyer.InvoiceAsync(("credits_500", 1));
        await buyer.PayAsync(invoice, (string)setup["payment_method"]!);
        var payment = await PaymentOfAsync(invoice);
        await Eventually.TrueAsync(async () => await StatusOfPaymentAsync(payment) == "processing", () => "The debit was not on its way.");
        Assert.Empty(await buyer.LedgerAsync());
        await portal.Sandbox.PostAsync($"test_helpers/test_clocks/{clock}/advance", ("frozen_time", Text(begin + (10 * 86_400))));
        await buyer.BalanceBecomesAsync(500);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Whatever_the_order_and_number_in_which_it_is_told_a_purchase_is_granted_once(DatabaseProvider provider)
    {
        var buyer = await ComeAsync();
        var invoice = await buyer.BuyAsync(("credits_500", 2), ("credits_100", 1));
        await buyer.BalanceBecomesAsync(1100);
        var events = (await portal.Sandbox.ListAsync("events")).Where(e => e.ToJsonString().Contains(invoice, StringComparison.Ordinal)).ToArray();
        await using var bench = await InboxBench.OpenAsync(portal, databases, provider);
        for (var order = 0; order < 8; order++)
        {
            var seed = Environment.TickCount + order;
            var random = new Random(seed);
            await bench.ForgetAsync();
            await using (var empty = await bench.Contexts.CreateDbContextAsync(Cancellation))
                await empty.CreditEntries.ExecuteDeleteAsync(Cancellation);
            await bench.TellAsync(events, random);
            Assert.All(await bench.EntriesAsync(), entry => Assert.True(entry.State is InboxState.Done or InboxState.Ignored, $"Seed {seed}: {entry.Type} is {entry.State}: {entry.Error}"));
            await using var context = await bench.Contexts.CreateDbContextAsync(Cancellation);
            var granted = await context.CreditEntries.OrderBy(e => e.Amount).Select(e => e.Amount).ToListAsync(Cancellation);
            Assert.True(granted is [100, 1000], $"Seed {seed}: granted were {string.Join(", ", granted)}.");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<string?> InvoiceOfAsync(CreditBuyer buyer, string lot) => (await buyer.LedgerAsync()).Single(e => e.Cause == lot).InvoiceId;

    private async Task<string> PaymentOfAsync(string invoice) => (string)(await portal.Sandbox.GetAsync($"invoice_payments?invoice={invoice}"))["data"]![0]!["payment"]!["payment_intent"]!;

    private async Task<string?> StatusOfPaymentAsync(string payment)
    {
        await using var context = Shopper.Open(portal);
        return await context.Payments.Where(p => p.Id == payment).Select(p => p.Status).FirstOrDefaultAsync(Cancellation);
    }

    private async Task<string?> ShownAsync(string invoice)
    {
        await using var context = Shopper.Open(portal);
        return await context.Invoices.Where(i => i.Id == invoice).Select(i => i.Status).FirstOrDefaultAsync(Cancellation);
    }

    private Task EffectsAreDoneAsync(string invoice) => Eventually.TrueAsync(
        async () =>
        {
            await using var context = Shopper.Open(portal);
            return await context.OutboxMessages.AnyAsync(m => m.Cause == $"{invoice}:paid" && m.Effect == SettleCredits.EffectName && m.State == PaymentPortal.Outbox.OutboxState.Done, Cancellation);
        },
        () => "The purchase was not settled.");
}
