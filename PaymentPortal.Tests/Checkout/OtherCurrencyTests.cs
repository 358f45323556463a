using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Gateway;
using PaymentPortal.Tests.Accounts;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>Orders of one organisation in two currencies, of which a customer at Stripe has one at a time.</summary>
public sealed class OtherCurrencyTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Who_presses_last_goes_on_and_the_order_in_the_other_currency_cannot_be_paid_any_more(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var (rands, dollars) = ((await shopper.StartAsync("pro_month_zar")).Value, (await shopper.StartAsync("pilot_year_usd")).Value);
        Assert.True((await shopper.PayAsync(rands)).IsDone);
        var first = await shopper.FindAsync(rands);
        var step = await shopper.PayAsync(dollars);
        Assert.True(step.IsDone, step.Refusal?.Sentence);
        Assert.Equal("void", (string?)(await portal.Sandbox.GetAsync($"invoices/{first.InvoiceId}"))["status"]);
        await shopper.ConfirmAsync(step.Value);
        await shopper.PaidAsync(dollars);
        Assert.Equal(StartCheckout.AlreadySubscribed, (await shopper.PayAsync(rands)).Refusal?.Code);
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync(first.CustomerId!));
    }

    [Fact]
    public async Task Beside_what_was_bought_meanwhile_in_another_currency_the_order_says_so_keeps_nothing_and_is_shown_in_that_one()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var (credits, dollars) = ((await shopper.StartAsync("credits_100_eur")).Value, (await shopper.StartAsync("pro_month_usd")).Value);
        Assert.True((await shopper.PayAsync(credits)).IsDone);
        var customer = (await shopper.FindAsync(credits)).CustomerId!;
        var price = (string)(await portal.Sandbox.GetAsync("prices?lookup_keys[]=pilot_month_eur"))["data"]![0]!["id"]!;
        var method = (string)(await portal.Sandbox.PostAsync("payment_methods/pm_card_visa/attach", ("customer", customer)))["id"]!;
        var elsewhere = await portal.Sandbox.PostAsync("subscriptions", ("customer", customer), ("items[0][price]", price), ("default_payment_method", method));
        var refused = (await shopper.PayAsync(dollars)).Refusal;
        Assert.Equal((CheckoutGateway.OtherCurrency, null), (refused?.Code, refused?.Field));
        Assert.Contains("in another currency meanwhile", refused!.Sentence, StringComparison.Ordinal);
        var kept = await shopper.FindAsync(dollars);
        Assert.Equal((PurchaseState.Open, null, null), (kept.State, kept.InvoiceId, kept.SubscriptionId));

        await Eventually.TrueAsync(
            async () =>
            {
                await using var context = Shopper.Open(portal);
                return context.Invoices.Any(i => i.CustomerId == customer && i.Status == "paid");
            },
            () => "The invoice of the other purchase is not known.");
        var visitor = new Visitor(portal.NewClient());
        await visitor.SignInAsync(shopper.Email, Shopper.Password);
        Assert.Equal("/checkout/new?price=pro_month_usd&seats=1", (await visitor.GetAsync($"/checkout/{dollars}")).Location);
        await portal.Sandbox.DeleteAsync($"subscriptions/{(string)elsewhere["id"]!}");
        Assert.True((await shopper.PayAsync(dollars)).IsDone);
    }
}
