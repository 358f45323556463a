using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PaymentPortal.Operations;
using PaymentPortal.Settings;
using PaymentPortal.Tests.Checkout;
using PaymentPortal.Tests.Checkout.Live;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Operations;

/// <summary>The set-up of an account, against a Stripe at an address of its own, whose objects are counted.</summary>
public sealed class SetupStripeTests : IAsyncLifetime
{
    private const string Address = "https://pay.example.com";
    private const string Endpoint = "https://pay.example.com/api/webhooks/stripe";
    private static readonly string[] Kinds = ["products", "prices", "tax_rates", "webhook_endpoints", "billing/meters"];

    private readonly TemporaryFolder folder = new();
    private LiveStripe stripe = null!;

    public async ValueTask InitializeAsync() => stripe = await LiveStripe.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await stripe.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_it_makes_is_made_once_and_the_settings_that_it_prints_open_a_portal_that_sells()
    {
        var before = await CountAsync();
        var first = await RunAsync(Account(), "--address", Address);
        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        var made = await CountAsync();
        Assert.Equal([13, 76, 0, 1, 0], made.Zip(before, (after, earlier) => after - earlier));
        var second = await RunAsync(Account(), "--address", Address);
        Assert.Equal((0, ""), (second.ExitCode, second.Errors));
        Assert.Equal(made, await CountAsync());

        var printed = Settings(first.Output);
        Assert.Equal(78, printed.Count);
        var again = Settings(second.Output);
        Assert.Equal(printed.Where(setting => setting.Key != "Stripe:WebhookSecrets:0").OrderBy(setting => setting.Key, StringComparer.Ordinal), again.OrderBy(setting => setting.Key, StringComparer.Ordinal));
        Assert.Contains("posts to https://pay.example.com/api/webhooks/stripe already", second.Output, StringComparison.Ordinal);
        Assert.Contains("only once", second.Output, StringComparison.Ordinal);

        var price = await stripe.Account.GetAsync("prices/" + printed["Stripe:Prices:pro_year_zar"]);
        Assert.Equal((2699000L, "zar", "year", "pro"), ((long)price["unit_amount"]!, (string)price["currency"]!, (string)price["recurring"]!["interval"]!, (string)price["product"]!));
        var once = await stripe.Account.GetAsync("prices/" + printed["Stripe:Prices:credits_100_eur"]);
        Assert.Equal((930L, "one_time"), ((long)once["unit_amount"]!, (string)once["type"]!));
        var use = await stripe.Account.GetAsync("prices/" + printed["Stripe:Prices:pro_api_calls_year_eur"] + "?expand[]=tiers");
        Assert.Equal(("metered", "year", "api_calls"), ((string)use["recurring"]!["usage_type"]!, (string)use["recurring"]!["interval"]!, (string)use["product"]!));
        Assert.Equal([(1_200_000, "0"), (null, "0.19")], use["tiers"]!.AsArray().Select(tier => ((long?)tier!["up_to"], (string?)tier["unit_amount_decimal"])));
        Assert.Equal((string)use["recurring"]!["meter"]!, (string)Assert.Single(await stripe.Account.ListAsync("billing/meters"))["id"]!);
        var webhook = Assert.Single(await stripe.Account.ListAsync("webhook_endpoints"));
        Assert.Equal((Endpoint, "2026-07-29.dahlia", "enabled"), ((string)webhook["url"]!, (string)webhook["api_version"]!, (string)webhook["status"]!));

        await using var portal = await PortalApp.StartAsync(new Dictionary<string, string>(printed)
        {
            ["Stripe:SecretKey"] = LiveStripe.SecretKey,
            ["Stripe:PublishableKey"] = LiveStripe.PublishableKey,
            ["Stripe:ApiBase"] = stripe.Address.AbsoluteUri,
        });
        var customer = await stripe.Account.PostAsync("customers", ("name", "Ada"));
        using var accepted = await portal.PostEventAsync(StripePost.Event("customer.created", customer), printed["Stripe:WebhookSecrets:0"]);
        Assert.Equal(HttpStatusCode.OK, accepted.StatusCode);
        var shopper = await Shopper.ComeAsync(portal);
        var step = await shopper.PayAsync((await shopper.StartAsync("pro_year_zar")).Value, "ZA");
        Assert.True(step.IsDone, step.Refusal?.Sentence);
    }

    [Fact]
    public async Task A_price_that_changed_is_made_anew_and_an_endpoint_that_was_switched_off_is_switched_on()
    {
        var first = Settings((await RunAsync(Account(), "--address", Address)).Output);
        var before = await CountAsync();
        var webhook = (string)Assert.Single(await stripe.Account.ListAsync("webhook_endpoints"))["id"]!;
        await stripe.Account.PostAsync($"webhook_endpoints/{webhook}", ("disabled", "true"));

        var dearer = await RunAsync(new(Account()) { ["Catalog:Plans:1:Prices:usd:Month"] = "15900" }, "--address", Address);
        Assert.Equal(0, dearer.ExitCode);
        var second = Settings(dearer.Output);
        Assert.Equal(["Stripe:Prices:pro_month_usd"], second.Where(setting => first[setting.Key] != setting.Value).Select(setting => setting.Key));
        Assert.Equal([0, 1, 0, 0, 0], (await CountAsync()).Zip(before, (after, earlier) => after - earlier));
        Assert.Equal("enabled", (string)(await stripe.Account.GetAsync($"webhook_endpoints/{webhook}"))["status"]!);
    }

