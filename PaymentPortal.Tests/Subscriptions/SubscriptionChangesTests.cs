using Microsoft.EntityFrameworkCore;
using PaymentPortal.Accounts;
using PaymentPortal.Billing;
using PaymentPortal.Data;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Subscriptions;

public sealed class SubscriptionChangesTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    private const string Pro = "pro_month_usd";
    private const string Enterprise = "enterprise_month_usd";
    private const string Pilot = "pilot_month_usd";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_whole_life_from_trial_to_coming_back_agrees_with_stripe_to_the_cent(DatabaseProvider provider)
    {
        var (shopper, tenant) = await ComeAsync(await portals.OnAsync(provider), Pro, trialDays: 14);
        var inTrial = await tenant.PreviewedAsync(Pro, 2);
        Assert.Equal((ChangeMoment.Trial, 29_800L), (inTrial.Order.Moment, inTrial.Then!.Due.MinorUnits));
        Assert.Equal(ChangeResult.Done, (await tenant.ChangeAsync(inTrial)).Value);
        Assert.DoesNotContain(await tenant.InvoicesAsync(), i => (long)i["amount_due"]! > 0);

        await tenant.AdvanceAsync(14.1);
        await tenant.UntilAsync(s => s is { Status: "active", PlanItem: { Quantity: 2 } }, "paid after the trial");
        Assert.Equal(29_800, (long)(await tenant.LatestInvoiceAsync())["amount_paid"]!);

        await tenant.AdvanceAsync(10);
        var upgrade = await tenant.PreviewedAsync(Enterprise, 3);
        Assert.Equal(ChangeMoment.Now, upgrade.Order.Moment);
        Assert.Equal(149_700, upgrade.Then!.Due.MinorUnits);
        var (given, asked) = (upgrade.Today!.Lines.Single(l => l.Amount.MinorUnits < 0), upgrade.Today.Lines.Single(l => l.Amount.MinorUnits > 0));
        Assert.Matches(@"^2\d days of Pro × 2 not used$", given.Text);
        Assert.Matches(@"^2\d days of Enterprise × 3$", asked.Text);
        Assert.Equal(upgrade.Order.Due, given.Amount + asked.Amount);
        // Time passes between the look and the press: what was shown is charged all the same
        await tenant.AdvanceAsync(0.01);
        Assert.Equal(ChangeResult.Done, (await tenant.ChangeAsync(upgrade)).Value);
        var invoice = await tenant.LatestInvoiceAsync();
        Assert.Equal((upgrade.Order.Due.MinorUnits, "paid"), ((long)invoice["amount_paid"]!, (string?)invoice["status"]));
        Assert.Equal(
            upgrade.Today.Lines.Select(l => l.Amount.MinorUnits).Order(), invoice["lines"]!["data"]!.AsArray().Select(l => (long)l!["amount"]!).Order());
        await tenant.UntilAsync(s => s.PlanItem is { LookupKey: Enterprise, Quantity: 3 }, "upgraded");

        var downgrade = await tenant.PreviewedAsync(Pilot);
        Assert.Equal((ChangeMoment.PeriodEnd, 0L, 4_900L), (downgrade.Order.Moment, downgrade.Order.Due.MinorUnits, downgrade.Then!.Due.MinorUnits));
        Assert.Equal(ChangeResult.Scheduled, (await tenant.ChangeAsync(downgrade)).Value);
        var waiting = await tenant.UntilAsync(s => s.ScheduleId is not null, "a change is planned");
        Assert.Equal([Enterprise, "enterprise_api_calls_month_usd"], waiting.Items.OrderBy(i => i.Metered).Select(i => i.LookupKey));
        var coming = await tenant.PlannedAsync();
        Assert.Equal((Pilot, 1L, downgrade.ThenAt, false), (coming.Price?.LookupKey, coming.Quantity, coming.At, coming.WaitsForPayment));
        await tenant.DoAsync<WithdrawChange>(c => c.RunAsync(tenant.UserId, tenant.Id, Cancellation));
        await tenant.UntilAsync(s => s.ScheduleId is null, "withdrawn");
        Assert.Null(await tenant.ComingAsync());

        var until = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(tenant.Now).UtcDateTime).AddDays(60);
        await tenant.DoAsync<PauseSubscription>(c => c.RunAsync(tenant.UserId, tenant.Id, until, Cancellation));
        var paused = await tenant.UntilAsync(s => s.CollectionPaused, "paused");
        Assert.Equal(until, DateOnly.FromDateTime(paused.PauseResumesAt!.Value.UtcDateTime));
        Assert.Equal("paused", (await tenant.PreviewAsync(Pro)).Refusal?.Code);
        await tenant.DoAsync<ResumeSubscription>(c => c.RunAsync(tenant.UserId, tenant.Id, Cancellation));
        await tenant.UntilAsync(s => s is { CollectionPaused: false, PauseResumesAt: null }, "resumed");

        await tenant.DoAsync<CancelSubscription>(c => c.RunAsync(tenant.UserId, tenant.Id, atOnce: false, "too_expensive", " It costs more than I earn. ", Cancellation));
        var ending = await tenant.UntilAsync(s => s.CancelAtPeriodEnd, "set to end");
        Assert.Equal((ending.CurrentPeriodEnd, "too_expensive", "It costs more than I earn."), (ending.CancelAt, ending.Feedback, ending.Comment));
        Assert.Equal(ending.CancelAt!.Value.AddDays(3), SubscriptionAccess.Until(ending, new RetentionOptions { GraceDays = 3 }));
        await tenant.DoAsync<KeepSubscription>(c => c.RunAsync(tenant.UserId, tenant.Id, Cancellation));
        await tenant.UntilAsync(s => s is { CancelAtPeriodEnd: false, CancelAt: null }, "kept");

        var last = (await tenant.Service<PreviewCancel>().RunAsync(tenant.UserId, tenant.Id, Cancellation)).Value!;
        Assert.True(last.Final!.Credit.MinorUnits > 0);
        await tenant.DoAsync<CancelSubscription>(c => c.RunAsync(tenant.UserId, tenant.Id, atOnce: true, null, null, Cancellation));
        var ended = await tenant.UntilAsync(s => s.Status == "canceled", "ended");
        Assert.Equal(ended.EndedAt, SubscriptionAccess.Until(ended, new RetentionOptions { GraceDays = 3 }));
        Assert.Equal(-last.Final.Credit.MinorUnits, (long)(await tenant.LatestInvoiceAsync())["total"]!);
        Assert.True((await shopper.StartAsync(Pro)).IsDone);
    }

    [Fact]
    public async Task Less_comes_when_the_period_is_over_and_costs_what_was_foretold()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Enterprise, seats: 2);
        var less = await tenant.PreviewedAsync(Pro);
        Assert.Equal(ChangeResult.Scheduled, (await tenant.ChangeAsync(less)).Value);
        Assert.Equal(ChangeResult.Scheduled, (await tenant.ChangeAsync(less)).Value);
        await tenant.AdvanceAsync(32);
        await tenant.UntilAsync(s => s.PlanItem is { LookupKey: Pro, Quantity: 1 }, "changed with the period");
        var renewal = await tenant.LatestInvoiceAsync();
        Assert.Equal((less.Then!.Due.MinorUnits, less.Then.Due.MinorUnits), ((long)renewal["total"]!, (long)renewal["amount_paid"]!));
        Assert.Equal($"{tenant.Organisation}", (string?)(await tenant.AtStripeAsync())["metadata"]!["organisation"]);

        // The schedule is still there, with nothing to come
        Assert.NotNull((string?)(await tenant.AtStripeAsync())["schedule"]);
        var until = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(tenant.Now).UtcDateTime).AddDays(60);
        await tenant.DoAsync<PauseSubscription>(c => c.RunAsync(tenant.UserId, tenant.Id, until, Cancellation));
        await tenant.UntilAsync(s => s.CollectionPaused, "paused");
    }

    [Fact]
    public async Task A_card_that_becomes_the_default_meanwhile_pays_for_what_was_planned_before()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Enterprise);
        Assert.Equal(ChangeResult.Scheduled, await tenant.ChangedAsync(Pro));
        await tenant.UntilAsync(s => s.ScheduleId is not null, "a change is planned");
        var card = await tenant.SaveCardAsync("pm_card_mastercard");
        Assert.True((await tenant.Service<UsePaymentMethod>().RunAsync(tenant.UserId, new MethodWish(card, MakeDefault: true), Cancellation)).IsDone);
        await tenant.AdvanceAsync(32);
        await tenant.UntilAsync(s => s.PlanItem is { LookupKey: Pro }, "changed with the period");
        Assert.Equal(card, (string?)(await tenant.AtStripeAsync())["default_payment_method"]);
        var payment = Assert.Single((await tenant.LatestInvoiceAsync())["payments"]!["data"]!.AsArray())!;
        Assert.Equal(card, (string?)(await tenant.IntentAsync((string)payment["payment"]!["payment_intent"]!))["payment_method"]);
    }

    [Fact]
    public async Task What_a_bank_account_pays_becomes_more_only_by_card_and_less_all_the_same()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Pro);
        await tenant.UseCardAsync("pm_usBankAccount_success");
        foreach (var (plan, seats) in ((string, long)[])[(Enterprise, 1), (Pro, 2)])
        {
            var refusal = (await tenant.PreviewAsync(plan, seats)).Refusal!;
            Assert.Equal(PlanChanges.NeedsCard, refusal.Code);
            Assert.Contains("your bank account ending in 6789 takes days to pay", refusal.Sentence, StringComparison.Ordinal);
        }
        Assert.Equal(ChangeMoment.PeriodEnd, (await tenant.PreviewedAsync(Pilot)).Order.Moment);

        // What waits to be paid by card is not paid by the account either, which would come too late
        var account = (await tenant.FindAsync())!.DefaultPaymentMethodId!;
        await tenant.UseCardAsync("pm_card_chargeCustomerFail");
        Assert.Equal(ChangeResult.Unpaid, await tenant.ChangedAsync(Enterprise));
        var invoice = await tenant.LatestInvoiceAsync();
        var (id, due) = ((string)invoice["id"]!, (long)invoice["amount_due"]!);
        await tenant.UntilAsync(s => s.PendingPriceId is not null && s.LatestInvoiceId == id, "waiting");
        await tenant.OpenAsync(id);
        var use = tenant.Service<UsePaymentMethod>();
        Assert.Equal(UsePaymentMethod.ChangeByCard, (await use.RunAsync(tenant.UserId, new MethodWish(account, MakeDefault: false, due, id), Cancellation)).Refusal?.Sentence);
        var card = await tenant.SaveCardAsync("pm_card_visa");
        Assert.Equal(due, Assert.Single((await use.RunAsync(tenant.UserId, new MethodWish(card, MakeDefault: false, due, id), Cancellation)).Value!).Amount.MinorUnits);
    }

    [Fact]
    public async Task The_last_card_stays_until_a_plan_that_was_cancelled_is_over()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Pro);
        await tenant.DoAsync<CancelSubscription>(c => c.RunAsync(tenant.UserId, tenant.Id, atOnce: false, null, null, Cancellation));
        var card = (await tenant.UntilAsync(s => s.CancelAtPeriodEnd, "set to end")).DefaultPaymentMethodId ?? (string)(await tenant.AtStripeAsync())["default_payment_method"]!;
        var remove = tenant.Service<RemovePaymentMethod>();
        Assert.Equal(RemovePaymentMethod.LastOne, (await remove.RunAsync(tenant.UserId, card, Cancellation)).Refusal?.Sentence);
        await tenant.AdvanceAsync(32);
        await tenant.UntilAsync(s => s.Status == "canceled", "over");
        Assert.True((await remove.RunAsync(tenant.UserId, card, Cancellation)).IsDone);
    }

    [Fact]
    public async Task A_planned_change_gives_way_to_another_one()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Pro);
        Assert.Equal(ChangeResult.Scheduled, await tenant.ChangedAsync(Pilot));
        var more = await tenant.PreviewedAsync(Enterprise);
        Assert.True(more.Withdraws);
        Assert.Equal(ChangeResult.Done, (await tenant.ChangeAsync(more)).Value);
        await tenant.UntilAsync(s => s is { ScheduleId: null, PlanItem: { LookupKey: Enterprise } }, "upgraded instead");
    }

    [Fact]
    public async Task The_same_plan_for_a_year_is_more_and_back_to_a_month_is_less()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Pro);
        var year = await tenant.PreviewedAsync("pro_year_usd");
        Assert.Equal(ChangeMoment.Now, year.Order.Moment);
        Assert.Equal(ChangeResult.Done, (await tenant.ChangeAsync(year)).Value);
        Assert.Equal(year.Order.Due.MinorUnits, (long)(await tenant.LatestInvoiceAsync())["amount_paid"]!);
        Assert.Equal(ChangeMoment.PeriodEnd, (await tenant.PreviewedAsync(Pro)).Order.Moment);
    }

    [Theory]
    [InlineData("pm_card_chargeCustomerFail", false)]
    [InlineData("pm_card_authenticationRequired", true)]
    public async Task An_upgrade_that_is_not_paid_leaves_the_old_plan_until_it_is(string card, bool asksTheBank)
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Pro);
        await tenant.UseCardAsync(card);
        var more = await tenant.PreviewedAsync(Enterprise);
        Assert.Equal(ChangeResult.Unpaid, (await tenant.ChangeAsync(more)).Value);
        var row = await tenant.UntilAsync(s => s.PendingUntil is not null, "a change waits for its payment");
        Assert.Equal(("active", Pro), (row.Status, Assert.Single(row.Items).LookupKey));
        Assert.Equal((Enterprise, true), await tenant.ComingAsync() is { } coming ? (coming.Price?.LookupKey, coming.WaitsForPayment) : default);
        Assert.Equal(ChangeResult.Unpaid, (await tenant.ChangeAsync(more)).Value);
        Assert.Equal("pending", (await tenant.PreviewAsync(Pilot)).Refusal?.Code);
        await Eventually.TrueAsync(
            async () => (await tenant.Service<CardQuery>().OfUserAsync(tenant.UserId, pays: true, row.LatestInvoiceId, Cancellation)) is { IsDone: true, Value: { Open: [_] } view } && view.AsksForConfirmation == asksTheBank,
            () => "The invoice of the change cannot be paid.");
        var invoice = await tenant.LatestInvoiceAsync();
        Assert.Equal((more.Order.Due.MinorUnits, "open"), ((long)invoice["amount_due"]!, (string?)invoice["status"]));
        await tenant.PayAsync(invoice, "pm_card_visa");
        await tenant.UntilAsync(s => s is { PendingUntil: null, PlanItem: { LookupKey: Enterprise } }, "paid and in force");
    }

    [Fact]
    public async Task An_unpaid_upgrade_can_be_withdrawn_and_nothing_is_charged()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Pro);
        await tenant.UseCardAsync("pm_card_chargeCustomerFail");
        Assert.Equal(ChangeResult.Unpaid, await tenant.ChangedAsync(Enterprise));
        await tenant.DoAsync<WithdrawChange>(c => c.RunAsync(tenant.UserId, tenant.Id, Cancellation));
        var row = await tenant.UntilAsync(s => s is { PendingUntil: null, PlanItem: { LookupKey: Pro } }, "withdrawn");
        Assert.Null(await tenant.ComingAsync());
        Assert.Equal("active", row.Status);
        Assert.Equal("void", (string?)(await tenant.InvoicesAsync()).Single(i => (string?)i["billing_reason"] == "subscription_update")["status"]);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Pressed_many_times_at_once_it_is_changed_and_charged_once(DatabaseProvider provider)
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(provider), Pro);
        var more = await tenant.PreviewedAsync(Enterprise);
        var presses = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => tenant.ChangeAsync(more)));
        Assert.All(presses, press => Assert.Equal((null, ChangeResult.Done), (press.Refusal?.Sentence, press.Value)));
        Assert.Equal([more.Order.Due.MinorUnits], (await tenant.InvoicesAsync()).Where(i => (string?)i["billing_reason"] == "subscription_update").Select(i => (long)i["amount_paid"]!));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Of_two_windows_with_different_wishes_one_is_told_and_nothing_is_charged_for_it(DatabaseProvider provider)
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(provider), Pilot);
        var (one, other) = (await tenant.PreviewedAsync(Pro), await tenant.PreviewedAsync(Enterprise));
        var presses = await Task.WhenAll(tenant.ChangeAsync(one), tenant.ChangeAsync(other));
        Assert.Single(presses, press => press.IsDone);
        Assert.Contains(presses.Single(press => !press.IsDone).Refusal!.Code, new[] { SubscriptionRequests.UnderWay, ChangePlan.AmountChanged });
        var done = presses[0].IsDone ? one : other;
        Assert.Equal([done.Order.Due.MinorUnits], (await tenant.InvoicesAsync()).Where(i => (string?)i["billing_reason"] == "subscription_update").Select(i => (long)i["amount_paid"]!));
    }

    [Fact]
    public async Task A_renewal_between_the_look_and_the_press_shows_the_amounts_anew()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Pro);
        var more = await tenant.PreviewedAsync(Enterprise);
        await tenant.AdvanceAsync(32);
        Assert.Equal(ChangePlan.AmountChanged, (await tenant.ChangeAsync(more)).Refusal?.Code);
        Assert.DoesNotContain(await tenant.InvoicesAsync(), i => (string?)i["billing_reason"] == "subscription_update");
        Assert.Equal(ChangeResult.Done, await tenant.ChangedAsync(Enterprise));
    }

    [Fact]
    public async Task Members_without_the_billing_role_and_strangers_change_nothing()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var (_, tenant) = await ComeAsync(portal, Pro);
        var (member, stranger) = (await Shopper.ComeAsync(portal), await Shopper.ComeAsync(portal));
        await using (var context = Shopper.Open(portal))
        {
            context.Memberships.Add(new Membership { OrganisationId = tenant.Organisation, UserId = member.UserId, Role = MembershipRole.Member, CreatedAt = TimeProvider.System.GetUtcNow() });
            await context.SaveChangesAsync(Cancellation);
        }
        var preview = await tenant.PreviewedAsync(Enterprise);
        foreach (var (user, code) in new[] { (member.UserId, BillingRights.NotAllowed), (stranger.UserId, BillingRights.NotFound) })
        {
            Assert.Equal(code, (await tenant.PreviewAsync(Enterprise, userId: user)).Refusal?.Code);
            Assert.Equal(code, (await tenant.ChangeAsync(preview, user)).Refusal?.Code);
            Assert.Equal(code, (await tenant.Service<WithdrawChange>().RunAsync(user, tenant.Id, Cancellation)).Refusal?.Code);
            Assert.Equal(code, (await tenant.Service<CancelSubscription>().RunAsync(user, tenant.Id, true, null, null, Cancellation)).Refusal?.Code);
            Assert.Equal(code, (await tenant.Service<KeepSubscription>().RunAsync(user, tenant.Id, Cancellation)).Refusal?.Code);
            Assert.Equal(code, (await tenant.Service<PauseSubscription>().RunAsync(user, tenant.Id, new DateOnly(2027, 1, 1), Cancellation)).Refusal?.Code);
            Assert.Equal(code, (await tenant.Service<ResumeSubscription>().RunAsync(user, tenant.Id, Cancellation)).Refusal?.Code);
            Assert.Equal(code, (await tenant.Service<TakeDiscount>().RunAsync(user, tenant.Id, Cancellation)).Refusal?.Code);
            Assert.Equal(code, (await tenant.Service<PreviewCancel>().RunAsync(user, tenant.Id, Cancellation)).Refusal?.Code);
        }
        Assert.Equal("active", (string?)(await tenant.AtStripeAsync())["status"]);
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_with_a_sentence()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Pro);
        Assert.Equal("seats", (await tenant.PreviewAsync(Pro, 0)).Refusal?.Field);
        Assert.Equal("seats", (await tenant.PreviewAsync(Pro, 11)).Refusal?.Field);
        Assert.Equal("Pilot has up to 2 seats. Choose fewer, or another plan.", (await tenant.PreviewAsync(Pilot, 3)).Refusal?.Sentence);
        Assert.Equal("same_plan", (await tenant.PreviewAsync(Pro)).Refusal?.Code);
        Assert.Equal("unknown_price", (await tenant.PreviewAsync("pro_month_eur")).Refusal?.Code);
        Assert.Equal("feedback", (await tenant.Service<CancelSubscription>().RunAsync(tenant.UserId, tenant.Id, false, "boredom", null, Cancellation)).Refusal?.Field);
        Assert.Equal("comment", (await tenant.Service<CancelSubscription>().RunAsync(tenant.UserId, tenant.Id, false, null, new string('x', 501), Cancellation)).Refusal?.Field);
        Assert.Equal("until", (await tenant.Service<PauseSubscription>().RunAsync(tenant.UserId, tenant.Id, new DateOnly(2020, 1, 1), Cancellation)).Refusal?.Field);
    }

    [Fact]
    public async Task The_discount_for_staying_is_taken_off_once()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), Pro);
        Assert.Contains(RetentionOffer.Discount, (await tenant.Service<PreviewCancel>().RunAsync(tenant.UserId, tenant.Id, Cancellation)).Value!.Offers["too_expensive"]);
        await tenant.DoAsync<TakeDiscount>(c => c.RunAsync(tenant.UserId, tenant.Id, Cancellation));
        var asked = await tenant.Service<NextInvoice>().RunAsync(tenant.UserId, tenant.Id, Cancellation);
        Assert.True(asked.IsDone, asked.Refusal?.Sentence);
        var next = asked.Value;
        Assert.Equal("Visa ending in 4242", next.Method);
        Assert.Equal((4_470L, 10_430L), (next.Forecast!.Discount.MinorUnits, next.Forecast.Due.MinorUnits));
        Assert.Equal("once", (await tenant.Service<TakeDiscount>().RunAsync(tenant.UserId, tenant.Id, Cancellation)).Refusal?.Code);
        Assert.DoesNotContain(RetentionOffer.Discount, (await tenant.Service<PreviewCancel>().RunAsync(tenant.UserId, tenant.Id, Cancellation)).Value!.Offers["too_expensive"]);
    }

    [Fact]
    public async Task A_year_is_not_discounted_for_an_offer_of_some_months()
    {
        var (_, tenant) = await ComeAsync(await portals.OnAsync(DatabaseProvider.Sqlite), "pro_year_usd");
        foreach (var days in (int[])[0, 300])
        {
            await tenant.AdvanceAsync(days);
            Assert.DoesNotContain(RetentionOffer.Discount, (await tenant.Service<PreviewCancel>().RunAsync(tenant.UserId, tenant.Id, Cancellation)).Value!.Offers["too_expensive"]);
            Assert.Equal("no_payment", (await tenant.Service<TakeDiscount>().RunAsync(tenant.UserId, tenant.Id, Cancellation)).Refusal?.Code);
        }
    }

    private static async Task<(Shopper Shopper, Tenant Tenant)> ComeAsync(PortalApp portal, string lookupKey, int seats = 1, int trialDays = 0)
    {
        var shopper = await Shopper.ComeAsync(portal);
        return (shopper, await Tenant.SubscribeAsync(portal, shopper.Organisation, shopper.UserId, lookupKey, seats, trialDays));
    }
}
