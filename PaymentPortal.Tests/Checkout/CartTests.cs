using Microsoft.Extensions.DependencyInjection;
using PaymentPortal.Checkout;
using PaymentPortal.Data;
using PaymentPortal.Mail;
using PaymentPortal.Tests.Operations;
using PaymentPortal.Tests.Support;

namespace PaymentPortal.Tests.Checkout;

/// <summary>Carts of seats and credits: what is shown is what Stripe charges, and each has one invoice.</summary>
public sealed class CartTests(PortalOnEach portals) : IClassFixture<PortalOnEach>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Seats_and_credits_are_charged_together_as_shown(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(new CheckoutWish("pro_month_usd", Seats: 3, Add: "credits_500_usd"))).Value;
        Assert.True((await shopper.Edit.SetSeatsAsync(purchase, shopper.UserId, 4, Cancellation)).IsDone);
        Assert.True((await shopper.Edit.SetPackAsync(purchase, shopper.UserId, "credits_100_usd", 2, Cancellation)).IsDone);
        var buyer = new BillingDetails { Name = "Ada", Country = "GB" };
        Assert.Equal(79_320, (await shopper.ShownAsync(purchase, buyer)).MinorUnits);
        await shopper.ConfirmAsync((await shopper.PayAsync(purchase, buyer)).Value!);
        await shopper.PaidAsync(purchase);
        var paid = await shopper.FindAsync(purchase);
        var invoice = await portal.Sandbox.GetAsync($"invoices/{paid.InvoiceId}");
        Assert.Equal(("paid", 79_320L, 13_220L), ((string?)invoice["status"], (long)invoice["amount_paid"]!, (long)invoice["total_taxes"]![0]!["amount"]!));
        Assert.Equal([2_000, 4_500, 59_600], invoice["lines"]!["data"]!.AsArray().Select(line => (long)line!["amount"]!).Order());
        var subscription = await portal.Sandbox.GetAsync($"subscriptions/{paid.SubscriptionId}");
        Assert.Equal(((string?, long?)[])[("licensed", 4), ("metered", null)], subscription["items"]!["data"]!.AsArray().Select(item => ((string?)item!["price"]!["recurring"]!["usage_type"], (long?)item["quantity"])));
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync(paid.CustomerId));
        var mail = await MailAsync(portal, shopper);
        Assert.StartsWith("Your purchase of Pro", mail.Subject, StringComparison.Ordinal);
        foreach (var words in (string[])["Plan: Pro, 4 seats: $596.00", "Once: 500 credits: $45.00", "Once: 2 × 100 credits: $20.00", "VAT 20%: $132.20", "Paid: $793.20"])
            Assert.Contains(words, mail.Text, StringComparison.Ordinal);
        Assert.All((string[])["500 credits", "2 × 100 credits"], name => Assert.Contains(name, mail.Subject, StringComparison.Ordinal));
        Assert.DoesNotContain("None", mail.Text, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData<DatabaseProviders>]
    public async Task Credits_alone_have_an_invoice_and_pressed_ten_times_at_once_one_thing_to_pay(DatabaseProvider provider)
    {
        var portal = await portals.OnAsync(provider);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync("credits_2000_usd")).Value;
        var presses = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shopper.PayAsync(purchase)));
        Assert.All(presses, press => Assert.True(press.IsDone, press.Refusal?.Sentence));
        Assert.Single(presses.Select(press => press.Value!.ClientSecret).Distinct());
        await shopper.ConfirmAsync(presses[0].Value!);
        await shopper.PaidAsync(purchase);
        var paid = await shopper.FindAsync(purchase);
        Assert.Null(paid.SubscriptionId);
        Assert.Single(await portal.Sandbox.ListAsync("invoices", ("customer", paid.CustomerId!), ("status", "paid")));
        Assert.Equal(1, await portal.Sandbox.SucceededChargesAsync(paid.CustomerId));
        Assert.NotEqual(purchase, (await shopper.StartAsync("credits_2000_usd")).Value);
        Assert.Contains("Once: 2,000 credits: $", (await MailAsync(portal, shopper)).Text, StringComparison.Ordinal);
    }

    /// <summary>The one mail with which a purchase is confirmed.</summary>
    private static async Task<ReceivedMail> MailAsync(PortalApp portal, Shopper shopper)
    {
        var mailbox = portal.Services.GetRequiredService<Mailbox>();
        ReceivedMail? mail = null;
        await Eventually.TrueAsync(() => (mail = mailbox.Latest(100).SingleOrDefault(m => m.To.Contains(shopper.Email, StringComparison.Ordinal))) is not null, "The purchase was not confirmed by mail.");
        return mail!;
    }

    [Fact]
    public async Task Credits_changed_after_the_secret_was_handed_out_void_the_earlier_invoice_and_leave_a_plan_alone()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var plan = (await shopper.StartAsync("pro_month_usd")).Value;
        var planned = (await shopper.PayAsync(plan)).Value!;
        var credits = (await shopper.StartAsync("credits_100_usd")).Value;
        var first = (await shopper.PayAsync(credits)).Value!;
        Assert.True((await shopper.Edit.SetPackAsync(credits, shopper.UserId, "credits_100_usd", 5, Cancellation)).IsDone);
        Assert.Equal("amount_changed", (await shopper.PayAsync(credits, total: 1_000)).Refusal?.Code);
        var second = (await shopper.PayAsync(credits)).Value!;
        await Assert.ThrowsAnyAsync<Exception>(() => shopper.ConfirmAsync(first));
        await shopper.ConfirmAsync(second);
        await shopper.PaidAsync(credits);
        await shopper.ConfirmAsync(planned);
        await shopper.PaidAsync(plan);
        Assert.Equal("not_open", (await shopper.Edit.SetSeatsAsync(plan, shopper.UserId, 2, Cancellation)).Refusal?.Code);
    }

    [Fact]
    public async Task Quantities_out_of_bounds_and_carts_of_others_are_refused()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var (shopper, stranger) = (await Shopper.ComeAsync(portal), await Shopper.ComeAsync(portal));
        var purchase = (await shopper.StartAsync("pro_month_usd")).Value;
        Assert.Equal("quantity", (await shopper.Edit.SetSeatsAsync(purchase, shopper.UserId, 11, Cancellation)).Refusal?.Code);
        Assert.Equal("quantity", (await shopper.Edit.SetSeatsAsync(purchase, shopper.UserId, 0, Cancellation)).Refusal?.Code);
        Assert.Equal("quantity", (await shopper.Edit.SetPackAsync(purchase, shopper.UserId, "credits_100_usd", 21, Cancellation)).Refusal?.Code);
        Assert.Equal("unknown_line", (await shopper.Edit.SetPackAsync(purchase, shopper.UserId, "credits_100_eur", 1, Cancellation)).Refusal?.Code);
        Assert.Equal("not_open", (await shopper.Edit.SetSeatsAsync(purchase, stranger.UserId, 2, Cancellation)).Refusal?.Code);
        Assert.Equal("unknown_price", (await shopper.StartAsync(new CheckoutWish("pro_month_usd", Add: "credits_100_eur"))).Refusal?.Code);
        Assert.Equal(1, Assert.Single((await shopper.FindAsync(purchase)).Lines).Quantity);
    }

    [Fact]
    public async Task Who_has_bought_in_one_currency_goes_on_in_it()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var first = (await shopper.StartAsync("credits_100_usd")).Value;
        await shopper.ConfirmAsync((await shopper.PayAsync(first)).Value!);
        await shopper.PaidAsync(first);
        await Eventually.TrueAsync(async () => (await shopper.FindAsync((await shopper.StartAsync("pro_month_eur")).Value)).LookupKey == "pro_month_usd", () => "The other currency was taken.");
    }

    [Theory]
    [InlineData("DE", "", 11_900, "VAT is charged")]
    [InlineData("DE", "DE136695976", 10_000, "Reverse charge")]
    [InlineData("GB", "", 12_000, "VAT is charged")]
    [InlineData("US", "", 10_000, "not registered")]
    [InlineData("FR", "", 12_000, "VAT is charged")]
    public async Task Tax_follows_the_place_and_the_tax_id_and_says_why(string country, string taxId, long per10000, string words)
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync("pilot_month_eur")).Value;
        var buyer = new BillingDetails { Name = "Ada", Country = country, TaxId = taxId };
        var quote = (await shopper.QuoteAsync(purchase, buyer)).Value!;
        Assert.Equal(4_500 * per10000 / 10_000, quote.Total.MinorUnits);
        Assert.Contains(words, quote.TaxNote, StringComparison.Ordinal);
        await shopper.ConfirmAsync((await shopper.PayAsync(purchase, buyer)).Value!);
        await shopper.PaidAsync(purchase);
        Assert.Equal(quote.Total.MinorUnits, (long)(await portal.Sandbox.GetAsync($"invoices/{(await shopper.FindAsync(purchase)).InvoiceId}"))["amount_paid"]!);
    }

    [Fact]
    public async Task A_trial_begins_without_a_card_and_is_given_once()
    {
        var portal = await portals.OnAsync(DatabaseProvider.Sqlite);
        var shopper = await Shopper.ComeAsync(portal);
        var purchase = (await shopper.StartAsync(new CheckoutWish("pilot_month_usd", Seats: 2, Trial: true))).Value;
        var british = (await shopper.QuoteAsync(purchase, new BillingDetails { Country = "GB" })).Value!;
        Assert.Equal((0, 11_760, "VAT is charged because the billing address is in the United Kingdom."), (british.Total.MinorUnits, british.AfterTrial?.MinorUnits, british.TaxNote));
        Assert.Equal(0, (await shopper.ShownAsync(purchase, new BillingDetails { Country = "US" })).MinorUnits);
        Assert.Equal(new PaymentStep("processing", null), (await shopper.PayAsync(purchase)).Value);
        await shopper.PaidAsync(purchase);
        var subscription = await portal.Sandbox.GetAsync($"subscriptions/{(await shopper.FindAsync(purchase)).SubscriptionId}");
        Assert.Equal(("trialing", "cancel"), ((string?)subscription["status"], (string?)subscription["trial_settings"]!["end_behavior"]!["missing_payment_method"]));
        var mailbox = portal.Services.GetRequiredService<Mailbox>();
        await Eventually.TrueAsync(() => mailbox.Latest(50).Any(mail => mail.Subject == "Your trial of Pilot has begun" && !mail.Text.Contains("has arrived", StringComparison.Ordinal)), "The trial was not confirmed by mail.");
        await portal.Sandbox.DeleteAsync($"subscriptions/{subscription["id"]}");
        await Eventually.TrueAsync(
            async () => await shopper.StartAsync(new CheckoutWish("pilot_month_usd", Trial: true)) is { Refusal.Code: "trial_used" }, () => "A second trial was offered.");
    }
}
