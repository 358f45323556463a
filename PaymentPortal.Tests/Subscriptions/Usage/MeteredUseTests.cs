using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Billing;
using PaymentPortal.Documents;
using PaymentPortal.Inbox;
using PaymentPortal.Invoices;
using PaymentPortal.Outbox;
using PaymentPortal.Subscriptions;
using PaymentPortal.Subscriptions.Usage;
using PaymentPortal.Tests.Billing;

namespace PaymentPortal.Tests.Subscriptions.Usage;

/// <summary>What is used beyond a plan is billed once, in its period, at its price: on the sandbox's clock.</summary>
public sealed class MeteredUseTests(AheadPortal portal) : IClassFixture<AheadPortal>
{
    private const string Pro = "pro_month_usd";
    private const string ProUse = "pro_api_calls_month_usd";
    private const string EnterpriseUse = "enterprise_api_calls_month_usd";

    private CustomerLife life = null!;
    private string id = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Use_is_billed_once_in_the_period_in_which_it_was_and_late_use_in_the_next()
    {
        await BeginAsync(Pro, ProUse);
        await life.AdvanceAsync(10);
        for (var times = 0; times < 3; times++)
            await UseAsync(120_000, "one");
        Assert.Equal(RecordUsage.KeyUsed, (await Service<RecordUsage>().RunAsync(life.Member.Organisation, "api_calls", 1, "one", portal.Time.GetUtcNow(), Cancellation)).Refusal?.Code);
        var next = await NextAsync();
        Assert.Equal((4_000L, 18_900L), (next.Use.MinorUnits, next.Due.MinorUnits));
        Assert.Contains(next.Lines, line => line is { IsUse: true, Text: "20,000 API calls more, at $0.002 each" });

        // Five minutes before the renewal's draft becomes final; the portal is as near to the period's end as use may be noted ahead
        var end = (await RowAsync()).CurrentPeriodEnd!.Value;
        await life.AdvanceAsync((end.AddMinutes(55) - life.Now).TotalDays);
        portal.Time.Advance(end.AddMinutes(-4.9) - portal.Time.GetUtcNow());
        Assert.Equal("draft", (string?)(await LatestAsync())["status"]);
        await UseAsync(500, "before the end", end.AddSeconds(-1));
        await UseAsync(300_000, "at the end", end);
        await life.AdvanceAsync(2 / 24.0);
        var invoice = await LatestAsync();
        Assert.Equal(("paid", 19_000L), ((string?)invoice["status"], (long)invoice["amount_paid"]!));
        Assert.Equal([(100_000L, 0L), (20_500L, 4_100L), (1L, 14_900L)], LinesOf(invoice));

        // Its invoice is final: it would be nobody's
        await UseAsync(1_000, "late", end.AddSeconds(-30));
        next = await NextAsync();
        Assert.Equal(((300_000L + 1_000 - 100_000) * 2 / 10, end), (next.Use.MinorUnits, next.Lines.First(l => l.IsUse).From));
        end = (await RowAsync()).CurrentPeriodEnd!.Value;
        await life.AdvanceAsync((end.AddHours(2) - life.Now).TotalDays);
        Assert.Equal(14_900 + 40_200, (long)(await LatestAsync())["amount_paid"]!);
        await ReasonsAgreeAsync(invoice, "120,500 API calls were used in ", "100,000 of them are included, the 20,500 beyond cost $0.002 each: 20,500 × $0.002 = $41.00.");

        await using var context = await OpenAsync();
        Assert.Equal([14_900], await context.Movements.Where(m => m.CustomerId == life.Customer).Select(m => m.Mrr).ToListAsync(Cancellation));
        Assert.Equal(4, await context.OutboxMessages.CountAsync(m => m.Effect == TellUse.EffectName && m.State == OutboxState.Done && m.Cause.StartsWith(MeteredUse.CausesOf(life.Member.Organisation)), Cancellation));
    }