    [Theory]
    [InlineData("Catalog:Plans:1:Metered:api_calls:Prices:usd", "250", "Stripe:Prices:pro_api_calls_month_usd Stripe:Prices:pro_api_calls_year_usd")]
    [InlineData("Catalog:Plans:2:Entitlements:Limits:api_calls", "0", "Stripe:Prices:enterprise_api_calls_month_eur Stripe:Prices:enterprise_api_calls_month_gbp Stripe:Prices:enterprise_api_calls_month_usd Stripe:Prices:enterprise_api_calls_month_zar Stripe:Prices:enterprise_api_calls_year_eur Stripe:Prices:enterprise_api_calls_year_gbp Stripe:Prices:enterprise_api_calls_year_usd Stripe:Prices:enterprise_api_calls_year_zar")]
    public async Task A_price_for_use_whose_amount_or_included_number_changed_is_made_anew_once(string setting, string value, string keys)
    {
        var first = Settings((await RunAsync(Account(), "--address", Address)).Output);
        var changed = new Dictionary<string, string>(Account()) { [setting] = value };
        var second = Settings((await RunAsync(changed, "--address", Address)).Output);
        Assert.Equal(keys.Split(' '), second.Where(price => first.GetValueOrDefault(price.Key) != price.Value).Select(price => price.Key).Order(StringComparer.Ordinal));
        var made = await CountAsync();
        Assert.Equal(second, Settings((await RunAsync(changed, "--address", Address)).Output));
        Assert.Equal(made, await CountAsync());
    }

    [Fact]
    public async Task A_meter_that_was_switched_off_is_switched_on_again()
    {
        await RunAsync(Account(), "--address", Address);
        var meter = (string)Assert.Single(await stripe.Account.ListAsync("billing/meters"))["id"]!;
        await stripe.Account.PostAsync($"billing/meters/{meter}/deactivate");
        var run = await RunAsync(Account(), "--address", Address);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal((meter, "active"), Assert.Single(await stripe.Account.ListAsync("billing/meters")) is var known ? ((string)known["id"]!, (string)known["status"]!) : default);
    }

    [Fact]
    public async Task A_price_that_goes_up_and_back_and_up_again_within_a_day_is_each_time_what_the_settings_say()
    {
        foreach (var amount in (string[])["14900", "15900", "14900", "15900", "14900"])
        {
            var run = await RunAsync(new(Account()) { ["Catalog:Plans:1:Prices:usd:Month"] = amount }, "--address", Address);
            Assert.Equal((0, ""), (run.ExitCode, run.Errors));
            var price = await stripe.Account.GetAsync("prices/" + Settings(run.Output)["Stripe:Prices:pro_month_usd"]);
            Assert.Equal((amount, "pro_month_usd", true), (price["unit_amount"]!.ToString(), (string?)price["lookup_key"], (bool)price["active"]!));
        }
    }

    [Fact]
    public async Task What_was_archived_since_is_there_again_and_nothing_else_is_made()
    {
        var taxed = new Dictionary<string, string>(Account()) { ["Catalog:TaxRates:1:Name"] = "VAT", ["Catalog:TaxRates:1:Country"] = "DE", ["Catalog:TaxRates:1:Percentage"] = "19" };
        var first = Settings((await RunAsync(taxed, "--address", Address)).Output);
        var before = await CountAsync();
        for (var round = 1; round <= 2; round++)
        {
            var printed = Settings((await RunAsync(taxed, "--address", Address)).Output);
            await stripe.Account.PostAsync("prices/" + printed["Stripe:Prices:pro_month_usd"], ("active", "false"));
            await stripe.Account.PostAsync("products/pilot", ("active", "false"));
            foreach (var rate in (await stripe.Account.ListAsync("tax_rates")).Where(rate => (string?)rate["country"] == "DE"))
                await stripe.Account.PostAsync($"tax_rates/{rate["id"]}", ("active", "false"));
            var run = await RunAsync(taxed, "--address", Address);
            Assert.Equal((0, ""), (run.ExitCode, run.Errors));
            Assert.Equal([0, round, round, 0, 0], (await CountAsync()).Zip(before, (after, earlier) => after - earlier));
            Assert.True((bool)(await stripe.Account.GetAsync("prices/" + Settings(run.Output)["Stripe:Prices:pro_month_usd"]))["active"]!);
            Assert.True((bool)(await stripe.Account.GetAsync("products/pilot"))["active"]!);
            Assert.Single(await stripe.Account.ListAsync("tax_rates"), rate => (string?)rate["country"] == "DE" && (bool)rate["active"]!);
        }
        Assert.Equal(first.Count, Settings((await RunAsync(taxed, "--address", Address)).Output).Count + 1);
    }

