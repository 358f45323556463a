using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>The sandbox is killed at moments that nobody chose: what it answered stands, what it began is whole or not there.</summary>
public sealed class KilledSandboxTests(ITestOutputHelper output)
{
    private const long Start = 1_735_732_800; // 1 January 2025, 12:00 UTC
    private const int Customers = 60;
    private const int Kills = 4;

    [Fact]
    public async Task A_clock_that_was_killed_on_its_way_arrives_with_nothing_twice_and_nothing_left_out()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        var price = (string?)(await sandbox.Api.PostAsync("prices", ("currency", "usd"), ("unit_amount", "2900"), ("recurring[interval]", "day"), ("product_data[name]", "Pro")))["id"];
        var clock = (string?)(await sandbox.Api.PostAsync("test_helpers/test_clocks", ("frozen_time", $"{Start}")))["id"];
        for (var i = 0; i < Customers; i++)
        {
            var customer = (string?)(await sandbox.Api.PostAsync("customers", ("test_clock", clock!)))["id"];
            var method = (string?)(await sandbox.Api.PostAsync("payment_methods/pm_card_visa/attach", ("customer", customer!)))["id"];
            await sandbox.Api.PostAsync("subscriptions", ("customer", customer!), ("items[0][price]", price!), ("default_payment_method", method!));
        }

        const int days = 2 * Kills;
        var random = Seeded();
        for (var i = 1; i <= Kills; i++)
        {
            await sandbox.Api.PostAsync($"test_helpers/test_clocks/{clock}/advance", ("frozen_time", $"{Start + 2 * i * 86_400L}"));
            // How far it comes before it is killed is the point, so there is nothing to wait for.
            await Task.Delay(random.Next(20, 250), TestContext.Current.CancellationToken);
            await sandbox.KillAsync();
            await sandbox.RestartAsync();
            await Eventually.TrueAsync(
                async () => (string?)(await sandbox.Api.GetAsync($"test_helpers/test_clocks/{clock}"))["status"] == "ready", () => "The clock does not arrive.", TimeSpan.FromSeconds(60));
        }

        var invoices = await sandbox.Api.ListAsync("invoices");
        Assert.Equal(Customers * (days + 1), invoices.Count(i => (string?)i["status"] is "paid" or "draft" or "open"));
        Assert.All(invoices.GroupBy(i => (string?)i["customer"]), all => Assert.Equal(days + 1, all.Select(Period).Distinct().Count()));
        var paid = invoices.Where(i => (string?)i["status"] == "paid").Select(i => (string?)i["id"]).Order().ToList();
        Assert.Equal(paid.Count, await sandbox.Api.SucceededChargesAsync());
        Assert.Equal(paid, (await sandbox.Api.ListAsync("events", ("type", "invoice.paid"))).Select(e => (string?)e["data"]!["object"]!["id"]).Order());
    }

    [Fact]
    public async Task What_was_answered_before_it_was_killed_is_there_and_a_repeated_request_makes_nothing_twice()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        using var ended = new CancellationTokenSource();
        var answered = new List<(string Key, string Id)>();
        var clients = Enumerable.Range(0, 4).Select(n => CreateAsync(sandbox.Address, $"client{n}", answered, ended.Token)).ToList();
        var random = Seeded();
        for (var i = 0; i < Kills; i++)
        {
            var before = answered.Count;
            await Eventually.TrueAsync(() => answered.Count > before + 20, "Nothing is answered any more.");
            await Task.Delay(random.Next(0, 30), TestContext.Current.CancellationToken);
            await sandbox.KillAsync();
            await sandbox.RestartAsync();
        }
        await ended.CancelAsync();
        var begun = (await Task.WhenAll(clients)).Sum();

        var kept = await sandbox.Api.ListAsync("customers");
        Assert.Equal(kept.Count, kept.Select(c => (string?)c["name"]).Distinct().Count());
        Assert.Equal(begun, answered.Count);
        Assert.Equal(answered.Select(a => (a.Key, a.Id)).Order(), kept.Select(c => ((string)c["name"]!, (string)c["id"]!)).Order());
        Assert.Equal(kept.Select(c => (string?)c["id"]).Order(), (await sandbox.Api.ListAsync("events", ("type", "customer.created"))).Select(e => (string?)e["data"]!["object"]!["id"]).Order());
    }

    /// <summary>Makes one customer after the other, each asked for under its key until there is an answer.</summary>
    private static async Task<int> CreateAsync(Uri address, string name, List<(string Key, string Id)> answered, CancellationToken ended)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk_test_sandbox");
        var made = 0;
        for (; !ended.IsCancellationRequested; made++)
        {
            var key = $"{name}-{made}";
            while (true)
            {
                try
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/customers") { Content = new FormUrlEncodedContent([KeyValuePair.Create("name", key)]) };
                    request.Headers.Add("Idempotency-Key", key);
                    using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
                    var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
                    Assert.True(answer.IsSuccessStatusCode, body.ToJsonString());
                    lock (answered)
                        answered.Add((key, (string)body["id"]!));
                    break;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(10, TestContext.Current.CancellationToken);
                }
            }
        }
        return made;
    }

    private Random Seeded()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        output.WriteLine($"Seed {seed}");
        return new Random(seed);
    }

    private static long Period(JsonObject invoice) => (long)invoice["lines"]!["data"]![0]!["period"]!["start"]!;
}
