using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Accounts;
using PaymentPortal.Billing;
using PaymentPortal.Shared;
using PaymentPortal.Subscriptions;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Subscriptions;

/// <summary>An organisation with a subscription on a clock of its own, and what its members do with it.</summary>
internal sealed class Tenant
{
    public const long Day = 86_400;

    private readonly PortalApp portal;
    private string clock = "";
    private string card = "";

    private Tenant(PortalApp portal, OrganisationId organisation, Guid userId) => (this.portal, Organisation, UserId) = (portal, organisation, userId);

    public OrganisationId Organisation { get; }

    public Guid UserId { get; }

    public string Customer { get; private set; } = "";

    public string Id { get; private set; } = "";

    public long Now { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Tenant> SubscribeAsync(PortalApp portal, OrganisationId organisation, Guid userId, string lookupKey, int seats = 1, int trialDays = 0, string card = "pm_card_visa", string? coupon = null)
    {
        // Ahead of the portal's own clock, by which answers are stamped: events of a clock that stands still would else be older than they
        var tenant = new Tenant(portal, organisation, userId) { Now = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds() };
        tenant.clock = (string)(await portal.Sandbox.PostAsync("test_helpers/test_clocks", ("frozen_time", $"{tenant.Now}")))["id"]!;
        tenant.Customer = (string)(await portal.Sandbox.PostAsync("customers", ("test_clock", tenant.clock), ("name", "Ada"), ("email", "ada@example.com"), ("address[country]", "GB"), ("metadata[organisation]", $"{organisation}")))["id"]!;
        await tenant.UseCardAsync(card);
        List<(string, string)> form =
        [
            ("customer", tenant.Customer), ("items[0][price]", await PriceAsync(portal, lookupKey)), ("items[0][quantity]", $"{seats}"),
            ("metadata[organisation]", $"{organisation}"), ("payment_settings[save_default_payment_method]", "on_subscription"),
        ];
        if (trialDays > 0)
            form.Add(("trial_period_days", $"{trialDays}"));
        if (coupon is not null)
            form.Add(("discounts[0][coupon]", coupon));
        tenant.Id = (string)(await portal.Sandbox.PostAsync("subscriptions", [.. form]))["id"]!;
        await Eventually.TrueAsync(async () => await tenant.FindAsync() is { Status: "active" or "trialing" }, () => "The subscription did not arrive. " + string.Join('\n', portal.Log.Problems));
        return tenant;
    }

    public static async Task<string> PriceAsync(PortalApp portal, string lookupKey) => (string)(await portal.Sandbox.GetAsync($"prices?lookup_keys[]={lookupKey}"))["data"]![0]!["id"]!;

    public T Service<T>()
        where T : notnull => portal.Services.GetRequiredService<T>();

    /// <summary>A card that is saved, and used for nothing yet.</summary>
    public async Task<string> SaveCardAsync(string name) => (string)(await portal.Sandbox.PostAsync($"payment_methods/{name}/attach", ("customer", Customer)))["id"]!;

    public Task<JsonObject> IntentAsync(string id) => portal.Sandbox.GetAsync($"payment_intents/{id}");

    public async Task UseCardAsync(string name)
    {
        card = await SaveCardAsync(name);
        await portal.Sandbox.PostAsync($"customers/{Customer}", ("invoice_settings[default_payment_method]", card));
        if (Id.Length > 0)
            await portal.Sandbox.PostAsync($"subscriptions/{Id}", ("default_payment_method", card));
    }

    public async Task AdvanceAsync(double days)
    {
        Now += (long)(days * Day);
        await portal.Sandbox.AdvanceAsync(clock, Now);
    }

    public Task<JsonObject> AtStripeAsync() => portal.Sandbox.GetAsync($"subscriptions/{Id}");

    public async Task<Subscription?> FindAsync()
    {
        await using var context = await Service<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
        return await context.Subscriptions.AsNoTracking().Include(s => s.Items).FirstOrDefaultAsync(s => s.Id == Id, Cancellation);
    }

    /// <summary>The row once it says so.</summary>
    public async Task<Subscription> UntilAsync(Func<Subscription, bool> holds, string what)
    {
        Subscription? row = null;
        await Eventually.TrueAsync(async () => (row = await FindAsync()) is not null && holds(row), () => $"The table never says: {what}. {string.Join('\n', portal.Log.Problems)}");
        return row!;
    }

    /// <summary>Waits until an invoice is open in our tables, which may hear of it after its subscription, and of a draft first.</summary>
    public async Task OpenAsync(string invoice) => await Eventually.TrueAsync(
        async () =>
        {
            await using var context = await Service<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancellation);
            return await context.Invoices.AnyAsync(i => i.Id == invoice && i.Status == "open", Cancellation);
        },
        () => $"The invoice {invoice} is not open.");

    public async Task<ComingChange?> ComingAsync() => await Service<SubscriptionQueries>().ComingChangeAsync((await FindAsync())!, Cancellation);

    /// <summary>What is planned, once our tables know of it: they may hear of the schedule after its subscription.</summary>
    public async Task<ComingChange> PlannedAsync()
    {
        ComingChange? coming = null;
        await Eventually.TrueAsync(async () => (coming = await ComingAsync()) is not null, () => "No table says what is planned.");
        return coming!;
    }

    public Task<Outcome<ChangePreview>> PreviewAsync(string lookupKey, long seats = 1, Guid? userId = null) => Service<PreviewChange>().RunAsync(userId ?? UserId, Id, lookupKey, seats, Cancellation);

    public async Task<ChangePreview> PreviewedAsync(string lookupKey, long seats = 1)
    {
        var outcome = await PreviewAsync(lookupKey, seats);
        Assert.True(outcome.IsDone, outcome.Refusal?.Sentence);
        return outcome.Value;
    }

    public Task<Outcome<ChangeResult>> ChangeAsync(ChangePreview preview, Guid? userId = null) => Service<ConfirmChange>().RunAsync(userId ?? UserId, null, preview.Order, Cancellation);

    public async Task<ChangeResult> ChangedAsync(string lookupKey, long seats = 1)
    {
        var outcome = await ChangeAsync(await PreviewedAsync(lookupKey, seats));
        Assert.True(outcome.IsDone, outcome.Refusal?.Sentence);
        return outcome.Value;
    }

    public async Task DoAsync<TCommand>(Func<TCommand, Task<Outcome>> press)
        where TCommand : notnull
    {
        var outcome = await press(Service<TCommand>());
        Assert.True(outcome.IsDone, outcome.Refusal?.Sentence);
    }

    public async Task<JsonObject> LatestInvoiceAsync() => await portal.Sandbox.GetAsync($"invoices/{(string)(await AtStripeAsync())["latest_invoice"]!}?expand[]=payments");

    public async Task<IReadOnlyList<JsonObject>> InvoicesAsync() => await portal.Sandbox.ListAsync("invoices", ("customer", Customer));

    /// <summary>Pays an open invoice as the browser does, with another card.</summary>
    public async Task PayAsync(JsonObject invoice, string with)
    {
        var payment = Assert.Single(await portal.Sandbox.ListAsync("invoice_payments", ("invoice", (string)invoice["id"]!)));
        await portal.Sandbox.PostAsync($"payment_intents/{(string)payment["payment"]!["payment_intent"]!}/confirm", ("payment_method", with));
    }
}