    [Fact]
    public async Task Stripe_Tax_learns_the_head_office_from_the_sellers_address_and_keeps_what_it_knew()
    {
        Assert.Equal("pending", (string?)(await stripe.Account.GetAsync("tax/settings"))["status"]);
        var unknown = await RunAsync(new(Account()) { ["Seller:Address:2"] = "Atlantis" }, "--address", Address);
        Assert.Contains("names no country that is known", unknown.Output, StringComparison.Ordinal);
        Assert.Equal(0, unknown.ExitCode);

        var run = await RunAsync(Account(), "--address", Address);
        Assert.Contains("Stripe Tax knows the head office and is active.", run.Output, StringComparison.Ordinal);
        var settings = await stripe.Account.GetAsync("tax/settings");
        var office = settings["head_office"]!["address"]!;
        Assert.Equal(("active", "exclusive"), ((string?)settings["status"], (string?)settings["defaults"]!["tax_behavior"]));
        Assert.Equal(("1 Harbour Street", "Bristol", "BS1 4QA", "GB"), ((string?)office["line1"], (string?)office["city"], (string?)office["postal_code"], (string?)office["country"]));

        await RunAsync(new(Account()) { ["Seller:Address:0"] = "Hauptstrasse 1", ["Seller:Address:1"] = "10115 Berlin", ["Seller:Address:2"] = "Germany" }, "--address", Address);
        Assert.Equal(settings.ToJsonString(), (await stripe.Account.GetAsync("tax/settings")).ToJsonString());
    }

    [Theory]
    [InlineData(null, null, "--address https://pay.example.com")]
    [InlineData("pay.example.com", null, "--address https://pay.example.com")]
    [InlineData("http://pay.example.com", null, "https addresses only")]
    [InlineData(Address, "Stripe:SecretKey=", "Stripe:SecretKey is missing")]
    [InlineData(Address, "Stripe:SecretKey=sk_test_unknown", "does not know the key")]
    [InlineData(Address, "Stripe:ApiBase=http://127.0.0.1:9/", "Stripe does not answer")]
    [InlineData(Address, "Catalog:Plans:1:Prices:usd:Month=0", "the plan 'pro' has no monthly and annual price in USD")]
    [InlineData(Address, "Catalog:Plans:1:Metered:api_calls:Prices:usd=0", "the plan 'pro' has a price for use of 'api_calls', but none in USD")]
    [InlineData(Address, "Catalog:Plans:1:Metered:api_calls:Per=3", "Per is 1, 10, 100")]
    [InlineData(Address, "Catalog:Plans:1:Metered:mails:Per=1", "'mails', which is no meter")]
    [InlineData(Address, "Catalog:Plans:1:Entitlements:Limits:api_calls=-1", "no limit that the use could go beyond")]
    [InlineData(Address, "Catalog:Meters:0:Code=pro", "the meter 'pro' has the code of something that is sold")]
    public async Task What_lacks_is_said_in_a_sentence_and_nothing_is_made(string? address, string? setting, string sentence)
    {
        var before = await CountAsync();
        var settings = Account();
        if (setting?.Split('=') is [var key, var value])
            settings[key] = value;
        var run = await RunAsync(settings, address is null ? [] : ["--address", address]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(sentence, run.Errors, StringComparison.Ordinal);
        Assert.StartsWith("- ", run.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task An_accounts_key_in_the_mode_of_the_sandbox_is_asked_about()
    {
        var run = await RunAsync(new() { ["Stripe:SecretKey"] = "sk_test_123" }, "--address", Address);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Set Stripe:Mode to Live", run.Errors, StringComparison.Ordinal);
    }

    private Dictionary<string, string> Account() => new()
    {
        ["Stripe:Mode"] = "Live",
        ["Stripe:SecretKey"] = LiveStripe.SecretKey,
        ["Stripe:ApiBase"] = stripe.Address.AbsoluteUri,
    };

    private async Task<int[]> CountAsync()
    {
        var counts = new List<int>();
        foreach (var kind in Kinds)
            counts.Add((await stripe.Account.ListAsync(kind)).Count);
        return [.. counts];
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(Dictionary<string, string> settings, params string[] wishes)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = wishes, EnvironmentName = "Development", ContentRootPath = folder.Path });
        builder.AddSettingsFiles();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exitCode = await SetupStripe.RunAsync(builder, output, errors, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), errors.ToString());
    }

    private static Dictionary<string, string> Settings(string output) => output.Split(Environment.NewLine)
        .Select(line => line.Split('=', 2)).Where(pair => pair is [['S', 't', 'r', 'i', 'p', 'e', '_', '_', ..], _])
        .ToDictionary(pair => pair[0].Replace("__", ":", StringComparison.Ordinal), pair => pair[1]);
}
