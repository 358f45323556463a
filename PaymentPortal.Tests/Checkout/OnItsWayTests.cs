using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Subscriptions.Access;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>An order whose money is on its way from a bank, and one whose money came back.</summary>
public sealed class OnItsWayTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    private const string Pro = "pro_month_usd";

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task While_it_is_on_its_way_the_order_stays_as_it_is_and_no_other_plan_is_begun(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var (pro, pilot) = ((await shopper.StartAsync(Pro)).Value, (await shopper.StartAsync("pilot_month_usd")).Value);
        await shopper.ConfirmAsync((await shopper.PayAsync(pro)).Value!, "pm_usBankAccount_processing");
        await KnowsAsync(portal, shopper, "processing");
        Assert.Equal(new PaymentStep("processing", null), (await shopper.PayAsync(pro)).Value);
        Assert.Equal(pro, (await shopper.StartAsync("enterprise_year_usd")).Value);
        Assert.Equal("payment_on_its_way", (await shopper.PayAsync(pilot)).Refusal?.Code);
        Assert.Equal("payment_on_its_way", (await portal.Services.GetRequiredService<WithdrawOrder>().RunAsync(pro, shopper.UserId, TestContext.Current.CancellationToken)).Refusal?.Code);
        Assert.Equal("payment_on_its_way", (await shopper.Edit.SetSeatsAsync(pro, shopper.UserId, 3, TestContext.Current.CancellationToken)).Refusal?.Code);
        Assert.Equal(AccessReason.NoPlan, (await EntitledAsync(portal, shopper)).Reason);
        Assert.Equal("processing", (string?)(await portal.Sandbox.GetAsync($"payment_intents/{(await shopper.FindAsync(pro)).PaymentId}"))["status"]);
        Assert.Equal("open", (string?)(await portal.Sandbox.GetAsync($"invoices/{(await shopper.FindAsync(pro)).InvoiceId}"))["status"]);
    }

    [Fact]
    public async Task While_it_is_on_its_way_no_trial_begins_beside_it()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var (pro, trial) = ((await shopper.StartAsync(Pro)).Value, (await shopper.StartAsync(new CheckoutWish("pilot_month_usd", Trial: true))).Value);
        await shopper.ConfirmAsync((await shopper.PayAsync(pro)).Value!, "pm_usBankAccount_processing");
        await KnowsAsync(portal, shopper, "processing");
        Assert.Equal("payment_on_its_way", (await shopper.PayAsync(trial)).Refusal?.Code);
        var customer = (await shopper.FindAsync(pro)).CustomerId!;
        Assert.Single(await portal.Sandbox.ListAsync("subscriptions", ("customer", customer), ("status", "all")));
    }

    [Fact]
    public async Task A_debit_that_came_back_and_was_written_off_opens_nothing()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var pro = (await shopper.StartAsync(Pro)).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(pro)).Value!, "pm_usBankAccount_insufficientFunds");
        await KnowsAsync(portal, shopper, "requires_payment_method");
        var first = await shopper.FindAsync(pro);
        await portal.Sandbox.PostAsync($"invoices/{first.InvoiceId}/mark_uncollectible");
        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(portal);
                return (await context.Invoices.FindAsync([first.InvoiceId!], TestContext.Current.CancellationToken))?.Status == "uncollectible"
                    && (await context.Subscriptions.FindAsync([first.SubscriptionId!], TestContext.Current.CancellationToken))?.Status == (string?)(await portal.Sandbox.GetAsync($"subscriptions/{first.SubscriptionId}"))["status"];
            },
            () => "That it was written off is not known.");
        Assert.Equal(AccessReason.NoPlan, (await EntitledAsync(portal, shopper)).Reason);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_plan_whose_debit_came_back_has_not_begun_and_another_takes_its_place(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var pro = (await shopper.StartAsync(Pro)).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(pro)).Value!, "pm_usBankAccount_insufficientFunds");
        await KnowsAsync(portal, shopper, "requires_payment_method");
        var first = await shopper.FindAsync(pro);
        await Eventually.TrueAsync(async () => (string?)(await portal.Sandbox.GetAsync($"subscriptions/{first.SubscriptionId}"))["status"] == "past_due", () => "The debit has not come back.");
        Assert.Equal(AccessReason.NoPlan, (await EntitledAsync(portal, shopper)).Reason);
        var pilot = (await shopper.StartAsync("pilot_month_usd")).Value;
        Assert.NotEqual(pro, pilot);
        var step = await shopper.PayAsync(pilot);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        Assert.Equal(("void", "canceled"), ((string?)(await portal.Sandbox.GetAsync($"invoices/{first.InvoiceId}"))["status"], (string?)(await portal.Sandbox.GetAsync($"subscriptions/{first.SubscriptionId}"))["status"]));
        await shopper.ConfirmAsync(step.Value!);
        await shopper.PaidAsync(pilot);
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync(first.CustomerId));
        await Eventually.TrueAsync(async () => (await EntitledAsync(portal, shopper)) is { Reason: AccessReason.Running, PlanCode: "pilot" }, () => "The other plan does not run.");
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_returned_order_is_withdrawn_by_its_buyer_and_leaves_nothing_behind(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var (shopper, stranger) = (await Shopper.ComeAsync(portal), await Shopper.ComeAsync(portal));
        var withdraw = portal.Services.GetRequiredService<WithdrawOrder>();
        var cancellation = TestContext.Current.CancellationToken;
        var pro = (await shopper.StartAsync(Pro)).Value;
        Assert.Equal("not_open", (await withdraw.RunAsync(pro, shopper.UserId, cancellation)).Refusal?.Code);
        await shopper.ConfirmAsync((await shopper.PayAsync(pro)).Value!, "pm_usBankAccount_insufficientFunds");
        await KnowsAsync(portal, shopper, "requires_payment_method");
        var first = await shopper.FindAsync(pro);
        await Eventually.TrueAsync(
            () =>
            {
                using var context = Shopper.Open(portal);
                return Task.FromResult(context.Subscriptions.Any(s => s.Id == first.SubscriptionId && s.Status == "past_due"));
            },
            () => "The debit has not come back.");
        Assert.Equal("not_found", (await withdraw.RunAsync(pro, stranger.UserId, cancellation)).Refusal?.Code);
        Assert.True((await withdraw.RunAsync(pro, shopper.UserId, cancellation)).IsDone);
        Assert.Equal(("void", "canceled"), ((string?)(await portal.Sandbox.GetAsync($"invoices/{first.InvoiceId}"))["status"], (string?)(await portal.Sandbox.GetAsync($"subscriptions/{first.SubscriptionId}"))["status"]));
        Assert.Equal((PurchaseState.Open, null, null), ((await shopper.FindAsync(pro)).State, (await shopper.FindAsync(pro)).InvoiceId, (await shopper.FindAsync(pro)).PaymentId));
        Assert.Equal("not_open", (await withdraw.RunAsync(pro, shopper.UserId, cancellation)).Refusal?.Code);
        await Eventually.TrueAsync(
            () =>
            {
                using var context = Shopper.Open(portal);
                return Task.FromResult(context.Subscriptions.Any(s => s.Id == first.SubscriptionId && s.Status == "canceled"));
            },
            () => "The subscription has not ended.");
        await using (var context = Shopper.Open(portal))
            Assert.False(context.OutboxMessages.Any(m => m.Cause.StartsWith($"{first.SubscriptionId}:Ended")));
        var pilot = (await shopper.StartAsync("pilot_month_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(pilot)).Value!);
        await shopper.PaidAsync(pilot);
        Assert.Equal("not_open", (await withdraw.RunAsync(pilot, shopper.UserId, cancellation)).Refusal?.Code);
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync(first.CustomerId));
    }

    private static Task<Entitlement> EntitledAsync(PortalApp portal, Shopper shopper) => portal.Services.GetRequiredService<Entitlements>().OfAsync(shopper.Organisation, TestContext.Current.CancellationToken);

    private static Task KnowsAsync(PortalApp portal, Shopper shopper, string status) => Eventually.TrueAsync(
        () =>
        {
            using var context = Shopper.Open(portal);
            return Task.FromResult(context.Payments.Any(p => p.Status == status && (status == "processing" || p.FailureCode != null) && context.Purchases.Any(order => order.OrganisationId == shopper.Organisation && order.PaymentId == p.Id)));
        },
        () => $"No payment is {status}.");
}
