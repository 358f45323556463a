using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Checkout;
using PaymentPortal.Checkout.Risk;
using PaymentPortal.Data;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout.Risk;

/// <summary>Purchases that wait for an admin, on each database.</summary>
public sealed class HeldPurchaseTests(Databases databases, RiskyShop shop) : IClassFixture<RiskyShop>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task What_is_held_is_unknown_to_Stripe_until_it_is_approved_and_then_paid_once(DatabaseProvider provider)
    {
        await using var copy = await databases.CopyAsync(provider);
        await using var app = await RiskyShop.OnAsync(copy);
        var (shopper, admin) = (await RiskyShop.ShopperAsync(app), await RiskyShop.SomebodyAsync(app, Roles.Admin));
        var purchase = (await shopper.StartAsync(RiskyShop.Enterprise)).Value;
        var presses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shopper.PayAsync(purchase)));
        Assert.All(presses, press => Assert.Equal(WeighAttempt.Held, press.Refusal?.Code));
        Assert.Contains("Nothing was charged.", presses[0].Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Empty(await app.Sandbox.ListAsync("customers"));
        Assert.Empty(await app.Sandbox.ListAsync("payment_intents"));
        Assert.Empty(app.Log.Problems);
        var held = Assert.Single(await RiskyShop.HeldAsync(app, purchase));
        Assert.Equal((100, HoldState.Waiting, 49_900), (held.Score, held.State, held.Amount.MinorUnits));
        Assert.Equal("$499.00 is a large amount", Assert.Single(RiskScore.ReadReasons(held.Reasons)).Sentence);

        Assert.True((await RiskyShop.Decide(app).ApproveAsync(held.Id, HoldState.Waiting, admin, Cancellation)).IsDone);
        Assert.True((await RiskyShop.Decide(app).ApproveAsync(held.Id, HoldState.Waiting, admin, Cancellation)).IsDone);
        Assert.Equal("decided", (await RiskyShop.Decide(app).RefuseAsync(held.Id, "No", admin, Cancellation)).Refusal?.Code);
        await using var context = Shopper.Open(app);
        Assert.Equal(HoldState.Approved, Assert.Single(await context.HoldDecisions.ToListAsync(Cancellation)).State);
        var mail = Assert.Single(await RiskyShop.MailsAsync(app, shopper.Email));
        Assert.Contains($"/checkout/{purchase}", mail.Text, StringComparison.Ordinal);

        // He types his name anew, in other words.
        var step = await shopper.PayAsync(purchase, name: "Ada King");
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        var intent = await app.Sandbox.GetAsync($"payment_intents/{step.Value.ClientSecret!.Split("_secret_")[0]}");
        Assert.Equal("any", (string?)intent["payment_method_options"]!["card"]!["request_three_d_secure"]);
        await shopper.ConfirmAsync(step.Value);
        await shopper.PaidAsync(purchase);
        Assert.Equal(1, await app.Sandbox.SucceededChargesAsync());
        Assert.Single(await RiskyShop.HeldAsync(app, purchase));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Of_two_admins_who_decide_at_once_one_has_decided(DatabaseProvider provider)
    {
        await using var copy = await databases.CopyAsync(provider);
        await using var app = await RiskyShop.OnAsync(copy);
        var (one, two) = (await RiskyShop.SomebodyAsync(app, Roles.Admin), await RiskyShop.SomebodyAsync(app, Roles.Admin));
        for (var round = 0; round < 4; round++)
        {
            var shopper = await RiskyShop.ShopperAsync(app);
            var held = await HoldAsync(app, shopper);
            var outcomes = await Task.WhenAll(
                Task.Run(() => RiskyShop.Decide(app).ApproveAsync(held.Id, HoldState.Waiting, one, Cancellation), Cancellation), Task.Run(() => RiskyShop.Decide(app).RefuseAsync(held.Id, "Too much", two, Cancellation), Cancellation));
            await using var context = Shopper.Open(app);
            var decisions = await context.HoldDecisions.Where(d => d.HoldId == held.Id).OrderBy(d => d.At).ToListAsync(Cancellation);

            var state = (await RiskyShop.HeldAsync(app, held.PurchaseId)).Single().State;
            Assert.Equal("decided", Assert.Single(outcomes, outcome => !outcome.IsDone).Refusal!.Code);
            Assert.Equal(state, Assert.Single(decisions).State);
            Assert.Equal(outcomes[0].IsDone ? HoldState.Approved : HoldState.Refused, state);
            Assert.Single(await RiskyShop.MailsAsync(app, shopper.Email));
        }
    }

    [Fact]
    public async Task Only_who_is_an_admin_now_decides()
    {
        var app = shop.App;
        var held = await HoldAsync(app, await RiskyShop.ShopperAsync(app));
        var left = await RiskyShop.SomebodyAsync(app, Roles.Admin);
        await using (var context = Shopper.Open(app))
        {
            var id = left.UserId()!.Value;
            await context.Set<IdentityUserRole<Guid>>().Where(r => r.UserId == id).ExecuteDeleteAsync(Cancellation);
        }

        foreach (var somebody in (List<System.Security.Claims.ClaimsPrincipal>)
            [await RiskyShop.SomebodyAsync(app, Roles.Support), await RiskyShop.SomebodyAsync(app, Roles.Finance), await RiskyShop.SomebodyAsync(app, Roles.Customer), left, new()])
        {
            Assert.Equal("not_allowed", (await RiskyShop.Decide(app).ApproveAsync(held.Id, HoldState.Waiting, somebody, Cancellation)).Refusal?.Code);
            Assert.Equal("not_allowed", (await RiskyShop.Decide(app).RefuseAsync(held.Id, "No", somebody, Cancellation)).Refusal?.Code);
        }

        Assert.Equal(HoldState.Waiting, (await RiskyShop.HeldAsync(app, held.PurchaseId)).Single().State);
        Assert.Equal("not_found", (await RiskyShop.Decide(app).ApproveAsync(Guid.Empty, HoldState.Waiting, await RiskyShop.SomebodyAsync(app, Roles.Admin), Cancellation)).Refusal?.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u0007 ")]
    [InlineData("long")]
    public async Task A_refusal_needs_a_reason_that_can_be_read(string? reason)
    {
        var held = await HoldAsync(shop.App, await RiskyShop.ShopperAsync(shop.App));
        var admin = await RiskyShop.SomebodyAsync(shop.App, Roles.Admin);
        var refused = await RiskyShop.Decide(shop.App).RefuseAsync(held.Id, reason == "long" ? new string('x', HeldPurchase.LongestReason + 1) : reason, admin, Cancellation);
        Assert.Equal("reason", refused.Refusal?.Field);
    }

    [Fact]
    public async Task Who_was_refused_reads_why_and_can_be_let_in_after_all()
    {
        var app = shop.App;
        var (shopper, admin) = (await RiskyShop.ShopperAsync(app), await RiskyShop.SomebodyAsync(app, Roles.Admin));
        var held = await HoldAsync(app, shopper);
        Assert.True((await RiskyShop.Decide(app).RefuseAsync(held.Id, "We do not sell to this address.\u0000", admin, Cancellation)).IsDone);
        var pressed = await shopper.PayAsync(held.PurchaseId);
        Assert.Equal(WeighAttempt.Refused, pressed.Refusal?.Code);
        Assert.Contains("The reason: We do not sell to this address.", pressed.Refusal!.Sentence, StringComparison.Ordinal);
        Assert.Contains("We do not sell to this address.", Assert.Single(await RiskyShop.MailsAsync(app, shopper.Email)).Text, StringComparison.Ordinal);
        Assert.Equal("decided", (await RiskyShop.Decide(app).ApproveAsync(held.Id, HoldState.Waiting, admin, Cancellation)).Refusal?.Code);
        Assert.True((await RiskyShop.Decide(app).ApproveAsync(held.Id, HoldState.Refused, admin, Cancellation)).IsDone);
        Assert.True((await shopper.PayAsync(held.PurchaseId)).IsDone);
        Assert.Equal(2, (await RiskyShop.MailsAsync(app, shopper.Email)).Count);
    }

    [Fact]
    public async Task What_was_changed_is_scored_anew_and_an_approval_is_for_what_was_seen()
    {
        var app = shop.App;
        var (shopper, admin) = (await RiskyShop.ShopperAsync(app), await RiskyShop.SomebodyAsync(app, Roles.Admin));
        var purchase = (await shopper.StartAsync(new CheckoutWish(RiskyShop.Pro, Seats: 3))).Value;
        Assert.Equal(WeighAttempt.Held, (await shopper.PayAsync(purchase)).Refusal?.Code);
        Assert.True((await shopper.Edit.SetSeatsAsync(purchase, shopper.UserId, 4, Cancellation)).IsDone);
        var first = Assert.Single(await RiskyShop.HeldAsync(app, purchase));
        Assert.Equal("replaced", (await RiskyShop.Decide(app).ApproveAsync(first.Id, HoldState.Waiting, admin, Cancellation)).Refusal?.Code);
        Assert.Equal(WeighAttempt.Held, (await shopper.PayAsync(purchase)).Refusal?.Code);
        Assert.Equal([HoldState.Replaced, HoldState.Waiting], (await RiskyShop.HeldAsync(app, purchase)).Select(h => h.State));
        Assert.True((await RiskyShop.Decide(app).ApproveAsync((await RiskyShop.HeldAsync(app, purchase))[1].Id, HoldState.Waiting, admin, Cancellation)).IsDone);

        // Five seats were not looked at; another country neither; one seat is below the line.
        Assert.True((await shopper.Edit.SetSeatsAsync(purchase, shopper.UserId, 5, Cancellation)).IsDone);
        Assert.Equal(WeighAttempt.Held, (await shopper.PayAsync(purchase)).Refusal?.Code);
        Assert.True((await shopper.Edit.SetSeatsAsync(purchase, shopper.UserId, 4, Cancellation)).IsDone);
        Assert.Equal(WeighAttempt.Held, (await shopper.PayAsync(purchase, "GB")).Refusal?.Code);
        Assert.True((await shopper.PayAsync(purchase)).IsDone);
        Assert.True((await shopper.Edit.SetSeatsAsync(purchase, shopper.UserId, 1, Cancellation)).IsDone);
        Assert.True((await shopper.PayAsync(purchase)).IsDone);
    }

    /// <summary>The order was payable before: the secret that is out must not pay what waits for an admin.</summary>
    [Fact]
    public async Task An_order_that_is_out_is_unpayable_once_it_is_held()
    {
        await using var app = await PortalApp.StartAsync(RiskyShop.Settings.Concat([KeyValuePair.Create("Risk:HoldAt", "80"), KeyValuePair.Create("Risk:DeclinesByAccount:Weight", "80")]));
        var shopper = await RiskyShop.ShopperAsync(app);
        var purchase = (await shopper.StartAsync(RiskyShop.Pro)).Value;
        var step = (await shopper.PayAsync(purchase)).Value!;
        await Assert.ThrowsAnyAsync<Exception>(() => shopper.ConfirmAsync(step, "pm_card_chargeDeclined"));
        await RiskyShop.DeclinedAsync(app, shopper.UserId, 1);
        Assert.Equal(WeighAttempt.Held, (await shopper.PayAsync(purchase)).Refusal?.Code);
        await Assert.ThrowsAnyAsync<Exception>(() => shopper.ConfirmAsync(step));
        Assert.Equal(0, await app.Sandbox.SucceededChargesAsync());
    }

    private static async Task<HeldPurchase> HoldAsync(PortalApp app, Shopper shopper)
    {
        var purchase = (await shopper.StartAsync(RiskyShop.Enterprise)).Value;
        Assert.Equal(WeighAttempt.Held, (await shopper.PayAsync(purchase)).Refusal?.Code);
        return Assert.Single(await RiskyShop.HeldAsync(app, purchase));
    }
}