    [Fact]
    public async Task Of_a_plan_that_is_not_billed_by_use_Stripe_is_told_nothing()
    {
        await BeginAsync(Pro);
        await life.AdvanceAsync(3);
        await UseAsync(500_000, "one");
        await using var context = await OpenAsync();
        Assert.False(await context.OutboxMessages.AnyAsync(m => m.Cause.StartsWith(MeteredUse.CausesOf(life.Member.Organisation)), Cancellation));
        Assert.Equal(14_900, (await NextAsync()).Due.MinorUnits);
        var view = (await Service<UsageQueries>().OfUserAsync(life.Member.Id, Cancellation))!;
        Assert.Equal((500_000L, null, null, 0), (view.Meters[0].Used, view.Meters[0].Terms, view.MeteredSubscriptionId, view.Waiting));
    }

    [Fact]
    public async Task What_was_noted_before_the_plan_was_known_is_told_when_it_is()
    {
        life = await CustomerLife.BeginAsync(portal);
        // The sandbox's clock is an hour ahead: what is used now was used before the plan began, and so is nobody's
        await UseAsync(7, "before");
        portal.Time.Advance(TimeSpan.FromHours(1));
        await UseAsync(150_000, "meanwhile", life.Now.AddMinutes(1));
        id = await life.SubscribeAsync(Pro, ProUse);
        await life.AdvanceAsync(1);
        Assert.Equal(10_000, (await NextAsync()).Use.MinorUnits);
    }

    [Fact]
    public async Task Another_plan_bills_what_was_used_till_then_at_the_old_price_and_goes_on_at_its_own()
    {
        await BeginAsync(Pro, ProUse);
        await life.AdvanceAsync(10);
        await UseAsync(120_000, "one");
        var preview = await Service<PreviewChange>().RunAsync(life.Member.Id, id, "enterprise_month_usd", 1, Cancellation);
        Assert.True(preview.IsDone, preview.Refusal?.Sentence);
        Assert.Equal((4_000L, 49_900L), (preview.Value.Today!.Use.MinorUnits, preview.Value.Then!.Due.MinorUnits));

        // Use goes on between the look and the press
        await UseAsync(5_000, "two");
        var changed = await Service<ConfirmChange>().RunAsync(life.Member.Id, null, preview.Value.Order, Cancellation);
        Assert.Equal(ChangeResult.Done, changed.IsDone ? changed.Value : throw new InvalidOperationException(changed.Refusal.Sentence));
        await life.SettledAsync();
        Assert.Equal(["enterprise_month_usd", EnterpriseUse], (await RowAsync()).Items.OrderBy(i => i.Metered).Select(i => i.LookupKey));
        Assert.Equal(preview.Value.Order.Due.MinorUnits + 1_000, (long)(await LatestAsync())["amount_paid"]!);

        await life.AdvanceAsync(1);
        await UseAsync(1_100_000, "three");
        Assert.Equal((10_000L, 59_900L), await NextAsync() is var next ? (next.Use.MinorUnits, next.Due.MinorUnits) : default);
    }

    [Fact]
    public async Task A_smaller_plan_that_comes_with_the_next_period_leaves_nothing_unbilled()
    {
        await BeginAsync(Pro, ProUse);
        var preview = await Service<PreviewChange>().RunAsync(life.Member.Id, id, "pilot_month_usd", 1, Cancellation);
        Assert.Equal(ChangeResult.Scheduled, (await Service<ConfirmChange>().RunAsync(life.Member.Id, null, preview.Value!.Order, Cancellation)).Value);
        await life.AdvanceAsync(10);
        await UseAsync(130_000, "one");
        await life.AdvanceAsync(22);
        Assert.Equal(["pilot_month_usd"], (await RowAsync()).Items.Select(i => i.LookupKey));
        var invoice = await LatestAsync();
        Assert.Equal(("paid", 4_900L + 6_000), ((string?)invoice["status"], (long)invoice["amount_paid"]!));
        await ReasonsAgreeAsync(invoice, "130,000 API calls were used in ", "100,000 of them are included, the 30,000 beyond cost $0.002 each: 30,000 × $0.002 = $60.00.");
    }

    [Fact]
    public async Task A_plan_that_ends_bills_what_was_used_last()
    {
        await BeginAsync(Pro, ProUse);
        await life.AdvanceAsync(10);
        Assert.True((await Service<CancelSubscription>().RunAsync(life.Member.Id, id, atOnce: false, null, null, Cancellation)).IsDone);
        await UseAsync(110_000, "one");
        Assert.Equal(2_000, (await NextAsync()).Due.MinorUnits);
        await life.AdvanceAsync(22);
        var invoice = await LatestAsync();
        Assert.Equal(("canceled", "paid", 2_000L), ((await RowAsync()).Status, (string?)invoice["status"], (long)invoice["amount_paid"]!));
    }

