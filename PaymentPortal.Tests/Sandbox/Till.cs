namespace PaymentPortal.Tests.Sandbox;

/// <summary>A business that takes payments, its customer on a test clock.</summary>
internal sealed class Till(SandboxHost sandbox)
{
    public const long Start = 1_769_947_200; // Sunday, 1 February 2026, 12:00 UTC
    public const long Day = 86_400;
    public const string Mandate = "&mandate_data[customer_acceptance][type]=online&mandate_data[customer_acceptance][online][ip_address]=192.0.2.1&mandate_data[customer_acceptance][online][user_agent]=test";

    public string Clock { get; private set; } = "";

    public string Customer { get; private set; } = "";

    public long Now { get; private set; } = Start;

    public async Task<Till> OpenAsync()
    {
        Clock = (await sandbox.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={Start}")).Ok().Id;
        Customer = (await sandbox.PostAsync("/v1/customers", $"test_clock={Clock}&email=ada@example.com")).Ok().Id;
        return this;
    }

    public Task<Answer> PayAsync(string method, long amount = 1000, string currency = "usd", string more = "") =>
        sandbox.PostAsync("/v1/payment_intents", $"amount={amount}&currency={currency}&customer={Customer}&payment_method={method}&confirm=true&expand[]=latest_charge.balance_transaction{more}");

    public async Task AdvanceAsync(long days)
    {
        Now += days * Day;
        await sandbox.AdvanceAsync(Clock, Now, seconds: 60);
    }

    /// <summary>What was told of an object, oldest first.</summary>
    public async Task<List<string>> ToldAsync(string id) =>
        [.. (await sandbox.AllAsync("/v1/events")).Where(e => e["data"]!["object"]!["id"]?.ToString() == id).Select(e => e["type"]!.ToString())];

    /// <summary>The whole balance, available and pending, by currency.</summary>
    public async Task<Dictionary<string, long>> BalanceAsync()
    {
        var balance = (await sandbox.GetAsync("/v1/balance")).Ok().Body;
        return new[] { "available", "pending" }.SelectMany(part => balance[part]!.AsArray()).GroupBy(m => m!["currency"]!.ToString()).ToDictionary(g => g.Key, g => g.Sum(m => m!["amount"]!.GetValue<long>()));
    }
}
