using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using PaymentPortal.Inbox;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Shared;
using PaymentPortal.Tests.Documents;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentPortal.Tests.Billing;

/// <summary>The running portal with a clock that a test sets ahead.</summary>
public sealed class AheadPortal : IAsyncLifetime
{
    public AheadTime Time { get; } = new();

    public PortalApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await PortalApp.StartAsync(new Dictionary<string, string> { ["Catalog:Plans:1:TrialNeedsCard"] = "false" }, services: services => services.AddSingleton<TimeProvider>(Time));

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>A customer whose time the sandbox plays, and whether what the pages show of his money is what the sandbox holds.</summary>
internal sealed class CustomerLife(AheadPortal portal, Member member, string clock, string customer, DateTimeOffset begin)
{
    /// <summary>Whose order cannot be told asks Stripe, and looks again after 30 s where that fails beside a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly HashSet<string> compared = [];
    private DateTimeOffset now = begin;

    public Member Member => member;

    /// <summary>The time at the sandbox.</summary>
    public DateTimeOffset Now => now;

    public string Customer => customer;

    /// <summary>Buys a plan and what is billed beside it, by a card that is known by its test id.</summary>
    public async Task<string> SubscribeAsync(params string[] lookupKeys)
    {
        var method = (string)(await Sandbox.PostAsync("payment_methods/pm_card_visa/attach", ("customer", customer)))["id"]!;
        List<(string, string)> form = [("customer", customer), ("default_payment_method", method), ("metadata[organisation]", $"{member.Organisation}")];
        foreach (var (at, key) in lookupKeys.Index())
            form.Add(($"items[{at}][price]", (string)(await Sandbox.ListAsync("prices", ("lookup_keys[0]", key)))[0]["id"]!));
        var made = await Sandbox.PostAsync("subscriptions", [.. form]);
        await SettledAsync();
        return (string)made["id"]!;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SandboxApi Sandbox => portal.App.Sandbox;

    /// <summary>Somebody who has bought nothing. His life begins on the 20th of a month, so that a trial and a month end the same way whenever the test runs.</summary>
    public static async Task<CustomerLife> BeginAsync(AheadPortal portal)
    {
        var now = portal.Time.GetUtcNow();
        var begin = new DateTimeOffset(now.Year, now.Month, 20, 12, 0, 0, TimeSpan.Zero);
        portal.Time.Advance((begin < now ? begin.AddMonths(1) : begin) - now);
        var member = await Member.AddAsync(portal.App);
        // An hour ahead of the portal, by whose clock answers are stamped: this one stands still while they go on
        var start = DateTimeOffset.FromUnixTimeSeconds(portal.Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds());
        var clock = (string)(await portal.App.Sandbox.PostAsync("test_helpers/test_clocks", ("frozen_time", $"{start.ToUnixTimeSeconds()}")))["id"]!;
        var customer = (string)(await portal.App.Sandbox.PostAsync("customers", ("test_clock", clock), ("email", member.Email), ("metadata[organisation]", $"{member.Organisation}")))["id"]!;
        var life = new CustomerLife(portal, member, clock, customer, start);
        await life.SettledAsync();
        return life;
    }

    /// <summary>Lets time pass for the portal and the sandbox, and waits until both have done what it brought.</summary>
    public async Task AdvanceAsync(double days)
    {
        now = now.AddDays(days);
        portal.Time.Advance(TimeSpan.FromDays(days));
        await Sandbox.AdvanceAsync(clock, now.ToUnixTimeSeconds());
        await SettledAsync();
    }

    /// <summary>Waits until every event has arrived and been applied, and every effect is done.</summary>
    public Task SettledAsync() => Eventually.TrueAsync(
        async () =>
        {
            if ((await Sandbox.ListAsync("events", ("delivery_success", "false"))).Count > 0)
                return false;
            await using var context = Open();
            return !await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending, Cancellation) && !await context.OutboxMessages.AnyAsync(m => m.State == OutboxState.Pending, Cancellation);
        },
        () => "The portal is not done: " + string.Join('\n', portal.App.Log.Problems.Select(p => $"{p.Message} {p.Exception}")),
        Patience);

    public async Task<JsonObject> SubscriptionAsync() => (await Sandbox.ListAsync("subscriptions", ("customer", customer), ("status", "all")))[0];

    /// <summary>What was told by mail so far, oldest first.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> MailsAsync()
    {
        await SettledAsync();
        return [.. portal.App.Services.GetRequiredService<Mailbox>().Latest(500).Where(mail => mail.To.Contains(member.Email, StringComparison.Ordinal)).Reverse()];
    }

    private static string PriceOf(JsonNode? line) => (string)line!["pricing"]!["price_details"]!["price"]!;

