using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using PaymentPortal.Catalog;
using PaymentPortal.Sandbox;
using PaymentPortal.Tests.Inbox;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout.Live;

/// <summary>
/// Stands for Stripe at an address of its own, as the portal meets it in Live mode: keys of an account, prices that carry ids alone, and events that come when a test posts them.
/// </summary>
internal sealed class LiveStripe : IAsyncDisposable
{
    public const string SecretKey = "sk_test_123live";
    public const string PublishableKey = "pk_test_123live";
    public const string WebhookSecret = "whsec_live123";

    private readonly TemporaryFolder folder = new();
    private readonly HashSet<string> posted = new(StringComparer.Ordinal);
    private readonly WebApplication host;
    private StripeProxy? proxy;
    private volatile TaskCompletionSource? silence;
    private volatile bool isAsked;

    private LiveStripe()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = folder.Path,
            ["Sandbox:WebhookUrl"] = "none",
            ["Stripe:SecretKey"] = SecretKey,
            ["Stripe:PublishableKey"] = PublishableKey,
            ["Stripe:WebhookSecrets:0"] = WebhookSecret,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSandbox(builder.Configuration);
        host = builder.Build();
        host.Use(async (http, next) =>
        {
            // How a purchase stands, which the page after paying asks
            if (silence is { } held && http.Request.Method == "GET" && http.Request.Path.StartsWithSegments("/v1/subscriptions") && http.Request.Query.Count > 0)
            {
                isAsked = true;
                await held.Task;
            }
            await next();
        });
        host.UseSandbox();
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Where the calls of Stripe.js go, which are not part of what Stripe publishes.</summary>
    public Uri BrowserAddress { get; private set; } = null!;

    /// <summary>The account, seen with its secret key.</summary>
    public SandboxApi Account { get; private set; } = null!;

    /// <summary>The settings of a portal that sells by this account.</summary>
    public Dictionary<string, string> Settings { get; } = new()
    {
        ["Stripe:Mode"] = "Live",
        ["Stripe:SecretKey"] = SecretKey,
        ["Stripe:PublishableKey"] = PublishableKey,
        ["Stripe:WebhookSecrets:0"] = WebhookSecret,
    };

    public static async Task<LiveStripe> StartAsync()
    {
        var stripe = new LiveStripe();
        await stripe.host.StartAsync(TestContext.Current.CancellationToken);
        stripe.BrowserAddress = new Uri(stripe.host.Urls.First());
        stripe.proxy = await StripeProxy.StartAsync(stripe.BrowserAddress);
        stripe.Address = stripe.proxy?.Address ?? stripe.BrowserAddress;
        stripe.Account = new SandboxApi(stripe.Address, SecretKey);
        stripe.Settings["Stripe:ApiBase"] = stripe.Address.AbsoluteUri;
        await stripe.OfferAsync();
        return stripe;
    }

    /// <summary>Whether a question of the portal waits for its answer, or has waited.</summary>
    public bool IsAsked => isAsked;

    /// <summary>Lets the portal's question how a purchase stands wait for its answer until the end of this.</summary>
    public IDisposable Silence()
    {
        silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new Ending(() => Interlocked.Exchange(ref silence, null)?.SetResult());
    }

    /// <summary>Posts what happened since the last time to the portal, signed, oldest first.</summary>
    public async Task<IReadOnlyList<string>> PostEventsAsync(PortalApp portal)
    {
        var news = (await Account.ListAsync("events")).Where(each => posted.Add((string)each["id"]!)).Reverse().ToList();
        foreach (var each in news)
        {
            using var answer = await portal.PostEventAsync(each, WebhookSecret);
            Assert.True(answer.IsSuccessStatusCode, $"The portal answered {(int)answer.StatusCode} to {each["type"]}.");
        }
        return [.. news.Select(each => (string)each["type"]!)];
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref silence, null)?.SetResult();
        Account.Dispose();
        try
        {
            await (proxy?.CheckAsync(SecretKey) ?? Task.CompletedTask);
        }
        finally
        {
            await host.DisposeAsync();
            await (proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
            folder.Dispose();
        }
    }

    private async Task OfferAsync()
    {
        var catalogue = new CatalogOptions();
        new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "appsettings.json")).Build().GetSection(CatalogOptions.Section).Bind(catalogue);
        foreach (var plan in Catalogue.PlanPricesOf(catalogue).GroupBy(offer => offer.Plan.Code))
        {
            var product = (string)(await Account.PostAsync("products", ("name", plan.First().Plan.Name)))["id"]!;
            foreach (var offer in plan)
            {
                var price = await Account.PostAsync(
                    "prices", ("product", product), ("currency", offer.Amount.Currency.Code), ("unit_amount", $"{offer.Amount.MinorUnits}"), ("recurring[interval]", offer.Interval.ToString().ToLowerInvariant()));
                Settings[$"Stripe:Prices:{offer.LookupKey}"] = (string)price["id"]!;
            }
        }
        foreach (var meter in Catalogue.MeteredPricesOf(catalogue).GroupBy(use => use.Meter.Code))
        {
            var made = await Account.PostAsync("billing/meters", ("display_name", meter.First().Meter.Name), ("event_name", meter.Key), ("default_aggregation[formula]", "sum"));
            var product = (string)(await Account.PostAsync("products", ("name", meter.First().Meter.Name)))["id"]!;
            foreach (var use in meter)
            {
                var price = await Account.PostAsync(
                    "prices", ("product", product), ("currency", use.Amount.Currency.Code), ("recurring[interval]", use.Interval.ToString().ToLowerInvariant()), ("recurring[usage_type]", "metered"), ("recurring[meter]", (string)made["id"]!),
                    ("billing_scheme", "tiered"), ("tiers_mode", "graduated"), ("tiers[0][up_to]", $"{use.Included}"), ("tiers[0][unit_amount]", "0"), ("tiers[1][up_to]", "inf"), ("tiers[1][unit_amount_decimal]", FormattableString.Invariant($"{use.UnitAmount}")));
                Settings[$"Stripe:Prices:{use.LookupKey}"] = (string)price["id"]!;
            }
        }
        await Account.PostAsync("tax_rates", ("display_name", "VAT"), ("country", "GB"), ("jurisdiction", "GB"), ("percentage", "20"), ("inclusive", "false"));
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
