using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Data;
using PaymentPortal.Inbox;
using PaymentPortal.Outbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Inbox;

/// <summary>
/// The portal as a process of its own that is killed at random moments, its start and its first migration included, while customers buy at the sandbox, which is another process,
/// and events are posted to it. In the end nothing that it answered 200 is missing, and nothing happened twice.
/// </summary>
internal sealed class KilledPortal(DatabaseProvider provider, int kills, int seed, Action<string> tell)
{
    private const int MostPosts = 3000;

    /// <summary>More at once than the inbox takes for a rush.</summary>
    private const int Burst = 24;
    private const int Buyers = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly ConcurrentQueue<string> answered = [];
    private readonly List<string> bought = [];
    private readonly Random random = new(seed);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Runs the whole story once, on an empty database.</summary>
    public async Task RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var database = EmptyDatabase.Of(provider, folder);
        var address = AppProcess.FreeAddress();
        await using var sandbox = await SandboxProcess.StartAsync(address, [KeyValuePair.Create("Sandbox:FirstRetryDelay", "00:00:00.100"), KeyValuePair.Create("Sandbox:LongestRetryDelay", "00:00:02")]);
        await using var portal = PortalProcess.Launch([.. database.Settings, KeyValuePair.Create("Stripe:ApiBase", sandbox.Address.GetLeftPart(UriPartial.Authority))], address);
        using var ended = new CancellationTokenSource();
        var posting = PostAsync(address, ended.Token);
        var buying = Enumerable.Range(0, Buyers).Select(_ => BuyAsync(sandbox.Api, ended.Token)).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            // Every other time it is killed while it starts
            if (kill % 2 == 1)
            {
                await portal.AnswersAsync(Patience);
                var before = answered.Count;
                await Eventually.TrueAsync(() => answered.Count > before || answered.Count >= MostPosts, "No post is answered any more.", Patience);
            }
            // How far it comes before it is killed is the point, so there is nothing to wait for
            await Task.Delay(random.Next(0, kill % 2 == 1 ? 1500 : 3000), Cancellation);
            await portal.KillAsync();
            portal.Relaunch();
        }
        await portal.AnswersAsync(Patience);
        await Task.Delay(random.Next(0, 1000), Cancellation);
        await ended.CancelAsync();
        await posting;
        await Task.WhenAll(buying);
        await using var services = Databases.ServicesOn(provider, database.ConnectionString, folder.Path);
        var contexts = services.GetRequiredService<IDbContextFactory<PortalDbContext>>();
        await SettlesAsync(contexts, sandbox.Api, portal);
        tell($"{provider}, seed {seed}: killed {kills} times; {answered.Count} posts answered 200, {bought.Count} purchases.");
        await CheckAsync(contexts, sandbox.Api, Directory.GetFiles(Path.Combine(portal.DataDirectory, "mail"), "*.eml", SearchOption.AllDirectories));
    }

    /// <summary>Posts in bursts, so that many are committed together while others still wait, each event until it is answered 200, as Stripe does.</summary>
    private async Task PostAsync(Uri address, CancellationToken ended)
    {
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        for (var burst = 0; !ended.IsCancellationRequested && answered.Count < MostPosts; burst++)
        {
            await Task.WhenAll(Enumerable.Range(0, Burst).Select(one => PostAsync(http, $"cus_posted_{seed}_{burst}_{one}")));
            await Task.Delay(50, Cancellation);
        }
    }

    private async Task PostAsync(HttpClient http, string customer)
    {
        var posted = StripePost.Event("customer.created", new JsonObject
        {
            ["id"] = customer,
            ["object"] = "customer",
            ["created"] = 1_780_000_000,
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["name"] = "Posted",
        });
        var body = Encoding.UTF8.GetBytes(posted.ToJsonString());
        while (!await TakesAsync(http, body))
            await Task.Delay(20, Cancellation);
        answered.Enqueue((string)posted["id"]!);
    }

    private static async Task<bool> TakesAsync(HttpClient http, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/stripe") { Content = new ByteArrayContent(body) };
        request.Headers.Add("Stripe-Signature", StripePost.Sign(body, "whsec_sandbox"));
        try
        {
            using var answer = await http.SendAsync(request, Cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !Cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task BuyAsync(SandboxApi stripe, CancellationToken ended)
    {
        var price = (string)(await stripe.PostAsync("prices", ("currency", "usd"), ("unit_amount", "2900"), ("recurring[interval]", "month"), ("product_data[name]", "Pro")))["id"]!;
        while (!ended.IsCancellationRequested)
        {
            var customer = (string)(await stripe.PostAsync("customers", ("name", "Buyer"), ("email", "buyer@example.com")))["id"]!;
            var method = (string)(await stripe.PostAsync("payment_methods/pm_card_visa/attach", ("customer", customer)))["id"]!;
            var organisation = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
            var subscription = await stripe.PostAsync(
                "subscriptions", ("customer", customer), ("items[0][price]", price), ("default_payment_method", method), ("metadata[organisation]", $"{organisation}"));
            lock (bought)
                bought.Add((string)subscription["id"]!);
            await Task.Delay(800, Cancellation);
        }
    }

    /// <summary>Waits until everything was delivered, applied and done, as long as more and more is: what waits may grow meanwhile, since what is applied brings effects.</summary>
    private static async Task SettlesAsync(IDbContextFactory<PortalDbContext> contexts, SandboxApi stripe, PortalProcess portal)
    {
        var left = await LeftAsync();
        while (left.Waiting > 0)
        {
            var before = left.Done;
            await Eventually.TrueAsync(
                async () => (left = await LeftAsync()) is { Waiting: 0 } || left.Done > before,
                () => $"It does not settle: {left.Text}. {Waiting()} The portal {(portal.HasEnded ? $"has ended with {portal.ExitCode}" : "runs")} and said:\n{string.Join('\n', portal.Output.TakeLast(40))}",
                Patience);
            await Task.Delay(250, Cancellation);
        }

        string Waiting()
        {
            using var context = contexts.CreateDbContext();
            var messages = context.OutboxMessages.AsNoTracking().Where(m => m.State == OutboxState.Pending).ToList();
            return $"It is {TimeProvider.System.GetUtcNow():T}. " + string.Join("; ", messages.GroupBy(m => (m.Effect, m.Error, m.Attempts, Leased: m.LeasedUntil is not null)).Select(g =>
                $"{g.Count()} {g.Key.Effect} after {g.Key.Attempts} attempts ({g.Key.Error ?? "no error"}), due {g.Min(m => m.DueAt):T} to {g.Max(m => m.DueAt):T}{(g.Key.Leased ? $", leased until {g.Max(m => m.LeasedUntil):T}" : "")}")) + ".";
        }

        async Task<(int Waiting, int Done, string Text)> LeftAsync()
        {
            var undelivered = (await stripe.GetAsync("events?delivery_success=false&limit=1"))["data"]!.AsArray().Count;
            await using var context = contexts.CreateDbContext();
            var (inbox, outbox) = (await context.InboxEntries.CountAsync(e => e.State == InboxState.Pending, Cancellation), await context.OutboxMessages.CountAsync(m => m.State == OutboxState.Pending, Cancellation));
            var done = await context.InboxEntries.CountAsync(e => e.State != InboxState.Pending, Cancellation) + await context.OutboxMessages.CountAsync(m => m.State != OutboxState.Pending, Cancellation);
            return (undelivered + inbox + outbox, done, $"undelivered {undelivered}, in the inbox {inbox}, in the outbox {outbox}, done {done}");
        }
    }

    private async Task CheckAsync(IDbContextFactory<PortalDbContext> contexts, SandboxApi stripe, string[] mails)
    {
        await using var context = contexts.CreateDbContext();
        var entries = await context.InboxEntries.AsNoTracking().ToDictionaryAsync(e => e.Id, Cancellation);
        Assert.Equal(answered.Order(StringComparer.Ordinal), answered.Where(entries.ContainsKey).Order(StringComparer.Ordinal));
        Assert.All(entries.Values, entry => Assert.True(entry.State is InboxState.Done or InboxState.Ignored, $"{entry.Type} is {entry.State}: {entry.Error}"));
        var listed = await stripe.ListAsync("events");
        Assert.Equal(listed.Count, listed.Count(e => entries.ContainsKey((string)e["id"]!)));

        var customers = await stripe.ListAsync("customers");
        Assert.Equal(answered.Count + customers.Count, await context.Customers.CountAsync(Cancellation));
        var paid = (await stripe.ListAsync("invoices")).Where(i => (string?)i["status"] == "paid").Select(i => (string)i["id"]!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(bought.Count, paid.Count);
        Assert.Equal(paid, (await context.Invoices.Where(i => i.Status == "paid").Select(i => i.Id).ToListAsync(Cancellation)).Order(StringComparer.Ordinal));
        Assert.Equal(paid, (await context.InvoiceDocuments.Where(d => d.Status == "paid").Select(d => d.InvoiceId).ToListAsync(Cancellation)).Order(StringComparer.Ordinal));
        Assert.Equal(paid.Count, mails.Length);
        Assert.Equal(bought.Order(StringComparer.Ordinal), (await context.Subscriptions.Where(s => s.Status == "active").Select(s => s.Id).ToListAsync(Cancellation)).Order(StringComparer.Ordinal));
        Assert.Equal(paid.Count, await context.Charges.CountAsync(Cancellation));
        Assert.Equal(paid.Count * 2900L, await context.DailyRevenue.SumAsync(d => d.Gross, Cancellation));
        Assert.Equal(paid.Count, await context.Movements.CountAsync(Cancellation));
        Assert.All(await context.OutboxMessages.ToListAsync(Cancellation), message => Assert.True(message.State == OutboxState.Done, $"{message.Effect} is {message.State}: {message.Error}"));
        tell(string.Create(CultureInfo.InvariantCulture, $"{entries.Count} entries, {paid.Count} mails and documents, all once."));
    }
}
