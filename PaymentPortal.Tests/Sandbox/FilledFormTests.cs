namespace PaymentPortal.Tests.Sandbox;

/// <summary>Forms in which {customer} and the like stand for objects that are made first.</summary>
public abstract class FilledFormTests : SandboxTests
{
    protected async Task<string> FillAsync(string text)
    {
        async Task<string> Made(string kind, string form) => (await sandbox.PostAsync($"/v1/{kind}", form)).Ok().Id;
        if (text.Contains("{payment}"))
            text = text.Replace("{payment}", await Made("payment_intents", "amount=1000&currency=usd&payment_method=pm_card_visa"));
        if (text.Contains("{held}"))
            text = text.Replace("{held}", await Made("payment_intents", "amount=1000&currency=usd&payment_method=pm_card_visa&confirm=true&capture_method=manual&return_url=https://example.com"));
        if (text.Contains("{setup}"))
            text = text.Replace("{setup}", await Made("setup_intents", "payment_method=pm_card_visa"));
        if (text.Contains("{price}"))
            text = text.Replace("{price}", await Made("prices", "currency=usd&unit_amount=1000&recurring[interval]=month&product_data[name]=Plan"));
        if (text.Contains("{payer}"))
        {
            var payer = await Made("customers", "payment_method=pm_card_visa");
            await Made($"customers/{payer}", $"invoice_settings[default_payment_method]={(await sandbox.GetAsync($"/v1/customers/{payer}/payment_methods")).Text("data.0.id")}");
            text = text.Replace("{payer}", payer);
        }
        if (text.Contains("{plan}"))
            text = text.Replace("{plan}", await Made("subscriptions", await FillAsync("customer={payer}&items[0][price]={price}")));
        if (text.Contains("{item}"))
            text = text.Replace("{item}", (await sandbox.GetAsync($"/v1/subscriptions/{await FillAsync("{plan}")}")).Text("items.data.0.id"));
        if (text.Contains("{draft}"))
            text = text.Replace("{draft}", await Made("invoices", await FillAsync("customer={payer}")));
        if (text.Contains("{owed}"))
        {
            var owed = await FillAsync("{draft}");
            await Made("invoiceitems", $"customer={(await sandbox.GetAsync($"/v1/invoices/{owed}")).Text("customer")}&invoice={owed}&amount=1000&currency=usd");
            text = text.Replace("{owed}", await Made($"invoices/{owed}/finalize", ""));
        }
        if (text.Contains("{card}"))
            text = text.Replace("{card}", await Made("payment_methods/pm_card_visa/attach", await FillAsync("customer={customer}")));
        if (text.Contains("{authorised}"))
            text = text.Replace("{authorised}", await Made("charges", "amount=1000&currency=usd&source=tok_visa&capture=false"));
        if (text.Contains("{charge}"))
            text = text.Replace("{charge}", await Made("charges", "amount=1000&currency=usd&source=tok_visa"));
        return text.Contains("{customer}") ? text.Replace("{customer}", await Made("customers", "name=Ada")) : text;
    }

    protected async Task<string> SessionAsync(string mode, string more)
    {
        var price = (await sandbox.PostAsync("/v1/prices", "currency=usd&unit_amount=1000&product_data[name]=Book" + (mode == "subscription" ? "&recurring[interval]=month" : ""))).Ok().Id;
        return $"mode={mode}&success_url=https://example.com&{(mode != "setup" ? $"line_items[0][price]={price}&line_items[0][quantity]=1" : "currency=usd")}&{more}";
    }
}
