using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Inbox;
using PaymentPortal.Mail;
using PaymentPortal.Outbox;
using PaymentPortal.Tests.EndToEnd;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Billing;

/// <summary>An organisation with a running plan on a test clock: its customer, subscription and card at the sandbox.</summary>
internal sealed record Account(PortalApp App, Member Member, string Clock, string Customer, string Subscription, string Card, long Now)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Somebody who pays $149.00 a month by a card that is known by its test id.</summary>
    public static async Task<Account> OpenAsync(PortalApp app, string card = "pm_card_visa", params (string Name, string Value)[] more)
    {
        var member = await Member.AddAsync(app);
        var now = Ahead();
        var clock = Id(await app.Sandbox.PostAsync("test_helpers/test_clocks", ("frozen_time", $"{now}")));
        var customer = Id(await app.Sandbox.PostAsync("customers", ("name", "Analytical Engines"), ("email", member.Email), ("address[country]", "US"), ("test_clock", clock), ("metadata[organisation]", member.Organisation.ToString())));
        var method = Id(await app.Sandbox.PostAsync($"payment_methods/{card}/attach", ("customer", customer)));
        await app.Sandbox.PostAsync($"customers/{customer}", ("invoice_settings[default_payment_method]", method));
        var price = (string)(await app.Sandbox.ListAsync("prices", ("lookup_keys[0]", "pro_month_usd")))[0]["id"]!;
        var subscription = Id(await app.Sandbox.PostAsync("subscriptions", [("customer", customer), ("items[0][price]", price), ("metadata[organisation]", member.Organisation.ToString()), .. more]));
        var account = new Account(app, member, clock, customer, subscription, method, now);
        await account.KnowsAsync(context => context.Subscriptions.AnyAsync(s => s.Id == subscription && s.Status != "incomplete", Cancellation));
        return account;
    }

    /// <summary>An organisation that has bought nothing yet, whose customer lives on a clock.</summary>
    public static async Task<Account> NewAsync(PortalApp app, string country)
    {
        var member = await Member.AddAsync(app);
        var now = Ahead();
        var clock = Id(await app.Sandbox.PostAsync("test_helpers/test_clocks", ("frozen_time", $"{now}")));
        var customer = Id(await app.Sandbox.PostAsync(
            "customers", ("name", "Analytical Engines"), ("email", member.Email), ("address[country]", country), ("test_clock", clock), ("metadata[organisation]", member.Organisation.ToString())));
        var account = new Account(app, member, clock, customer, "", "", now);
        await account.KnowsAsync(context => context.Customers.AnyAsync(c => c.Id == customer, Cancellation));
        return account;
    }

    /// <summary>Ahead of the portal's own clock, by which answers are stamped: events of a clock that stands still would else be older than they.</summary>
    private static long Ahead() => TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds();

    /// <summary>Lets time pass at the sandbox.</summary>
    public async Task<Account> AfterAsync(TimeSpan time)
    {
        var then = Now + (long)time.TotalSeconds;
        await App.Sandbox.AdvanceAsync(Clock, then);
        return this with { Now = then };
    }

    /// <summary>Pays by this card of Stripe's from now on.</summary>
    public async Task<Account> UseCardAsync(string card)
    {
        var method = Id(await App.Sandbox.PostAsync($"payment_methods/{card}/attach", ("customer", Customer)));
        await App.Sandbox.PostAsync($"customers/{Customer}", ("invoice_settings[default_payment_method]", method));
        return this with { Card = method };
    }

    /// <summary>The price of a plan.</summary>
    public async Task<string> PriceAsync(string lookupKey) => (string)(await App.Sandbox.ListAsync("prices", ("lookup_keys[0]", lookupKey)))[0]["id"]!;

    /// <summary>The newest invoice in a state, as our tables know it.</summary>
    public async Task<string> InvoiceAsync(string status, string reason = "subscription_cycle")
    {
        string? id = null;
        await KnowsAsync(async context => (id = await context.Invoices.Where(i => i.CustomerId == Customer && i.Status == status && i.BillingReason == reason)
            .OrderByDescending(i => i.CreatedAt).Select(i => i.Id).FirstOrDefaultAsync(Cancellation)) is not null);
        return id!;
    }

    /// <summary>Waits until our tables say so.</summary>
    public Task KnowsAsync(Func<PortalDbContext, Task<bool>> question) => Eventually.TrueAsync(
        async () =>
        {
            await using var context = await App.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
            return await question(context);
        },
        () => "The tables do not know it: " + string.Join('\n', App.Log.Problems.Select(p => $"{p.Message} {p.Exception}")));

    /// <summary>Waits until every effect is done, and gives the mails to this member that have a subject with these words.</summary>
    public async Task<IReadOnlyList<ReceivedMail>> MailsAsync(string words)
    {
        await KnowsAsync(async context => !await context.InboxEntries.AnyAsync(e => e.State == InboxState.Pending, Cancellation));
        await KnowsAsync(async context => !await context.OutboxMessages.AnyAsync(m => m.State == OutboxState.Pending, Cancellation));
        return [.. App.Services.GetRequiredService<Mailbox>().Latest(500).Where(m => m.To.Contains(Member.Email, StringComparison.Ordinal) && m.Subject.Contains(words, StringComparison.Ordinal))];
    }

    private static string Id(JsonObject made) => (string)made["id"]!;
}
