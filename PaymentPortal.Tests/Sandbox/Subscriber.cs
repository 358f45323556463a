using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>A customer on a clock of their own, with a card, who subscribes and changes their mind.</summary>
internal sealed class Subscriber(SandboxHost sandbox)
{
    public const long April = 1_775_001_600; // 1 April 2026, 00:00 UTC
    public const long Day = 86_400;

    private readonly Dictionary<(long Amount, string Interval), string> prices = [];
    private string product = "";

    public string Clock { get; private set; } = "";

    public string Customer { get; private set; } = "";

    public string Id { get; private set; } = "";

    public string Item { get; private set; } = "";

    public long Now { get; private set; }

    public async Task<Subscriber> ArriveAsync(long at, string? card = "pm_card_visa", string more = "")
    {
        Now = at;
        Clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={at}")).Ok().Id;
        product = (await sandbox.PostAsync("/v1/products", "name=Pro")).Ok().Id;
        Customer = (await sandbox.PostAsync("/v1/customers", $"test_clock={Clock}&email=ada@example.com{more}")).Ok().Id;
        if (card is not null)
            await UseCardAsync(card);
        return this;
    }

    public async Task UseCardAsync(string card)
    {
        var method = (await sandbox.PostAsync($"/v1/payment_methods/{card}/attach", $"customer={Customer}")).Ok().Id;
        (await sandbox.PostAsync($"/v1/customers/{Customer}", $"invoice_settings[default_payment_method]={method}")).Ok();
    }

    public async Task<string> PriceAsync(long amount, string interval = "month")
    {
        if (!prices.TryGetValue((amount, interval), out var id))
            prices[(amount, interval)] = id = (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount={amount}&recurring[interval]={interval}&product={product}")).Ok().Id;
        return id;
    }

    public async Task<Answer> SubscribeAsync(long amount, string more = "", string interval = "month")
    {
        var made = (await sandbox.PostAsync("/v1/subscriptions", $"customer={Customer}&items[0][price]={await PriceAsync(amount, interval)}{more}")).Ok();
        (Id, Item) = (made.Id, made.Text("items.data.0.id"));
        return made;
    }

    public Task<Answer> UpdateAsync(string form) => sandbox.PostAsync($"/v1/subscriptions/{Id}", form);

    public async Task<Answer> SwitchAsync(long amount, string more = "&proration_behavior=always_invoice", string interval = "month") =>
        await UpdateAsync($"items[0][id]={Item}&items[0][price]={await PriceAsync(amount, interval)}{more}");

    public Task<Answer> PreviewAsync(string details = "") => sandbox.PostAsync("/v1/invoices/create_preview", $"subscription={Id}{details}");

    public async Task<Answer> StateAsync() => (await sandbox.GetAsync($"/v1/subscriptions/{Id}?expand[]=latest_invoice")).Ok();

    /// <summary>Newest first.</summary>
    public async Task<List<JsonObject>> InvoicesAsync() => [.. (await sandbox.GetAsync($"/v1/invoices?customer={Customer}&limit=100")).Ok().Data.Select(i => i!.AsObject())];

    /// <summary>What was told of objects on this clock since the last call, oldest first: events carry the clock's time, so other customers' do not mix.</summary>
    public Task<List<JsonObject>> EventsAsync(string? type = null) => sandbox.AllAsync($"/v1/events{(type is null ? "" : $"?type={type}")}");

    public async Task<List<string>> ToldAsync(long since) =>
        [.. (await EventsAsync()).Where(e => e["created"]!.GetValue<long>() > since && e["created"]!.GetValue<long>() <= Now).Select(e => e["type"]!.ToString()).Where(t => !t.StartsWith("payout") && !t.StartsWith("balance"))];

    public async Task AdvanceAsync(long to)
    {
        Now = to;
        await sandbox.AdvanceAsync(Clock, to, seconds: 120);
    }

    public static long At(JsonNode node, string name) => node[name]!.GetValue<long>();

    public static List<(long Amount, string Description)> Lines(JsonNode invoice) => [.. invoice["lines"]!["data"]!.AsArray().Select(l => (At(l!, "amount"), l!["description"]!.ToString()))];
}
