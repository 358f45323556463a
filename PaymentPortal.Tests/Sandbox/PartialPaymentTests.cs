using System.Text.Json.Nodes;

namespace PaymentPortal.Tests.Sandbox;

/// <summary>Invoices that are paid in parts, by intents that were made apart: what is asked for is what remains, and what came in stays.</summary>
public sealed class PartialPaymentTests : SandboxTests
{
    private const long Start = Subscriber.April;

    private async Task<(Subscriber One, string Invoice)> OwedAsync(long amount)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={one.Customer}&invoice={invoice}&amount={amount}&currency=usd")).Ok();
        (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize", "auto_advance=false")).Ok();
        return (one, invoice);
    }

    private async Task<string> AttachAsync(Subscriber one, string invoice, long amount, bool paid = true)
    {
        var intent = (await sandbox.PostAsync("/v1/payment_intents", $"amount={amount}&currency=usd&customer={one.Customer}&payment_method_types[]=card{(paid ? "&payment_method=pm_card_visa&confirm=true" : "")}")).Ok().Id;
        (await sandbox.PostAsync($"/v1/invoices/{invoice}/attach_payment", $"payment_intent={intent}")).Ok();
        return intent;
    }

    private async Task<JsonObject> DefaultAsync(string invoice) =>
        (await sandbox.GetAsync($"/v1/invoice_payments?invoice={invoice}")).Ok().Data.Select(p => p!.AsObject()).Single(p => p["is_default"]!.GetValue<bool>());

    private Task<Answer> ConfirmAsync(string intent) => sandbox.PostAsync($"/v1/payment_intents/{intent}/confirm", "payment_method=pm_card_visa");

    [Fact]
    public async Task Paying_it_then_charges_what_remains()
    {
        var (one, invoice) = await OwedAsync(10_000);
        await AttachAsync(one, invoice, 4000);
        Assert.Equal(6000, Subscriber.At(await DefaultAsync(invoice), "amount_requested"));
        var paid = (await sandbox.PostAsync($"/v1/invoices/{invoice}/pay")).Ok();
        Assert.Equal(("paid", 10_000, 0, 0), (paid.Text("status"), paid.Number("amount_paid"), paid.Number("amount_remaining"), paid.Number("amount_overpaid")));
        Assert.Equal([6000, 4000], (await sandbox.GetAsync($"/v1/charges?customer={one.Customer}")).Data.Select(c => Subscriber.At(c!, "amount")));
    }

    [Fact]
    public async Task What_was_paid_in_another_way_cannot_be_paid_again()
    {
        var (one, invoice) = await OwedAsync(1000);
        await AttachAsync(one, invoice, 1000);
        var usual = await DefaultAsync(invoice);
        Assert.Equal("canceled", usual["status"]!.ToString());
        Assert.Equal(400, (await ConfirmAsync(usual["payment"]!["payment_intent"]!.ToString())).Status);
        Assert.Equal(1000, (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Number("amount_paid"));
    }

    [Fact]
    public async Task What_comes_in_beyond_what_is_due_is_the_customers_credit()
    {
        var (one, invoice) = await OwedAsync(1000);
        foreach (var intent in new[] { await AttachAsync(one, invoice, 700, paid: false), await AttachAsync(one, invoice, 700, paid: false) })
            (await ConfirmAsync(intent)).Ok();
        var paid = (await sandbox.GetAsync($"/v1/invoices/{invoice}")).Ok();
        Assert.Equal(("paid", 1400, 400), (paid.Text("status"), paid.Number("amount_paid"), paid.Number("amount_overpaid")));
        Assert.Equal(-400, (await sandbox.GetAsync($"/v1/customers/{one.Customer}")).Number("balance"));
        Assert.Equal("invoice_overpaid", (await sandbox.GetAsync($"/v1/customers/{one.Customer}/balance_transactions")).Text("data.0.type"));
        Assert.Single(await one.EventsAsync("invoice.overpaid"));
    }

    [Theory]
    [InlineData(true, "void", 400)]
    [InlineData(true, "mark_uncollectible", 200)]
    [InlineData(false, "void", 400)]
    [InlineData(false, "mark_uncollectible", 400)]
    public async Task It_is_not_given_up_over_payments_that_came_or_may_come(bool paid, string way, int status)
    {
        var (one, invoice) = await OwedAsync(10_000);
        await AttachAsync(one, invoice, 4000, paid);
        Assert.Equal(status, (await sandbox.PostAsync($"/v1/invoices/{invoice}/{way}")).Status);
    }

    [Fact]
    public async Task A_subscription_that_is_charged_by_itself_is_not_paid_in_parts()
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start, "pm_card_chargeCustomerFail");
        var made = await one.SubscribeAsync(1000, "&payment_behavior=allow_incomplete");
        var intent = (await sandbox.PostAsync("/v1/payment_intents", $"amount=600&currency=usd&customer={one.Customer}&payment_method=pm_card_visa&confirm=true&payment_method_types[]=card")).Ok().Id;
        var refused = await sandbox.PostAsync($"/v1/invoices/{made.Text("latest_invoice")}/attach_payment", $"payment_intent={intent}");
        Assert.Equal((400, "payment_intent"), (refused.Status, refused.Text("error.param")));
    }

    [Theory]
    [InlineData("collection_method=charge_automatically&due_date={later}", "due_date")]
    [InlineData("days_until_due=5", "days_until_due")]
    [InlineData("collection_method=send_invoice&days_until_due=5&due_date={later}", "due_date")]
    [InlineData("collection_method=send_invoice&due_date=1", "due_date")]
    public async Task A_due_date_is_for_what_is_sent_and_still_to_come(string form, string param)
    {
        var one = await new Subscriber(sandbox).ArriveAsync(Start);
        var refused = await sandbox.PostAsync("/v1/invoices", $"customer={one.Customer}&{form.Replace("{later}", $"{Start + Subscriber.Day}")}");
        Assert.Equal((400, param), (refused.Status, refused.Text("error.param")));
    }
}
