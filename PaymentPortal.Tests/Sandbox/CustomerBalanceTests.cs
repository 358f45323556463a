namespace PaymentPortal.Tests.Sandbox;

public sealed class CustomerBalanceTests : SandboxTests
{
    private async Task<(string Customer, Answer Invoice)> BillAsync(long balance, long amount, string currency = "usd")
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        if (balance != 0)
            (await sandbox.PostAsync($"/v1/customers/{customer}/balance_transactions", $"amount={balance}&currency={currency}")).Ok();
        var price = (await sandbox.PostAsync("/v1/prices", $"currency={currency}&unit_amount={amount}&recurring[interval]=month&product_data[name]=Pro")).Ok().Id;
        var subscription = (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}&payment_behavior=default_incomplete&expand[]=latest_invoice")).Ok();
        return (customer, await sandbox.GetAsync($"/v1/invoices/{subscription.Text("latest_invoice.id")}"));
    }

    [Theory]
    [InlineData(0, 2000, "usd", 2000, 0, "open")]
    [InlineData(-500, 2000, "usd", 1500, 0, "open")]
    [InlineData(-2000, 2000, "usd", 0, 0, "paid")]
    [InlineData(-2500, 2000, "usd", 0, -500, "paid")]
    [InlineData(-1951, 2000, "usd", 0, 49, "paid")]
    [InlineData(-1950, 2000, "usd", 50, 0, "open")]
    [InlineData(300, 2000, "usd", 2300, 0, "open")]
    [InlineData(0, 49, "usd", 0, 49, "paid")]
    [InlineData(0, 50, "usd", 50, 0, "open")]
    [InlineData(20, 30, "usd", 50, 0, "open")]
    [InlineData(10, 30, "usd", 0, 40, "paid")]
    [InlineData(0, 49, "jpy", 0, 49, "paid")]
    [InlineData(-100, 1000, "kwd", 900, 0, "open")]
    [InlineData(0, 699, "krw", 0, 699, "paid")]
    [InlineData(0, 700, "krw", 700, 0, "open")]
    public async Task An_invoice_uses_up_credit_collects_debt_and_carries_over_what_is_too_little(long balance, long amount, string currency, long due, long left, string status)
    {
        var (customer, invoice) = await BillAsync(balance, amount, currency);
        Assert.Equal((balance, left, due, status), (invoice.Number("starting_balance"), invoice.Number("ending_balance"), invoice.Number("amount_due"), invoice.Text("status")));
        Assert.Equal(left, (await sandbox.GetAsync($"/v1/customers/{customer}")).Number("balance"));
        var moves = (await sandbox.GetAsync($"/v1/customers/{customer}/balance_transactions")).Data;
        Assert.Equal(left, moves.Sum(m => m!["amount"]!.GetValue<long>()));
        Assert.Equal(balance + amount, left + due);
    }

    [Fact]
    public async Task A_void_invoice_gives_the_credit_back()
    {
        var (customer, invoice) = await BillAsync(-500, 2000);
        (await sandbox.PostAsync($"/v1/invoices/{invoice.Id}/void")).Ok();
        Assert.Equal(-500, (await sandbox.GetAsync($"/v1/customers/{customer}")).Number("balance"));
        Assert.Equal(["unapplied_from_invoice", "applied_to_invoice", "adjustment"], (await sandbox.GetAsync($"/v1/customers/{customer}/balance_transactions")).Data.Select(m => m!["type"]!.ToString()));
        var events = (await sandbox.GetAsync("/v1/events?type=customer.updated")).Ok();
        Assert.Equal(0, events.Number("data.0.data.previous_attributes.balance"));
    }

    [Fact]
    public async Task A_balance_that_is_set_is_a_transaction_too()
    {
        var customer = (await sandbox.PostAsync("/v1/customers", "balance=-700")).Ok().Id;
        Assert.Equal(-900, (await sandbox.PostAsync($"/v1/customers/{customer}", "balance=-900")).Ok().Number("balance"));
        Assert.Equal([("adjustment", -200), ("initial", -700)],
            (await sandbox.GetAsync($"/v1/customers/{customer}/balance_transactions")).Data.Select(m => (m!["type"]!.ToString(), m["amount"]!.GetValue<int>())));
    }

    [Fact]
    public async Task A_balance_that_is_set_is_in_the_accounts_currency_which_becomes_the_customers()
    {
        var credited = (await sandbox.PostAsync("/v1/customers", "balance=-500&expand[]=invoice_credit_balance")).Ok();
        var customer = credited.Id;
        Assert.Equal(("usd", -500L, "-500"), (credited.Text("currency"), credited.Number("balance"), credited.Text("invoice_credit_balance.usd")));
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}&currency=eur&collection_method=send_invoice&days_until_due=3")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&amount=1000&currency=eur")).Ok();
        var due = (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok();
        Assert.Equal((0L, 1000L), (due.Number("starting_balance"), due.Number("amount_due")));
        (await sandbox.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-300&currency=eur")).Ok();
        var both = (await sandbox.GetAsync($"/v1/customers/{customer}?expand[]=invoice_credit_balance")).Ok();
        Assert.Equal(("usd", -500L, "-500", "-300"), (both.Text("currency"), both.Number("balance"), both.Text("invoice_credit_balance.usd"), both.Text("invoice_credit_balance.eur")));
    }

    [Fact]
    public async Task The_first_credit_makes_its_currency_the_customers()
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}&currency=eur&collection_method=send_invoice&days_until_due=3")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&amount=-1000&currency=eur")).Ok();
        (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok();
        var known = (await sandbox.GetAsync($"/v1/customers/{customer}?expand[]=invoice_credit_balance")).Ok();
        Assert.Equal(("eur", -1000L, "-1000"), (known.Text("currency"), known.Number("balance"), known.Text("invoice_credit_balance.eur")));
        (await sandbox.PostAsync($"/v1/customers/{customer}", "balance=-1200")).Ok();
        Assert.Equal("eur", (await sandbox.GetAsync($"/v1/customers/{customer}/balance_transactions")).Text("data.0.currency"));
    }

    [Theory]
    [InlineData("amount=0&currency=usd", "amount")]
    [InlineData("amount=100&currency=xyz", "currency")]
    [InlineData("amount=9223372036854775807&currency=usd", "amount")]
    [InlineData("amount=-9223372036854775808&currency=usd", "amount")]
    [InlineData("currency=usd", "amount")]
    public async Task What_cannot_be_a_balance_is_refused(string form, string param)
    {
        var customer = (await sandbox.PostAsync("/v1/customers")).Ok().Id;
        var refused = await sandbox.PostAsync($"/v1/customers/{customer}/balance_transactions", form);
        Assert.Equal((400, param), (refused.Status, refused.Error["param"]!.ToString()));
        Assert.Equal(0, (await sandbox.GetAsync($"/v1/customers/{customer}")).Number("balance"));
    }

    [Fact]
    public async Task Each_currency_has_a_balance_of_its_own_and_what_is_billed_once_may_be_in_any()
    {
        var (customer, _) = await BillAsync(-500, 3000);
        (await sandbox.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-700&currency=eur")).Ok();
        var both = (await sandbox.GetAsync($"/v1/customers/{customer}?expand[]=invoice_credit_balance")).Ok();
        Assert.Equal(("usd", 0, "-700"), (both.Text("currency"), both.Number("balance"), both.Text("invoice_credit_balance.eur")));
        var invoice = (await sandbox.PostAsync("/v1/invoices", $"customer={customer}&currency=eur&collection_method=send_invoice&days_until_due=3")).Ok().Id;
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&invoice={invoice}&amount=1000&currency=eur")).Ok();
        Assert.Equal(300, (await sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).Ok().Number("amount_due"));
        (await sandbox.PostAsync("/v1/invoiceitems", $"customer={customer}&amount=100&currency=cad")).Ok();
    }

    [Fact]
    public async Task Another_currency_is_subscribed_in_once_nothing_runs_and_the_balances_change_places()
    {
        var (customer, bought) = await BillAsync(0, 3000);
        var price = (await sandbox.PostAsync("/v1/prices", "currency=eur&unit_amount=2000&recurring[interval]=month&product_data[name]=Basic")).Ok().Id;
        Assert.Equal(400, (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}")).Status);
        (await sandbox.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-100&currency=usd")).Ok();
        (await sandbox.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-700&currency=eur")).Ok();
        (await sandbox.DeleteAsync($"/v1/subscriptions/{bought.Text("parent.subscription_details.subscription")}")).Ok();
        (await sandbox.PostAsync("/v1/subscriptions", $"customer={customer}&items[0][price]={price}&payment_behavior=default_incomplete")).Ok();
        var turned = (await sandbox.GetAsync($"/v1/customers/{customer}?expand[]=invoice_credit_balance")).Ok();
        Assert.Equal(("eur", 0, "-100"), (turned.Text("currency"), turned.Number("balance"), turned.Text("invoice_credit_balance.usd")));
    }
}
