using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Billing;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Data;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout.Risk;

/// <summary>A change of the plan that charges at once is an attempt to pay like every other.</summary>
public sealed class ChangeRiskTests(Databases databases, RiskyShop shop) : IClassFixture<RiskyShop>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task More_of_a_plan_is_written_down_weighed_and_learns_what_came_of_its_charge(DatabaseProvider provider)
    {
        await using var copy = await databases.CopyAsync(provider);
        await using var app = await RiskyShop.OnAsync(copy);
        var (shopper, subscription) = await SubscribedAsync(app);
        foreach (var (key, seats) in ((string, long)[])[(RiskyShop.Pro, 2), (RiskyShop.Enterprise, 2)])
        {
            var order = (await PreviewAsync(app, shopper, subscription, key, seats)).Order;
            Assert.Equal(ChangeResult.Done, (await ChangeAsync(app, shopper, order)).Value);
            var attempt = await LastAsync(app, shopper, a => a.Outcome is not null);
            Assert.Equal((order.Due, "succeeded", "US", true), (attempt.Amount, attempt.Outcome, attempt.BillingCountry, attempt.IsOfChange));
            Assert.Equal("Paid", AttemptWords.Of(attempt));
            await UntilAsync(app, subscription, s => s.PlanItem?.Quantity == seats);
        }

        // $400 and more would hold a purchase: a change is confirmed by the bank instead, and nothing waits for an admin.
        var attempts = await RiskyShop.AttemptsAsync(app, shopper.UserId);
        Assert.Equal([AttemptDecision.Passed, AttemptDecision.Passed, AttemptDecision.ThreeDSecure], attempts.Select(a => a.Decision));
        Assert.True(attempts[^1].Score >= 100);
        await using var context = Shopper.Open(app);
        Assert.False(await context.HeldPurchases.AnyAsync(Cancellation));

        // Less, which comes later and charges nothing, is no attempt.
        Assert.Equal(ChangeResult.Scheduled, (await ChangeAsync(app, shopper, (await PreviewAsync(app, shopper, subscription, RiskyShop.Pro, 1)).Order)).Value);
        Assert.Equal(3, (await RiskyShop.AttemptsAsync(app, shopper.UserId)).Count);
    }

    [Fact]
    public async Task After_many_tries_with_cards_nothing_is_charged_and_the_plan_stays()
    {
        var app = shop.App;
        var (shopper, subscription) = await SubscribedAsync(app);
        var order = (await PreviewAsync(app, shopper, subscription, RiskyShop.Pro, 3)).Order;
        for (var card = 0; card < 3; card++)
            Assert.True((await app.Services.GetRequiredService<UsePaymentMethod>().StartAsync(shopper.UserId, null, null, shopper.Address, Cancellation)).IsDone);
        var stopped = (await ChangeAsync(app, shopper, order)).Refusal!;
        Assert.Equal(WeighAttempt.Stopped, stopped.Code);
        Assert.Contains("nothing was charged", stopped.Sentence, StringComparison.Ordinal);
        Assert.Equal("Stopped after too many declines", AttemptWords.Of((await RiskyShop.AttemptsAsync(app, shopper.UserId))[^1]));
        var atStripe = await app.Sandbox.GetAsync($"subscriptions/{subscription}");
        Assert.Equal(1, (long)atStripe["items"]!["data"]![0]!["quantity"]!);
        Assert.Null(atStripe["pending_update"]);
        Assert.Single(await app.Sandbox.ListAsync("invoices", ("subscription", subscription)));
    }

    [Fact]
    public async Task Above_the_first_line_the_bank_is_asked_for_this_change_alone()
    {
        var app = shop.App;
        var (shopper, subscription) = await SubscribedAsync(app);
        await DeclineOnceAsync(app, shopper);
        var card = await UseCardAsync(app, subscription, "pm_card_threeDSecureOptional");
        Assert.Equal(ChangeResult.Unpaid, (await ChangeAsync(app, shopper, (await PreviewAsync(app, shopper, subscription, RiskyShop.Enterprise, 1)).Order)).Value);
        var attempt = (await RiskyShop.AttemptsAsync(app, shopper.UserId))[^1];
        Assert.Equal((AttemptDecision.ThreeDSecure, 40, "Sent to the bank to confirm (3D Secure), not finished"), (attempt.Decision, attempt.Score, AttemptWords.Of(attempt)));
        var intent = await IntentAsync(app, subscription);
        Assert.Equal(("requires_action", "any"), ((string?)intent["status"], (string?)intent["payment_method_options"]!["card"]!["request_three_d_secure"]));
        Assert.Equal("pro_month_usd", (await FindAsync(app, subscription)).PlanItem?.LookupKey);

        // What takes it back stands in the outbox since before it was said, and comes when the press is over for sure.
        Assert.Equal("any", Asked(await app.Sandbox.GetAsync($"subscriptions/{subscription}")));
        await using (var context = Shopper.Open(app))
        {
            var over = await context.OutboxMessages.SingleAsync(m => m.Effect == BankQuestion.EffectName && m.Payload.Contains(subscription), Cancellation);
            Assert.True(over.DueAt > over.CreatedAt.AddSeconds(59));
            over.DueAt = over.CreatedAt;
            await context.SaveChangesAsync(Cancellation);
        }

        app.Services.GetRequiredService<OutboxSignal>().Wake();
        await Eventually.TrueAsync(async () => Asked(await app.Sandbox.GetAsync($"subscriptions/{subscription}")) == "automatic", () => "Renewals would be confirmed too.");
        Assert.Equal("any", (string?)(await IntentAsync(app, subscription))["payment_method_options"]!["card"]!["request_three_d_secure"]);
        Assert.Equal("on_subscription", (string?)(await app.Sandbox.GetAsync($"subscriptions/{subscription}"))["payment_settings"]!["save_default_payment_method"]);

        // The buyer finishes it where every open invoice is paid, which is asked for once more.
        var invoice = (string)(await app.Sandbox.GetAsync($"subscriptions/{subscription}"))["latest_invoice"]!;
        var wish = new MethodWish(card, MakeDefault: false, attempt.Amount.MinorUnits, invoice, shopper.Address);
        await Eventually.TrueAsync(async () => (await app.Services.GetRequiredService<CardQuery>().OfUserAsync(shopper.UserId, pays: true, invoice, Cancellation)) is { IsDone: true, Value.Open: [_] }, () => "The invoice of the change is not open.");
        Assert.True((await app.Services.GetRequiredService<UsePaymentMethod>().RunAsync(shopper.UserId, wish, Cancellation)).IsDone);
        await app.Sandbox.PostAsync($"payment_intents/{(string)intent["id"]!}/confirm", ("payment_method", "pm_card_visa"));
        await UntilAsync(app, subscription, s => s.PlanItem?.LookupKey == RiskyShop.Enterprise);
    }

    [Fact]
    public async Task A_declined_change_counts_as_the_decline_that_it_is()
    {
        var app = shop.App;
        var (shopper, subscription) = await SubscribedAsync(app);
        await UseCardAsync(app, subscription, "pm_card_chargeCustomerFail");
        Assert.Equal(ChangeResult.Unpaid, (await ChangeAsync(app, shopper, (await PreviewAsync(app, shopper, subscription, RiskyShop.Pro, 2)).Order)).Value);
        var attempt = await LastAsync(app, shopper, a => a.Outcome is not null);
        Assert.Equal(("failed", AttemptDecision.Passed), (attempt.Outcome, attempt.Decision));
        Assert.StartsWith("Declined: ", AttemptWords.Of(attempt), StringComparison.Ordinal);
        await RiskyShop.DeclinedAsync(app, shopper.UserId, 1);
    }

    private static async Task<(Shopper Shopper, string Subscription)> SubscribedAsync(PortalApp app)
    {
        var shopper = await RiskyShop.ShopperAsync(app);
        var purchase = (await shopper.StartAsync(RiskyShop.Pro)).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(purchase)).Value!);
        await shopper.PaidAsync(purchase);
        var subscription = (await shopper.FindAsync(purchase)).SubscriptionId!;
        await UntilAsync(app, subscription, s => s is { Status: "active", DefaultPaymentMethodId: not null });
        return (shopper, subscription);
    }

    private static async Task DeclineOnceAsync(PortalApp app, Shopper shopper)
    {
        var step = (await shopper.PayAsync((await shopper.StartAsync("credits_100_usd")).Value)).Value!;
        await Assert.ThrowsAnyAsync<Exception>(() => shopper.ConfirmAsync(step, "pm_card_chargeDeclined"));
        await RiskyShop.DeclinedAsync(app, shopper.UserId, 1);
    }

    private static async Task<string> UseCardAsync(PortalApp app, string subscription, string name)
    {
        var customer = (string)(await app.Sandbox.GetAsync($"subscriptions/{subscription}"))["customer"]!;
        var card = (string)(await app.Sandbox.PostAsync($"payment_methods/{name}/attach", ("customer", customer)))["id"]!;
        await app.Sandbox.PostAsync($"subscriptions/{subscription}", ("default_payment_method", card));
        await UntilAsync(app, subscription, s => s.DefaultPaymentMethodId == card);
        return card;
    }

    private static async Task<ChangePreview> PreviewAsync(PortalApp app, Shopper shopper, string subscription, string key, long seats)
    {
        var outcome = await app.Services.GetRequiredService<PreviewChange>().RunAsync(shopper.UserId, subscription, key, seats, Cancellation);
        Assert.True(outcome.IsDone, outcome.Refusal?.Sentence);
        return outcome.Value;
    }

    private static Task<Outcome<ChangeResult>> ChangeAsync(PortalApp app, Shopper shopper, ChangeOrder order) =>
        app.Services.GetRequiredService<ConfirmChange>().RunAsync(shopper.UserId, null, order, Cancellation);

    private static async Task<PaymentAttempt> LastAsync(PortalApp app, Shopper shopper, Func<PaymentAttempt, bool> holds)
    {
        PaymentAttempt? last = null;
        await Eventually.TrueAsync(async () => holds(last = (await RiskyShop.AttemptsAsync(app, shopper.UserId))[^1]), () => $"The attempt never says so: {last?.Outcome}, {last?.PaymentId}");
        return last!;
    }

    private static async Task<Subscription> FindAsync(PortalApp app, string id)
    {
        await using var context = Shopper.Open(app);
        return await context.Subscriptions.AsNoTracking().Include(s => s.Items).SingleAsync(s => s.Id == id, Cancellation);
    }

    private static async Task UntilAsync(PortalApp app, string id, Func<Subscription, bool> holds) => await Eventually.TrueAsync(
        async () =>
        {
            await using var context = Shopper.Open(app);
            return await context.Subscriptions.AsNoTracking().Include(s => s.Items).FirstOrDefaultAsync(s => s.Id == id, Cancellation) is { } found && holds(found);
        },
        () => "The table never says so. " + string.Join('\n', app.Log.Problems));

    private static async Task<JsonObject> IntentAsync(PortalApp app, string subscription)
    {
        var invoice = (string)(await app.Sandbox.GetAsync($"subscriptions/{subscription}"))["latest_invoice"]!;
        var payment = Assert.Single(await app.Sandbox.ListAsync("invoice_payments", ("invoice", invoice)));
        return await app.Sandbox.GetAsync($"payment_intents/{(string)payment["payment"]!["payment_intent"]!}");
    }

    private static string? Asked(JsonObject subscription) => (string?)subscription["payment_settings"]!["payment_method_options"]?["card"]?["request_three_d_secure"];
}
