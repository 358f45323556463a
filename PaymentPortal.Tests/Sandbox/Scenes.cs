using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>Objects for an operation to work on, made anew for each call; what a scene names twice is the same object.</summary>
internal sealed partial class Scenes(SandboxHost sandbox)
{
    private const string Address = "address[line1]=1 Main St&address[city]=New York&address[state]=NY&address[postal_code]=10001&address[country]=US";
    private const string Ended = "trial_settings[end_behavior][missing_payment_method]";

    /// <summary>What is made once for all scenes.</summary>
    private static readonly string[] Common = ["price", "other", "once", "product", "forever", "means", "portal", "event"];

    /// <summary>How each object is made: paths below /v1 and what is sent there, the object being the first answer, or the last that was read. {1} and {2} are the ids of the steps before; what has a question mark is read.</summary>
    private static readonly Dictionary<string, string[]> Steps = new()
    {
        ["price"] = ["prices currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=Plan"],
        ["other"] = ["prices currency=usd&unit_amount=2000&recurring[interval]=month&product_data[name]=Other"],
        ["once"] = ["prices currency=usd&unit_amount=1000&product_data[name]=Book"],
        ["sold"] = ["prices currency=usd&unit_amount=1000&product_data[name]=Book"],
        ["named"] = ["prices currency=usd&unit_amount=1000&lookup_key={new}&product_data[name]=Book"],
        ["product"] = ["products name=Pro"],
        ["thing"] = ["products name=Pro"],
        ["forever"] = ["coupons percent_off=10&duration=forever"],
        ["coupon"] = ["coupons id={new}&percent_off=10&duration=once"],
        ["promotion"] = ["promotion_codes promotion[type]=coupon&promotion[coupon]={forever}"],
        ["customer"] = ["customers name=Ada"],
        ["payer"] = [$"customers name=Ada&email=ada@example.com&{Address}", "payment_methods/pm_card_visa/attach customer={1}", "customers/{1} invoice_settings[default_payment_method]={2}"],
        ["asked"] = ["customers name=Ada", "payment_methods/pm_card_authenticationRequired/attach customer={1}", "customers/{1} invoice_settings[default_payment_method]={2}"],
        ["card"] = ["payment_methods/pm_card_visa/attach customer={payer}"],
        ["tax_id"] = ["customers/{payer}/tax_ids type=eu_vat&value=DE123456789"],
        ["own_tax_id"] = ["tax_ids type=eu_vat&value=DE123456789"],
        ["plan"] = ["subscriptions customer={payer}&items[0][price]={price}"],
        ["ending"] = ["subscriptions customer={payer}&items[0][price]={price}&cancel_at_period_end=true"],
        ["waiting"] = ["subscriptions customer={payer}&items[0][price]={price}", "invoiceitems customer={payer}&subscription={1}&amount=700&currency=usd"],
        ["less"] = ["subscriptions customer={payer}&items[0][price]={price}&discounts[0][coupon]={forever}"],
        ["two"] = ["subscriptions customer={payer}&items[0][price]={price}&items[1][price]={other}"],
        ["unasked"] = ["subscriptions customer={asked}&items[0][price]={price}&collection_method=send_invoice&days_until_due=7", "subscriptions/{1} collection_method=charge_automatically"],
        ["schedule"] = ["subscription_schedules customer={payer}&start_date=now&phases[0][items][0][price]={price}&phases[0][duration][interval]=month"],
        ["ending_schedule"] = ["subscription_schedules from_subscription={ending}"],
        ["draft"] = ["invoices customer={payer}", "invoiceitems customer={payer}&invoice={1}&amount=1000&currency=usd", "invoices/{1}? "],
        ["sent"] = ["invoices customer={payer}&collection_method=send_invoice&days_until_due=7", "invoiceitems customer={payer}&invoice={1}&amount=1000&currency=usd", "invoices/{1}/finalize "],
        ["owed"] = ["invoices customer={payer}", "invoiceitems customer={payer}&invoice={1}&amount=1000&currency=usd", "invoices/{1}/finalize "],
        ["refusing"] = ["invoices customer={asked}", "invoiceitems customer={asked}&invoice={1}&amount=1000&currency=usd", "invoices/{1}/finalize "],
        ["paid"] = ["invoices customer={payer}", "invoiceitems customer={payer}&invoice={1}&amount=1000&currency=usd", "invoices/{1}/pay ", "invoices/{1}?expand[]=payments "],
        ["part"] = ["refunds payment_intent={paid.payments.data.0.payment.payment_intent}&amount=100"],
        ["waiting_item"] = ["invoiceitems customer={payer}&amount=1000&currency=usd"],
        ["note"] = ["credit_notes invoice={owed}&amount=100"],
        ["balance"] = ["customers/{customer}/balance_transactions amount=-10&currency=usd"],
        ["intent"] = ["payment_intents amount=1000&currency=usd&payment_method=pm_card_visa"],
        ["asking"] = ["payment_intents amount=1000&currency=usd&payment_method=pm_card_authenticationRequired"],
        ["own_intent"] = ["payment_intents amount=1000&currency=usd&customer={payer}"],
        ["held"] = ["payment_intents amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true&capture_method=manual&return_url=https://example.com"],
        ["bare_setup"] = ["setup_intents description=Saved"],
        ["setup"] = ["setup_intents payment_method=pm_card_visa"],
        ["asking_setup"] = ["setup_intents payment_method=pm_card_authenticationRequired"],
        ["charge"] = ["charges amount=1000&currency=usd&source=tok_visa"],
        ["authorised"] = ["charges amount=1000&currency=usd&source=tok_visa&capture=false"],
        ["disputed"] = ["charges amount=1000&currency=usd&source=tok_createDispute", "disputes?charge={1} "],
        ["refund"] = ["refunds charge={charge}"],
        ["means"] = ["charges amount=90000000&currency=usd&source=tok_bypassPending"],
        ["payout"] = ["payouts amount=1000&currency=usd"],
        ["session"] = ["checkout/sessions mode=payment&success_url=https://example.com&line_items[0][price]={once}&line_items[0][quantity]=1"],
        ["portal"] = ["billing_portal/configurations features[payment_method_update][enabled]=true&features[subscription_cancel][enabled]=true&features[subscription_update][enabled]=true&features[subscription_update][default_allowed_updates][0]=price&features[subscription_update][products][0][product]={product}&features[subscription_update][products][0][prices][0]={price}"],
        ["bare_portal"] = ["billing_portal/configurations features[invoice_history][enabled]=true"],
        ["meter"] = ["billing/meters display_name=Calls&event_name={new}&default_aggregation[formula]=sum"],
        ["idle"] = ["billing/meters display_name=Calls&event_name={new}&default_aggregation[formula]=sum", "billing/meters/{1}/deactivate "],
        ["event"] = ["billing/meters display_name=Calls&event_name={new}&default_aggregation[formula]=sum"],
        ["usage"] = ["billing/meter_events event_name={event.event_name}&payload[stripe_customer_id]={customer}&payload[value]=7"],
        ["registration"] = ["tax/registrations country=GB&active_from=now&country_options[gb][type]=standard"],
        ["tax_rate"] = ["tax_rates display_name=VAT&percentage=20&inclusive=false"],
        ["clock"] = ["test_helpers/test_clocks frozen_time=1767225600"],
        ["endpoint"] = ["webhook_endpoints url=https://example.com/hook&enabled_events[]=invoice.paid"],
    };

