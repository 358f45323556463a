using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>Lives that nobody thought out: whatever happens, the money adds up, and the events tell it without a gap.</summary>
public sealed class RandomLivesTests(ITestOutputHelper output) : SandboxTests
{
    private const int Lives = 30;
    private const int Steps = 22;
    private const long Day = Subscriber.Day;

    private static readonly long[] Amounts = [0, 50, 999, 2900, 3001, 9900];

    [Fact]
    public async Task In_random_lives_the_money_adds_up_and_previews_hold()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var taxed = (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=8.25&inclusive=false")).Ok().Id;
        var contained = (await sandbox.PostAsync("/v1/tax_rates", "display_name=VAT&percentage=19&inclusive=true")).Ok().Id;
        for (var life = 0; life < Lives; life++)
        {
            var random = new Random(seed + life);
            var one = await new Subscriber(sandbox).ArriveAsync(1_769_860_800 + random.NextInt64(60 * Day));
            var rates = random.Next(3) switch { 0 => "", 1 => $"&default_tax_rates[]={taxed}", _ => $"&default_tax_rates[]={contained}" };
            await one.SubscribeAsync(Amounts[random.Next(1, Amounts.Length)], $"&items[0][quantity]={random.Next(1, 4)}{rates}{(random.Next(3) == 0 ? $"&trial_period_days={random.Next(1, 20)}" : "")}");
            var told = new List<string>();
            for (var step = 0; step < Steps; step++)
            {
                var what = await StepAsync(one, random);
                told.Add(what);
                Assert.True(!what.Contains("500"), $"seed {seed}, life {life}: {string.Join(", ", told)}");
                if ((await one.StateAsync()).Text("status") is "canceled")
                    break;
            }
            output.WriteLine($"{life}: {string.Join(", ", told)}");
            try
            {
                await CheckAsync(one);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, life {life}: {string.Join(", ", told)}", e);
            }
        }
        CheckEvents(await new Subscriber(sandbox).EventsAsync(), seed);
    }