    [Fact]
    public async Task Use_that_reaches_Stripe_after_the_last_invoice_is_shown_to_an_admin()
    {
        await BeginAsync(Pro, ProUse);
        Assert.True((await Service<CancelSubscription>().RunAsync(life.Member.Id, id, atOnce: false, null, null, Cancellation)).IsDone);
        await life.AdvanceAsync(33);
        var end = (await RowAsync()).EndedAt!.Value;
        await UseAsync(70_000, "late", end.AddMinutes(-2));
        await UseAsync(5_000, "later", end.AddMinutes(-1));
        await UseAsync(1, "after the end", end.AddMinutes(1));
        var alert = Assert.Single((await Service<InboxQueries>().NewsAsync(portal.Time.GetUtcNow(), Cancellation)).Alerts, a => a.ObjectId == id);
        Assert.Equal((InboxAlertKind.UseUnbilled, 2), (alert.Kind, alert.Count));
        Assert.Equal(
            FormattableString.Invariant($"2 uses of {id}, by customer {life.Customer}, reached Stripe after its last invoice: no invoice bills this. The latest is 5,000 api_calls of {end.AddMinutes(-1):yyyy-MM-dd HH:mm} UTC. Invoice it by hand, or let it go."),
            alert.Text);
    }

    private async Task BeginAsync(params string[] lookupKeys)
    {
        life = await CustomerLife.BeginAsync(portal);
        id = await life.SubscribeAsync(lookupKeys);
    }

    private async Task UseAsync(long quantity, string key, DateTimeOffset? at = null)
    {
        var outcome = await Service<RecordUsage>().RunAsync(life.Member.Organisation, "api_calls", quantity, key, at ?? portal.Time.GetUtcNow(), Cancellation);
        Assert.True(outcome.IsDone, outcome.Refusal?.Sentence);
        await life.SettledAsync();
    }

    private async Task<Forecast> NextAsync()
    {
        var next = await Service<NextInvoice>().RunAsync(life.Member.Id, id, Cancellation);
        Assert.True(next.IsDone, next.Refusal?.Sentence);
        return next.Value.Forecast!;
    }

    private async Task<Subscription> RowAsync()
    {
        await using var context = await OpenAsync();
        return await context.Subscriptions.AsNoTracking().Include(s => s.Items).SingleAsync(s => s.Id == id, Cancellation);
    }

    private async Task<JsonObject> LatestAsync() => await portal.App.Sandbox.GetAsync($"invoices/{(string)(await life.SubscriptionAsync())["latest_invoice"]!}");

    private static List<(long, long)> LinesOf(JsonObject invoice) => [.. invoice["lines"]!["data"]!.AsArray().Select(line => ((long)line!["quantity"]!, (long)line["amount"]!))];

    /// <summary>Fails where the invoice's reasons do not add up to it, or none has these words.</summary>
    private async Task ReasonsAgreeAsync(JsonObject invoice, string begin, string end)
    {
        var made = await Service<InvoiceDocuments>().EnsureAsync((string)invoice["id"]!, Cancellation);
        Assert.True(made.IsDone, made.Refusal?.Sentence);
        var answers = InvoiceDocument.FromJson(made.Value.Content).Lines.Select(line => WhyCharged.Of(line, TimeZoneInfo.Utc)).ToList();
        Assert.Equal((long)invoice["total"]!, answers.Sum(answer => answer.Reasons.Sum(reason => reason.Amount?.MinorUnits ?? 0)));
        Assert.Contains(answers, answer => answer.Reasons[0].Sentence.StartsWith(begin, StringComparison.Ordinal) && answer.Reasons[0].Sentence.EndsWith(end, StringComparison.Ordinal));
    }

    private T Service<T>()
        where T : notnull => portal.App.Services.GetRequiredService<T>();

    private Task<PortalDbContext> OpenAsync() => Service<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
}
