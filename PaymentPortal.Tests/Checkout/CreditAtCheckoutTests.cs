using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>What a customer has in credit, or still owes, is part of the total before he pays.</summary>
public sealed class CreditAtCheckoutTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Credit_pays_of_what_is_shown_and_of_what_is_charged_and_comes_back_with_a_changed_order(DatabaseProvider provider)
    {
        var (portal, shopper, customer) = await CustomerAsync(provider, -2_000);
        var purchase = (await shopper.StartAsync("pro_month_usd")).Value;
        var quote = (await shopper.QuoteAsync(purchase, new BillingDetails { Country = "US" })).Value!;
        Assert.Equal((14_900, -2_000, 12_900), (quote.Total.MinorUnits, quote.Balance.MinorUnits, quote.Due.MinorUnits));
        var first = (await shopper.PayAsync(purchase)).Value!;
        Assert.Equal(0, await BalanceAsync(portal, customer));
        Assert.Equal(first, (await shopper.PayAsync(purchase)).Value);
        Assert.True((await shopper.Edit.SetSeatsAsync(purchase, shopper.UserId, 2, TestContext.Current.CancellationToken)).IsDone);
        Assert.Equal(27_800, (await shopper.ShownAsync(purchase, new BillingDetails { Country = "US" })).MinorUnits);
        await shopper.ConfirmAsync((await shopper.PayAsync(purchase)).Value!);
        await shopper.PaidAsync(purchase);
        var paid = await shopper.FindAsync(purchase);
        var invoice = await portal.Sandbox.GetAsync($"invoices/{paid.InvoiceId}");
        Assert.Equal((29_800L, 27_800L, 27_800L), ((long)invoice["total"]!, (long)invoice["amount_paid"]!, paid.AmountMinorUnits));
        Assert.Equal(0, await BalanceAsync(portal, customer));
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task A_total_that_was_just_computed_is_shown_again_until_Stripe_tells_something_new_of_the_customer(DatabaseProvider provider)
    {
        var (portal, shopper, customer) = await CustomerAsync(provider, -2_000);
        var purchase = await shopper.FindAsync((await shopper.StartAsync("pro_month_usd")).Value);
        await DueBecomesAsync(12_900);
        Assert.Same(await ShowAsync(), await ShowAsync());
        await portal.Sandbox.PostAsync($"customers/{customer}/balance_transactions", ("amount", "-1000"), ("currency", "usd"));
        await DueBecomesAsync(11_900);

        async Task<Quote> ShowAsync() => (await portal.Services.GetRequiredService<Quotes>().ForAsync(purchase, new BillingDetails { Country = "US" }, mayBeRemembered: true, TestContext.Current.CancellationToken)).Value!;

        // Within less than the time for which a total is remembered
        Task DueBecomesAsync(long due) => Eventually.TrueAsync(async () => (await ShowAsync()).Due.MinorUnits == due, () => $"The total does not become {due}.").WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(-20_000, 0, 0, -5_100)]
    [InlineData(-14_870, 30, 0, 30)]
    [InlineData(1_000, 15_900, 15_900, 0)]
    public async Task What_is_covered_begins_without_a_payment_and_what_is_owed_is_added(long balance, long shown, long charged, long left)
    {
        var (portal, shopper, customer) = await CustomerAsync(DatabaseProvider.Sqlite, balance);
        var purchase = (await shopper.StartAsync("pro_month_usd")).Value;
        Assert.Equal(shown, (await shopper.ShownAsync(purchase, new BillingDetails { Country = "US" })).MinorUnits);
        var step = await shopper.PayAsync(purchase);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        if (charged > 0)
            await shopper.ConfirmAsync(step.Value);
        else
            Assert.Equal(new PaymentStep("processing", null), step.Value);
        await shopper.PaidAsync(purchase);
        var paid = await shopper.FindAsync(purchase);
        Assert.Equal(charged, paid.AmountMinorUnits);
        Assert.Equal(charged, (long)(await portal.Sandbox.GetAsync($"invoices/{paid.InvoiceId}"))["amount_paid"]!);
        Assert.Equal("active", (string?)(await portal.Sandbox.GetAsync($"subscriptions/{paid.SubscriptionId}"))["status"]);
        Assert.Equal(left, await BalanceAsync(portal, customer));
    }

    private async Task<(PortalApp Portal, Shopper Shopper, string Customer)> CustomerAsync(DatabaseProvider provider, long balance)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var credits = (await shopper.StartAsync("credits_100_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(credits)).Value!);
        await shopper.PaidAsync(credits);
        var customer = (await shopper.FindAsync(credits)).CustomerId!;
        await portal.Sandbox.PostAsync($"customers/{customer}/balance_transactions", ("amount", $"{balance}"), ("currency", "usd"));
        return (portal, shopper, customer);
    }

    private static async Task<long> BalanceAsync(PortalApp portal, string customer) => (long)(await portal.Sandbox.GetAsync($"customers/{customer}"))["balance"]!;
}
