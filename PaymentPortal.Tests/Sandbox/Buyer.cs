namespace PaymentPortal.Tests.Sandbox;

/// <summary>The steps of a purchase, as a page and its server take them.</summary>
internal sealed class Buyer(SandboxHost sandbox)
{
    public const string Page = "pk_test_sandbox";

    public string Customer { get; private set; } = "";

    public string Subscription { get; private set; } = "";

    public string Invoice { get; private set; } = "";

    public string Intent { get; private set; } = "";

    public string ClientSecret { get; private set; } = "";

    /// <summary>Customer, price and an incomplete subscription, ready to be paid.</summary>
    public async Task<Buyer> SubscribeAsync(int amount = 2900, int quantity = 1, string taxRate = "", string customerFields = "")
    {
        Customer = (await sandbox.PostAsync("/v1/customers", $"email=ada@example.com&name=Ada&{customerFields}")).Ok().Id;
        var price = (await sandbox.PostAsync("/v1/prices", $"currency=usd&unit_amount={amount}&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        var tax = taxRate.Length > 0 ? $"&default_tax_rates[]={taxRate}" : "";
        var subscription = (await sandbox.PostAsync("/v1/subscriptions",
            $"customer={Customer}&items[0][price]={price}&items[0][quantity]={quantity}&payment_behavior=default_incomplete{tax}"
            + "&payment_settings[save_default_payment_method]=on_subscription&expand[]=latest_invoice.confirmation_secret")).Ok();
        Assert.Equal("incomplete", subscription.Text("status"));
        Subscription = subscription.Id;
        Invoice = subscription.Text("latest_invoice.id");
        ClientSecret = subscription.Text("latest_invoice.confirmation_secret.client_secret");
        Intent = ClientSecret.Split("_secret_")[0];
        return this;
    }

    public async Task<string> CardAsync(string number) =>
        (await sandbox.PostAsync("/v1/payment_methods", $"type=card&card[number]={number}&card[exp_month]=12&card[exp_year]=2040&card[cvc]=123", Page)).Ok().Id;

    public async Task<Answer> ConfirmAsync(string number) =>
        await sandbox.PostAsync($"/v1/payment_intents/{Intent}/confirm", $"client_secret={ClientSecret}&payment_method={await CardAsync(number)}&use_stripe_sdk=true", Page);

    public async Task<Answer> AuthenticateAsync(Answer confirmed, string outcome) =>
        await sandbox.PostAsync("/v1/3ds2/authenticate", $"source={confirmed.Text("next_action.use_stripe_sdk.three_d_secure_2_source")}&outcome={outcome}", Page);

    public async Task<(string Subscription, string Invoice, string Intent)> StatesAsync() =>
        ((await sandbox.GetAsync($"/v1/subscriptions/{Subscription}")).Text("status"), (await sandbox.GetAsync($"/v1/invoices/{Invoice}")).Text("status"), (await sandbox.GetAsync($"/v1/payment_intents/{Intent}")).Text("status"));

    public async Task<IReadOnlyList<string>> ChargesAsync() =>
        [.. (await sandbox.GetAsync($"/v1/charges?payment_intent={Intent}")).Data.Select(c => c!["status"]!.ToString())];

    /// <summary>What was told of this sandbox so far, oldest first.</summary>
    public async Task<List<string>> EventsAsync() =>
        [.. (await sandbox.GetAsync("/v1/events?limit=100")).Data.Select(e => e!["type"]!.ToString()).Reverse()];
}
