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

    /// <summary>How many charges the purchases of this start made; 0 where they were there already.</summary>
    public int Bought { get; private set; }

    public async Task BuyAsync(CancellationToken cancellationToken)
    {
        using var http = clients.CreateClient();
        http.BaseAddress = stripe.Value.ApiBase ?? address.Own;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stripe.Value.SecretKey);
        var here = await SendAsync(http, HttpMethod.Get, "/v1/test_helpers/test_clocks?limit=1", [], cancellationToken);
        if (here["data"]!.AsArray().Count > 0)
        {
            return;
        }

        var prices = await PricesAsync(http, cancellationToken);
        var rates = await SendAsync(http, HttpMethod.Get, "/v1/tax_rates?limit=100&active=true", [], cancellationToken);
        foreach (var purchase in Purchases)
        {
            var rate = rates["data"]!.AsArray().FirstOrDefault(r => (string?)r!["country"] == purchase.Country);
            await BuyAsync(http, purchase, prices[purchase.LookupKey], (string?)rate?["id"], cancellationToken);
        }
    }

    private async Task BuyAsync(HttpClient http, DemoPurchase purchase, string priceId, string? taxRateId, CancellationToken cancellationToken)
    {
        var when = time.GetUtcNow().AddDays(-purchase.DaysAgo).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mail = purchase.Company.ToLowerInvariant().Replace(" & ", "-", StringComparison.Ordinal).Replace(' ', '-');
        var clock = await PostAsync(http, "/v1/test_helpers/test_clocks", [("frozen_time", when), ("name", purchase.Company)], cancellationToken);
        var customer = await PostAsync(
            http,
            "/v1/customers",
            [("name", purchase.Company), ("email", $"accounts@{mail}.example"), ("address[country]", purchase.Country), ("test_clock", (string)clock["id"]!)],
            cancellationToken);
        var customerId = (string)customer["id"]!;
        List<(string, string)> order =
        [
            ("customer", customerId),
            ("items[0][price]", priceId),
            ("payment_behavior", "default_incomplete"),
            ("payment_settings[save_default_payment_method]", "on_subscription"),
            ("expand[]", "latest_invoice.payments"),
        ];
        if (taxRateId is not null)
        {
            order.Add(("default_tax_rates[0]", taxRateId));
        }

        var subscription = await PostAsync(http, "/v1/subscriptions", order, cancellationToken);
        var intent = (string)subscription["latest_invoice"]!["payments"]!["data"]![0]!["payment"]!["payment_intent"]!;
        if (purchase.Declines)
        {
            using var declined = await http.PostAsync($"/v1/payment_intents/{intent}/confirm", Form([("payment_method", "pm_card_chargeDeclined")]), cancellationToken);
            if (declined.StatusCode != HttpStatusCode.PaymentRequired)
            {
                throw new InvalidOperationException("The demo's declined card was not declined: " + await declined.Content.ReadAsStringAsync(cancellationToken));
            }

            Bought++;
        }

        if (purchase.Pays)
        {
            await PostAsync(http, $"/v1/payment_intents/{intent}/confirm", [("payment_method", "pm_card_visa")], cancellationToken);
            Bought++;
        }
    }

    private static async Task<Dictionary<string, string>> PricesAsync(HttpClient http, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var keys in Purchases.Select(p => p.LookupKey).Distinct().Chunk(10))
        {
            var query = string.Join('&', keys.Select(key => "lookup_keys[]=" + key));
            var page = await SendAsync(http, HttpMethod.Get, "/v1/prices?active=true&limit=100&" + query, [], cancellationToken);
            foreach (var price in page["data"]!.AsArray())
            {
                found[(string)price!["lookup_key"]!] = (string)price["id"]!;
            }
        }

        return found;
    }

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
