using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>Each way to narrow a list narrows it, or is refused; none is taken and forgotten.</summary>
public sealed class ListFilterTests : SandboxTests
{
    private static readonly string[] Paging = ["limit", "starting_after", "ending_before", "expand", "page", "query"];

    private readonly PublishedParameters published = new();

    private async Task<string> MadeAsync(string path, string form = "") => (await sandbox.PostAsync("/v1/" + path, form)).Ok().Id;

    /// <summary>One object at least for every list; where a list is of something, of what, and what it must be told.</summary>
    private async Task<Dictionary<string, string>> FillAsync()
    {
        var customer = await MadeAsync("customers", "email=ada@example.com&name=Ada&tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=DE123456789");
        var card = await MadeAsync("payment_methods/pm_card_visa/attach", $"customer={customer}");
        await MadeAsync($"customers/{customer}", $"invoice_settings[default_payment_method]={card}");
        await MadeAsync($"customers/{customer}/balance_transactions", "amount=-1&currency=usd");
        await MadeAsync("tax_ids", "type=eu_vat&value=DE123456789");
        var coupon = await MadeAsync("coupons", "percent_off=10&duration=once");
        await MadeAsync("promotion_codes", $"promotion[type]=coupon&promotion[coupon]={coupon}");
        var price = await MadeAsync("prices", "currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=Plan");
        var once = await MadeAsync("prices", "currency=usd&unit_amount=1000&product_data[name]=Book");
        var subscription = await MadeAsync("subscriptions", $"customer={customer}&items[0][price]={price}");
        await MadeAsync("subscription_schedules", $"from_subscription={subscription}");
        var invoice = await MadeAsync("invoices", $"customer={customer}");
        await MadeAsync("invoiceitems", $"customer={customer}&invoice={invoice}&amount=1000&currency=usd");
        await MadeAsync($"invoices/{invoice}/pay");
        var note = await MadeAsync("credit_notes", $"invoice={invoice}&amount=100&credit_amount=100");
        await MadeAsync("refunds", $"charge={await MadeAsync("charges", "amount=1000&currency=usd&source=tok_visa")}");
        await MadeAsync("charges", "amount=1000&currency=usd&source=tok_createDispute");
        await MadeAsync("charges", "amount=100000&currency=usd&source=tok_bypassPending");
        await MadeAsync("payouts", "amount=1000&currency=usd");
        var setup = await MadeAsync("setup_intents", $"customer={customer}&payment_method={card}&confirm=true&return_url=https://example.com");
        await MadeAsync("tax_rates", "display_name=VAT&percentage=20&inclusive=false");
        await MadeAsync("tax/registrations", "country=GB&active_from=now&country_options[gb][type]=standard");
        var meter = await MadeAsync("billing/meters", "display_name=Calls&event_name=calls&default_aggregation[formula]=sum");
        (await sandbox.PostAsync("/v1/billing/meter_events", $"event_name=calls&payload[stripe_customer_id]={customer}&payload[value]=7")).Ok();
        await MadeAsync("billing_portal/configurations", "features[invoice_history][enabled]=true");
        await MadeAsync("webhook_endpoints", "url=https://example.com/hook&enabled_events[]=invoice.paid");
        var clock = await MadeAsync("test_helpers/test_clocks", "frozen_time=1767225600");
        var robbed = await MadeAsync("customers", $"test_clock={clock}");
        await MadeAsync("payment_intents", $"amount=1000&currency=usd&customer={robbed}&payment_method=pm_card_createIssuerFraudRecord&confirm=true&return_url=https://example.com");
        await sandbox.AdvanceAsync(clock, 1767225600 + 7 * 86400);
        var session = await MadeAsync("checkout/sessions", $"mode=payment&success_url=https://example.com&line_items[0][price]={once}&line_items[0][quantity]=1");
        return new()
        {
            ["/v1/payment_methods"] = $"?customer={customer}",
            ["/v1/setup_attempts"] = $"?setup_intent={setup}",
            ["/v1/subscription_items"] = $"?subscription={subscription}",
            ["/v1/billing/meters/{id}/event_summaries"] = $"{meter}?customer={customer}&start_time=1767225600&end_time={TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 60 * 60 + 60}",
            ["/v1/checkout/sessions/{id}/line_items"] = session,
            ["/v1/credit_notes/{id}/lines"] = note,
            ["/v1/invoices/{id}/lines"] = invoice,
            ["/v1/customers/{id}/balance_transactions"] = customer,
            ["/v1/customers/{id}/payment_methods"] = customer,
            ["/v1/customers/{id}/tax_ids"] = customer,
        };
    }

    /// <summary>What each list can be narrowed by, with values that fit and hardly any object.</summary>
    private Dictionary<string, List<PublishedParameters.Wish>> Lists(string stranger) => published.Operations
        .Where(o => o.StartsWith("GET ", StringComparison.Ordinal) && o != "GET /v1/credit_notes/preview/lines")
        .Select(o => (Path: o[4..], Wishes: published.Of(o, (name, type) => name == "customer" ? [stranger] : type is 's' ? ["none"] : ["1", "4000000000"]).ToList()))
        .Where(list => list.Wishes.Exists(w => w.Name == "limit"))
        .ToDictionary(list => list.Path, list => list.Wishes.Where(w => !Paging.Contains(w.Name.Split('[')[0])).ToList());

    [Fact]
    public async Task No_filter_is_taken_and_forgotten()
    {
        var fills = await FillAsync();
        List<string> forgotten = [], empty = [];
        var tried = 0;
        // A customer who has nothing: one who does not exist is refused, and that would show nothing of the list.
        var stranger = await MadeAsync("customers");
        foreach (var (path, wishes) in Lists(stranger))
        {
            var fill = fills.GetValueOrDefault(path, "").Split('?');
            var (id, query) = (fill[0], fill.Length > 1 ? fill[1].Split('&') : []);
            var to = path.Replace("{id}", id);
            if ((path.Contains('{') && id.Length == 0) || path.EndsWith("/search", StringComparison.Ordinal))
                continue;
            var whole = await sandbox.GetAsync($"{to}?{string.Join('&', query)}");
            if (whole.Status == 404)
                continue;
            if (whole.Ok().Data.Count == 0)
                empty.Add(path);
            foreach (var (name, values, _) in wishes)
            {
                tried++;
                var narrowed = false;
                foreach (var value in values)
                {
                    var answer = await sandbox.GetAsync($"{to}?{string.Join('&', query.Where(told => told.Split('=')[0] != name).Append($"{name}={value}"))}");
                    narrowed |= answer.Status == 400 || !JsonNode.DeepEquals(answer.Ok().Body["data"], whole.Body["data"]);
                }
                if (!narrowed)
                    forgotten.Add($"{path} {name}");
            }
        }
        Assert.Empty(empty);
        Assert.Empty(forgotten);
        Assert.True(tried > 150, $"Only {tried} were tried.");
    }

    [Fact]
    public async Task What_nothing_here_has_narrows_no_list()
    {
        foreach (var (path, name) in new[] { ("setup_intents", "attach_to_self=true"), ("checkout/sessions", "payment_link=plink_1"), ("subscriptions", "customer_account=acct_1"), ("invoice_payments", "payment[payment_record]=pr_1&payment[type]=payment_record") })
        {
            var refused = await sandbox.GetAsync($"/v1/{path}?{name}");
            Assert.Equal((400, name.Split('=')[0]), (refused.Status, refused.Text("error.param")));
            Assert.StartsWith("This sandbox does not know `", refused.Text("error.message"), StringComparison.Ordinal);
        }
    }
}