    /// <summary>Fails where the overview foretells another payment than the sandbox does, line by line.</summary>
    public async Task NextPaymentAgreesAsync(IPage page)
    {
        var subscription = (string)(await SubscriptionAsync())["id"]!;
        var preview = await Sandbox.PostAsync("invoices/create_preview", ("customer", customer), ("subscription", subscription));
        var (total, due) = ((long)preview["total"]!, (long)preview["amount_due"]!);
        var discount = preview["total_discount_amounts"]!.AsArray().Sum(each => (long)each!["amount"]!);
        var tax = preview["total_taxes"]!.AsArray().Sum(each => (long)each!["amount"]!);
        var prices = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var id in preview["lines"]!["data"]!.AsArray().Select(PriceOf).Distinct())
            prices[id] = (string?)(await Sandbox.GetAsync($"prices/{id}"))["recurring"]?["usage_type"] == "metered";
        // What is used stands after what is paid in any case
        var lines = preview["lines"]!["data"]!.AsArray().OrderBy(line => prices[PriceOf(line)]).Select(line => (long)line!["amount"]!);
        long?[] expected = [.. lines, discount == 0 ? null : -discount, tax == 0 ? null : tax, due == total ? null : due - total, due];
        await Expect(page.Locator(".next-sentence")).ToContainTextAsync($"you pay {Text(due)}");
        Assert.Equal(expected.OfType<long>(), await AmountsAsync(page.Locator(".next-card .forecast .money")));
    }

    /// <summary>Fails where an invoice that was not compared yet is another in the list, on its page, in its reasons or in its document than at the sandbox, or where more was paid than the invoices say.</summary>
    public async Task<JsonObject> InvoicesAgreeAsync(IPage page)
    {
        await SettledAsync();
        var invoices = (await Sandbox.ListAsync("invoices", ("customer", customer))).Where(invoice => (string?)invoice["status"] != "draft").ToList();
        await page.GotoAsync(new Uri(portal.App.Address, "billing/invoices").AbsoluteUri);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(invoices.Count);
        foreach (var invoice in invoices)
            await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = (string)invoice["number"]! })).ToContainTextAsync(Text((long)invoice["total"]!));
        foreach (var invoice in invoices.Where(invoice => compared.Add($"{invoice["id"]} {invoice["status"]}")))
            await InvoiceAgreesAsync(page, invoice);
        var charges = (await Sandbox.ListAsync("charges", ("customer", customer))).Where(charge => (string?)charge["status"] == "succeeded").Sum(charge => (long)charge["amount"]!);
        Assert.Equal(invoices.Sum(invoice => (long)invoice["amount_paid"]!), charges);
        return invoices[0];
    }

    /// <summary>The amounts that stand in these places, in minor units.</summary>
    public static async Task<IReadOnlyList<long>> AmountsAsync(ILocator places) => [.. (await places.AllTextContentsAsync()).Select(Amount)];

    public static string Text(long amount) => MoneyFormat.Text(new Money(amount, PortalTables.Usd));

    private static long Amount(string text) => long.Parse(string.Concat(text.Replace('\u2212', '-').Where(c => char.IsAsciiDigit(c) || c == '-')), CultureInfo.InvariantCulture);

    private static IEnumerable<long?> LinesOf(JsonObject invoice) => invoice["lines"]!["data"]!.AsArray().Select(line => (long?)line!["amount"]!);

    private async Task InvoiceAgreesAsync(IPage page, JsonObject invoice)
    {
        var id = (string)invoice["id"]!;
        await page.GotoAsync(new Uri(portal.App.Address, $"billing/invoices/{id}").AbsoluteUri);
        await Expect(page.Locator(".invoice-sums")).ToBeVisibleAsync();
        var (subtotal, total, tax) = ((long)invoice["subtotal"]!, (long)invoice["total"]!, invoice["total_taxes"]!.AsArray().Sum(each => (long)each!["amount"]!));
        Assert.Equal(LinesOf(invoice).OfType<long>(), await AmountsAsync(page.Locator(".line-head .money")));
        var inAll = 0L;
        foreach (var line in await page.Locator(".line-reasons").AllAsync())
        {
            var reasons = await AmountsAsync(line.Locator(".sums .money"));
            Assert.Equal(reasons[^1], reasons.SkipLast(1).Sum());
            inAll += reasons[^1];
        }
        Assert.Equal(total, inAll);
        var sums = await AmountsAsync(page.Locator(".invoice-sums .money"));
        Assert.Equal((subtotal, tax, total), (sums[0], sums.Skip(1).SkipLast(1).Sum(), sums[^1]));
        var facts = await AmountsAsync(page.Locator(".facts .money"));
        var settled = (string?)invoice["status"] switch { "paid" => (long)invoice["amount_paid"]!, "void" => 0, _ => (long)invoice["amount_due"]! };
        Assert.Equal((total, settled), (facts[0], facts[1]));
        var pdf = await (await page.APIRequest.GetAsync(new Uri(portal.App.Address, $"billing/invoices/{id}/pdf").AbsoluteUri)).BodyAsync();
        var text = PdfTool.Text(pdf);
        Assert.All(
            (string[])[(string)invoice["number"]!, Text(subtotal), Text(total), .. LinesOf(invoice).Select(amount => Text(amount!.Value)), .. tax == 0 ? [] : (string[])[Text(tax)]],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    private PortalDbContext Open() => portal.App.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext();
}
