using System.Globalization;
using System.Text.Json.Nodes;

namespace PaymentPortal.Operations.Demo;

/// <summary>
/// Plays the last year of the demo's customers on clocks of their own, through the sandbox's API: each is taken from one deed to the next and at last to now. A start goes on
/// where the one before ended, so that time passes for them as for anybody. What was done stands with the customer; what a kill interrupted is asked for again under the same keys.
/// </summary>
internal sealed class DemoYear(DemoStripe stripe, DemoProgress progress, TimeProvider time)
{
    private const string Done = "demo_done";
    private const long Day = 86_400;

    /// <summary>Clocks that are so near to now are left alone.</summary>
    private const long Near = 3_600;

    /// <summary>Stripe lets a clock go two intervals of its shortest subscription at once: two months, of which the shortest have so many days.</summary>
    private const long Furthest = 59 * Day;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(15);

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        var clocks = await ClocksAsync(cancellationToken);
        var prices = await PricesAsync(cancellationToken);
        var rates = (await stripe.ListAsync("/v1/tax_rates?limit=100&active=true", cancellationToken)).Where(r => r["country"] is not null).ToLookup(r => (string)r["country"]!, r => (string)r["id"]!);
        for (var i = 0; i < DemoLife.All.Count; i++)
        {
            var life = DemoLife.All[i];
            progress.Say(i, DemoLife.All.Count);
            await PlayAsync(life, clocks.GetValueOrDefault(life.Company), prices, rates[life.Country].FirstOrDefault(), cancellationToken);
        }

        progress.Say(DemoLife.All.Count, DemoLife.All.Count);
    }

    private async Task PlayAsync(DemoLife life, JsonNode? clock, Dictionary<string, JsonNode> prices, string? taxRate, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        clock ??= await stripe.PostAsync("/v1/test_helpers/test_clocks", Key(life, "clock"), [("frozen_time", Text(now - (life.DaysAgo * Day))), ("name", life.Company)], cancellationToken);
        var clockId = (string)clock["id"]!;
        var at = await ArrivedAsync(clockId, cancellationToken);
        var customer = (await stripe.ListAsync($"/v1/customers?test_clock={clockId}", cancellationToken)).FirstOrDefault()
            ?? await stripe.PostAsync("/v1/customers", Key(life, "customer"), [("name", life.Company), ("email", life.Email), ("address[country]", life.Country), ("test_clock", clockId)], cancellationToken);
        var born = (long)customer["created"]!;
        var done = int.Parse((string?)customer["metadata"]![Done] ?? "0", CultureInfo.InvariantCulture);
        var person = new DemoCustomer(stripe, life, (string)customer["id"]!, prices, taxRate);
        for (; done < life.Deeds.Length && born + (life.Deeds[done].Day * Day) <= now; done++)
        {
            at = await AdvanceAsync(life, clockId, at, born + (life.Deeds[done].Day * Day), cancellationToken);
            await person.DoAsync(life.Deeds[done], done, cancellationToken);
            await stripe.PostAsync($"/v1/customers/{person.Id}", Key(life, $"done-{done + 1}"), [($"metadata[{Done}]", Text(done + 1))], cancellationToken);
        }

        if (now - at > Near)
        {
            await AdvanceAsync(life, clockId, at, now, cancellationToken);
        }
    }

    private async Task<long> AdvanceAsync(DemoLife life, string clock, long from, long to, CancellationToken cancellationToken)
    {
        for (var at = from; at < to;)
        {
            var next = Math.Min(at + Furthest, to);
            await stripe.PostAsync($"/v1/test_helpers/test_clocks/{clock}/advance", Key(life, $"advance-{next}"), [("frozen_time", Text(next))], cancellationToken);
            at = await ArrivedAsync(clock, cancellationToken);
        }

        return Math.Max(from, to);
    }

    private async Task<long> ArrivedAsync(string clock, CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(Look);
        while (true)
        {
            var found = await stripe.GetAsync($"/v1/test_helpers/test_clocks/{clock}", cancellationToken);
            switch ((string?)found["status"])
            {
                case "ready":
                    return (long)found["frozen_time"]!;
                case "internal_failure":
                    throw new InvalidOperationException($"The demo's clock {clock} failed: the log says why.");
            }

            await look.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task<Dictionary<string, JsonNode>> ClocksAsync(CancellationToken cancellationToken)
    {
        var clocks = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var clock in await stripe.ListAsync("/v1/test_helpers/test_clocks?limit=100", cancellationToken))
        {
            clocks[(string?)clock["name"] ?? ""] = clock;
        }

        return clocks;
    }

    private async Task<Dictionary<string, JsonNode>> PricesAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        var wanted = DemoLife.All.SelectMany(life => life.Deeds).Select(deed => deed.Price).OfType<string>().Distinct();
        foreach (var keys in wanted.Chunk(10))
        {
            foreach (var price in await stripe.ListAsync($"/v1/prices?active=true&limit=100&{string.Join('&', keys.Select(key => "lookup_keys[]=" + key))}", cancellationToken))
            {
                found[(string)price["lookup_key"]!] = price;
            }
        }

        return found;
    }

    public static string Key(DemoLife life, string step) => $"demo/{Uri.EscapeDataString(life.Company)}/{step}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