    private async Task<string> StepAsync(Subscriber one, Random random)
    {
        string Behaviour() => $"&payment_behavior={new[] { "allow_incomplete", "error_if_incomplete", "pending_if_incomplete", "default_incomplete" }[random.Next(4)]}";
        var prorate = $"&proration_behavior={new[] { "always_invoice", "create_prorations", "none" }[random.Next(3)]}";
        switch (random.Next(13))
        {
            case 0:
                await one.UseCardAsync(random.Next(2) == 0 ? "pm_card_visa" : "pm_card_chargeCustomerFail");
                return "card";
            case 1:
                return $"quantity {(await one.UpdateAsync($"items[0][id]={one.Item}&items[0][quantity]={random.Next(0, 5)}{prorate}{Behaviour()}")).Status}";
            case 2:
                return $"switch {(await one.SwitchAsync(Amounts[random.Next(Amounts.Length)], prorate + Behaviour(), random.Next(4) == 0 ? "year" : "month")).Status}";
            case 3:
                return $"cancel later {(await one.UpdateAsync($"cancel_at_period_end={(random.Next(4) == 0 ? "true" : "false")}")).Status}";
            case 4:
                return $"pause {(await one.UpdateAsync(random.Next(2) == 0 ? "pause_collection=" : $"pause_collection[behavior]={new[] { "void", "keep_as_draft", "mark_uncollectible" }[random.Next(3)]}")).Status}";
            case 5:
                return $"item {(await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&amount={random.Next(-500, 1500)}&currency=usd{(random.Next(2) == 0 ? $"&subscription={one.Id}" : "")}")).Status}";
            case 6 when await one.InvoicesAsync() is { Count: > 0 } all && all[random.Next(all.Count)] is var chosen && chosen["status"]!.ToString() is "open" or "draft":
                return $"{chosen["status"]} {(await sandbox.PostAsync($"/v1/invoices/{chosen["id"]}/{new[] { "pay", "finalize", "void", "mark_uncollectible" }[random.Next(4)]}", "")).Status}";
            case 7:
                return await PreviewedAsync(one, random, prorate);
            case 8 when random.Next(8) == 0:
                return $"cancel {(await sandbox.DeleteAsync($"/v1/subscriptions/{one.Id}?prorate={(random.Next(2) == 0 ? "true" : "false")}&invoice_now=true")).Status}";
            default:
                await one.AdvanceAsync(one.Now + random.NextInt64(20 * Day));
                return "time";
        }
    }

    /// <summary>What a preview says of a change that bills at once is what is billed then.</summary>
    private async Task<string> PreviewedAsync(Subscriber one, Random random, string prorate)
    {
        var form = $"items][0][id]={one.Item}&subscription_details[items][0][quantity]={random.Next(0, 6)}".Replace("items]", "subscription_details[items]");
        var preview = await one.PreviewAsync("&" + form + prorate.Replace("proration_behavior", "subscription_details[proration_behavior]"));
        var before = (await one.StateAsync()).Text("latest_invoice.id");
        var changed = await one.UpdateAsync(form.Replace("subscription_details[items]", "items") + prorate);
        if (changed.Status != 200 || changed.Text("latest_invoice") == before)
            return $"previewed {preview.Status} {changed.Status}";
        var real = (await one.StateAsync()).Body["latest_invoice"]!;
        Assert.Equal(Subscriber.Lines(real), Subscriber.Lines(preview.Body));
        Assert.Equal(Subscriber.At(real, "total"), preview.Number("total"));
        return "previewed and billed";
    }

    private async Task CheckAsync(Subscriber one)
    {
        var invoices = await one.InvoicesAsync();
        foreach (var invoice in invoices)
        {
            // Of more than ten lines an invoice shows ten
            var lines = await sandbox.AllAsync((string)invoice["lines"]!["url"]!);
            var exclusive = lines.SelectMany(l => l["taxes"]!.AsArray()).Where(t => t!["tax_behavior"]!.ToString() == "exclusive").Sum(t => Subscriber.At(t!, "amount"));
            Assert.Equal(lines.Sum(l => Subscriber.At(l, "amount")), Subscriber.At(invoice, "subtotal"));
            Assert.Equal(Subscriber.At(invoice, "subtotal") + exclusive, Subscriber.At(invoice, "total"));
            Assert.Equal(Subscriber.At(invoice, "amount_due"), Subscriber.At(invoice, "amount_paid") + Subscriber.At(invoice, "amount_remaining"));
            Assert.True(Subscriber.At(invoice, "amount_due") >= 0);
            Assert.Equal(invoice["status"]!.ToString() is "draft", invoice["number"] is null);
            if (invoice["status"]!.ToString() == "paid")
                Assert.Equal(0, Subscriber.At(invoice, "amount_remaining"));
        }
        var numbers = invoices.Where(i => i["number"] is not null).Select(i => int.Parse(i["number"]!.ToString()[^4..], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        var charged = (await sandbox.GetAsync($"/v1/charges?customer={one.Customer}&limit=100")).Ok().Data.Where(c => c!["status"]!.ToString() == "succeeded").Sum(c => Subscriber.At(c!, "amount"));
        Assert.Equal(charged, invoices.Sum(i => Subscriber.At(i, "amount_paid")));
        // What was billed and not paid, and what was paid and not billed, stands in the balance.
        var settled = invoices.Where(i => i["status"]!.ToString() is "paid" or "open" or "uncollectible").Sum(i => Subscriber.At(i, "total") - Subscriber.At(i, "amount_due"));
        Assert.Equal(settled, (await sandbox.GetAsync($"/v1/customers/{one.Customer}")).Number("balance"));
    }

    /// <summary>An event that names old values names all of them: the state before is the one that was told last.</summary>
    private static void CheckEvents(List<JsonObject> events, int seed)
    {
        var last = new Dictionary<string, JsonObject>();
        foreach (var one in events)
        {
            var state = one["data"]!["object"]!.AsObject();
            var type = one["type"]!.ToString();
            if (state["id"]?.ToString() is not { } id || type == "invoice.upcoming" || state["object"]!.ToString() is not ("subscription" or "invoice" or "subscription_schedule"))
                continue;
            if (last.TryGetValue(id, out var known) && one["data"]!["previous_attributes"] is JsonObject previous)
            {
                var before = state.DeepClone().AsObject();
                Overlay(before, previous);
                // What finalising fixes is told by the whole invoice, not by old values.
                Assert.True(JsonNode.DeepEquals(known, before), $"seed {seed}: {type} of {id} at {one["created"]} hides a change of {string.Join(", ", known.Where(p => !JsonNode.DeepEquals(p.Value, before[p.Key])).Select(p => $"{p.Key}: {p.Value?.ToJsonString()} -> {before[p.Key]?.ToJsonString()}"))}");
            }
            last[id] = state.DeepClone().AsObject();
        }
        Assert.NotEmpty(last);
    }

    private static void Overlay(JsonObject state, JsonObject previous)
    {
        foreach (var (name, value) in previous)
        {
            if (value is JsonObject part && state[name] is JsonObject whole && part["object"] is null)
                Overlay(whole, part);
            else
                state[name] = value?.DeepClone();
        }
    }
}
