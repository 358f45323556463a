using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using PaymentPortal.Settings;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Operations;

public sealed class FirstStartTests
{
    private const int Demo = 15;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_start_with_its_demo_needs_less_than_ten_seconds_and_says_when_it_is_ready_and_not_before()
    {
        var started = Stopwatch.GetTimestamp();
        await using var portal = PortalProcess.Launch(new Dictionary<string, string> { ["Demo:Seed"] = "true" });
        using var http = new HttpClient { BaseAddress = portal.Address };
        var seen = new List<HttpStatusCode>();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync("/health/ready", Cancellation);
                    seen.Add(answer.StatusCode);
                }
                catch (HttpRequestException)
                {
                    return false;
                }
                using var live = await http.GetAsync("/health/live", Cancellation);
                Assert.Equal(HttpStatusCode.OK, live.StatusCode);
                return seen[^1] == HttpStatusCode.OK;
            },
            () => string.Join('\n', portal.Output),
            TimeSpan.FromMinutes(3));
        var used = portal.ProcessorTime;
        TestContext.Current.TestOutputHelper?.WriteLine($"Ready after {Stopwatch.GetElapsedTime(started)}, of which the processor worked {used}");
        Assert.Equal([HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK], seen.Distinct());
        Assert.True(used < TimeSpan.FromSeconds(10), $"The start used the processor for {used}.");
    }

    [Fact]
    public async Task Killed_while_the_demos_customers_buy_it_goes_on_where_it_was()
    {
        await using var portal = PortalProcess.Launch(new Dictionary<string, string> { ["Demo:Seed"] = "true" });
        using var stripe = new SandboxApi(portal.Address);
        foreach (var begun in (int[])[2, 9])
        {
            await Eventually.TrueAsync(async () => await BegunAsync(stripe) >= begun, () => string.Join('\n', portal.Output), TimeSpan.FromMinutes(3));
            await portal.KillAsync();
            if (begun == 2)
                portal.Relaunch();
        }
        await portal.RestartAsync();
        var clocks = await stripe.ListAsync("test_helpers/test_clocks");
        Assert.Equal((Demo, Demo), (clocks.Count, clocks.Select(clock => (string?)clock["name"]).Distinct().Count()));
        var charges = 0;
        foreach (var clock in clocks)
        {
            var customer = Assert.Single(await stripe.ListAsync("customers", ("test_clock", (string)clock["id"]!)));
            Assert.Single(await stripe.ListAsync("subscriptions", ("customer", (string)customer["id"]!), ("status", "all")));
            var made = await stripe.ListAsync("charges", ("customer", (string)customer["id"]!));
            Assert.InRange(made.Count(charge => (string?)charge["status"] == "succeeded"), (string?)clock["name"] == "Orchid Press" ? 0 : 1, 1);
            charges += made.Count;
        }
        await Eventually.TrueAsync(async () => (await CountAsync(portal, "Customers"), await CountAsync(portal, "Subscriptions"), await CountAsync(portal, "Charges")) == (Demo, Demo, charges), () => "The tables are not whole.");
    }

    [Fact]
    public void The_address_is_the_one_that_was_set_and_else_port_5000_of_this_machine()
    {
        var unset = WebApplication.CreateBuilder();
        unset.AddSettingsFiles();
        Assert.Equal("http://localhost:5000", unset.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey));
        var set = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:5581"]);
        set.AddSettingsFiles();
        Assert.Equal("http://127.0.0.1:5581", set.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey));
    }

    private static async Task<int> BegunAsync(SandboxApi stripe)
    {
        try
        {
            return (await stripe.ListAsync("test_helpers/test_clocks")).Count;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static async Task<int> CountAsync(PortalProcess portal, string table)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(portal.DataDirectory, "portal.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM \"{table}\"";
        return Convert.ToInt32(await command.ExecuteScalarAsync(Cancellation), System.Globalization.CultureInfo.InvariantCulture);
    }
}
