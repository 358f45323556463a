using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using PaymentPortal.Gateway;
using PaymentPortal.Settings;

namespace PaymentPortal.Operations.Demo;

/// <summary>A few companies that bought plans over the last four weeks, through the sandbox's API on clocks of their own. Some cards are declined first.</summary>
internal sealed class DemoCustomers(IHttpClientFactory clients, PortalAddress address, IOptions<StripeOptions> stripe, TimeProvider time)
{
    private static readonly DemoPurchase[] Purchases =
    [
        new(28, "Atlas Bakery", "US", "pilot_month_usd"),
        new(26, "Brightside Dental", "GB", "pro_month_gbp"),
        new(24, "Corvid Analytics", "DE", "pro_month_eur"),
        new(22, "Dunes Hotel Group", "ZA", "pilot_month_zar"),
        new(20, "Everline Logistics", "US", "enterprise_month_usd"),
        new(19, "Fjord & Sons", "NO", "pilot_month_eur", Declines: true),
        new(17, "Greenhouse Labs", "US", "pro_year_usd"),
        new(14, "Harbour Pilots", "GB", "pilot_month_gbp"),
        new(12, "Ivory Coast Coffee", "FR", "pro_month_eur"),
        new(10, "Juniper Legal", "US", "pro_month_usd", Declines: true),
        new(8, "Kestrel Aviation", "CA", "enterprise_month_usd"),
        new(5, "Lumen Studio", "NL", "pilot_year_eur"),
        new(3, "Meridian Health", "US", "pro_month_usd"),
        new(2, "Orchid Press", "US", "pro_month_usd", Declines: true, Pays: false),
        new(1, "Nimbus Weather", "AU", "pilot_month_usd"),
    ];

    /// <summary>How many charges the demo's customers have made in all, where this start made some of them; 0 where all were there already.</summary>
    public int Bought { get; private set; }

    /// <summary>Lets those buy who have not yet. They come one after the other, so that only the last who began can have been interrupted, and he goes on where he was.</summary>
    public async Task BuyAsync(CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient();
        http.BaseAddress = stripe.Value.ApiBase ?? address.Own;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stripe.Value.SecretKey);
        var clocks = (await ListAsync(http, "/v1/test_helpers/test_clocks?limit=100", cancellationToken)).ToLookup(c => (string?)c["name"], c => (string)c["id"]!);
        var begun = Purchases.Count(p => clocks.Contains(p.Company));
        var prices = await PricesAsync(http, cancellationToken);
        var rates = await ListAsync(http, "/v1/tax_rates?limit=100&active=true", cancellationToken);
        foreach (var purchase in Purchases.Skip(Math.Max(0, begun - 1)))
        {
            var rate = rates.FirstOrDefault(r => (string?)r["country"] == purchase.Country);
            var clock = clocks[purchase.Company].FirstOrDefault() ?? await StartClockAsync(http, purchase, cancellationToken);
            await BuyAsync(http, purchase, clock, prices[purchase.LookupKey], (string?)rate?["id"], cancellationToken);
        }
    }

    private async Task<string> StartClockAsync(HttpClient http, DemoPurchase purchase, CancellationToken cancellationToken)
    {
        var when = time.GetUtcNow().AddDays(-purchase.DaysAgo).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return (string)(await PostAsync(http, "/v1/test_helpers/test_clocks", [("frozen_time", when), ("name", purchase.Company)], cancellationToken))["id"]!;
    }

    private async Task BuyAsync(HttpClient http, DemoPurchase purchase, string clockId, string priceId, string? taxRateId, CancellationToken cancellationToken)
    {
        var customer = (await ListAsync(http, $"/v1/customers?test_clock={clockId}", cancellationToken)).FirstOrDefault()
            ?? await PostAsync(http, "/v1/customers", Customer(purchase, clockId), cancellationToken);
        var customerId = (string)customer["id"]!;
        var ordered = (await ListAsync(http, $"/v1/subscriptions?customer={customerId}&status=all", cancellationToken)).FirstOrDefault()
            ?? await PostAsync(http, "/v1/subscriptions", Order(customerId, priceId, taxRateId), cancellationToken);
        if ((string?)ordered["status"] != "incomplete")
        {
            return;
        }

        var subscription = await SendAsync(http, HttpMethod.Get, $"/v1/subscriptions/{(string)ordered["id"]!}?expand[]=latest_invoice.payments", [], cancellationToken);
        var confirm = $"/v1/payment_intents/{(string)subscription["latest_invoice"]!["payments"]!["data"]![0]!["payment"]!["payment_intent"]!}/confirm";
        if (purchase.Declines && (await ListAsync(http, $"/v1/charges?customer={customerId}", cancellationToken)).Count == 0)
        {
            using var declined = await http.PostAsync(confirm, Form([("payment_method", "pm_card_chargeDeclined")]), cancellationToken);
            if (declined.StatusCode != HttpStatusCode.PaymentRequired)
            {
                throw new InvalidOperationException("The demo's declined card was not declined: " + await declined.Content.ReadAsStringAsync(cancellationToken));
            }
        }

        if (purchase.Pays)
        {
            await PostAsync(http, confirm, [("payment_method", "pm_card_visa")], cancellationToken);
        }

        Bought = Purchases.Sum(p => (p.Declines ? 1 : 0) + (p.Pays ? 1 : 0));
    }

    private static List<(string Name, string Value)> Customer(DemoPurchase purchase, string clockId)
    {
        var mail = purchase.Company.ToLowerInvariant().Replace(" & ", "-", StringComparison.Ordinal).Replace(' ', '-');
        return [("name", purchase.Company), ("email", $"accounts@{mail}.example"), ("address[country]", purchase.Country), ("test_clock", clockId)];
    }

    private static List<(string Name, string Value)> Order(string customerId, string priceId, string? taxRateId)
    {
        List<(string, string)> order =
        [
            ("customer", customerId),
            ("items[0][price]", priceId),
            ("payment_behavior", "default_incomplete"),
            ("payment_settings[save_default_payment_method]", "on_subscription"),
        ];
        if (taxRateId is not null)
        {
            order.Add(("default_tax_rates[0]", taxRateId));
        }

        return order;
    }

    private static async Task<Dictionary<string, string>> PricesAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var keys in Purchases.Select(p => p.LookupKey).Distinct().Chunk(10))
        {
            var query = string.Join('&', keys.Select(key => "lookup_keys[]=" + key));
            foreach (var price in await ListAsync(http, "/v1/prices?active=true&limit=100&" + query, cancellationToken))
            {
                found[(string)price["lookup_key"]!] = (string)price["id"]!;
            }
        }

        return found;
    }

    private static async Task<List<JsonNode>> ListAsync(HttpClient http, string path, CancellationToken cancellationToken) =>
        [.. (await SendAsync(http, HttpMethod.Get, path, [], cancellationToken))["data"]!.AsArray().Select(item => item!)];

    private static Task<JsonNode> PostAsync(HttpClient http, string path, List<(string Name, string Value)> fields, CancellationToken cancellationToken) =>
        SendAsync(http, HttpMethod.Post, path, fields, cancellationToken);

    private static async Task<JsonNode> SendAsync(HttpClient http, HttpMethod method, string path, List<(string Name, string Value)> fields, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? Form(fields) : null };
        using var response = await http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"The demo's {method} {path} was refused: {text}");
    }

    private static FormUrlEncodedContent Form(List<(string Name, string Value)> fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private sealed record DemoPurchase(int DaysAgo, string Company, string Country, string LookupKey, bool Declines = false, bool Pays = true);
}