    private readonly Dictionary<string, Answer> common = [];

    /// <summary>The text with every object that it names made, and in its place.</summary>
    public async Task<string> FillAsync(string text) => await FillAsync(text, []);

    [GeneratedRegex(@"\{([a-z_]+)((?:\.\w+)*)\}")]
    private static partial Regex Names();

    private async Task<string> FillAsync(string text, Dictionary<string, Answer> made)
    {
        while (Names().Match(text) is { Success: true } match)
        {
            var (name, path) = (match.Groups[1].Value, match.Groups[2].Value.TrimStart('.'));
            if (name == "later")
            {
                text = text.Replace(match.Value, $"{TimeProvider.System.GetUtcNow().AddDays(10).ToUnixTimeSeconds()}");
                continue;
            }
            if (name == "new")
            {
                text = string.Concat(text.AsSpan(0, match.Index), "new1" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N"), text.AsSpan(match.Index + match.Length));
                continue;
            }
            var known = Common.Contains(name) ? common : made;
            if (!known.TryGetValue(name, out var one))
                known[name] = one = name == "paused" ? await PausedAsync(made) : await MakeAsync(Steps[name], made);
            text = text.Replace(match.Value, path.Length > 0 ? one.Text(path) : one.Id);
        }
        return text;
    }

    private async Task<Answer> MakeAsync(string[] steps, Dictionary<string, Answer> made)
    {
        var answers = new List<Answer>();
        foreach (var step in steps)
        {
            var text = await FillAsync(step, made);
            foreach (var (at, answer) in answers.Index())
                text = text.Replace($"{{{at + 1}}}", answer.Id);
            var (path, form) = (text[..text.IndexOf(' ')], text[(text.IndexOf(' ') + 1)..]);
            answers.Add(path.Contains('?') ? await ReadAsync($"/v1/{path}") : (await sandbox.PostAsync($"/v1/{path}", form)).Ok());
        }
        if (!steps[^1].Contains('?'))
            return answers[0];
        return answers[^1].Body["data"] is null ? answers[^1] : new Answer(200, answers[^1].Data[0]!.AsObject(), answers[^1].Headers);
    }

    /// <summary>An object, or a list that has one: a dispute comes a moment after its charge.</summary>
    private async Task<Answer> ReadAsync(string path)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var answer = (await sandbox.GetAsync(path)).Ok();
            if (answer.Body["data"] is not JsonArray { Count: 0 })
                return answer;
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), path);
        }
    }

    /// <summary>A subscription whose trial ended without a card, and which has one now.</summary>
    private async Task<Answer> PausedAsync(Dictionary<string, Answer> made)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={now}")).Ok().Id;
        var customer = (await sandbox.PostAsync("/v1/customers", $"test_clock={clock}")).Ok().Id;
        var paused = (await sandbox.PostAsync("/v1/subscriptions", await FillAsync($"customer={customer}&items[0][price]={{price}}&trial_period_days=1&{Ended}=pause", made))).Ok();
        await sandbox.AdvanceAsync(clock, now + 3 * 86400);
        var card = (await sandbox.PostAsync("/v1/payment_methods/pm_card_visa/attach", $"customer={customer}")).Ok().Id;
        (await sandbox.PostAsync($"/v1/customers/{customer}", $"invoice_settings[default_payment_method]={card}")).Ok();
        return paused;
    }
}
